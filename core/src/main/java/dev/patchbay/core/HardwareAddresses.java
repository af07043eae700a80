package dev.patchbay.core;

import java.util.ArrayList;
import java.util.List;

/// Link-layer addresses that a device listens to, each with the number of those who asked for it
/// (`netdev_hw_addr_list`).
public final class HardwareAddresses {
  /// An address, how many asked for it, and whether an administrator is one of them (`ip maddress
  /// add`).
  public record Entry(long mac, int users, boolean isGlobal) {}

  private final List<Entry> entries = new ArrayList<>(2);
  private final Runnable changed;

  /// @param changed is told when somebody has asked for an address, or does no more
  HardwareAddresses(Runnable changed) {
    this.changed = changed;
  }

  /// One more asks for the address (`dev_mc_add`).
  public void add(long mac) {
    change(mac, 1, false);
  }

  /// An administrator asks for the address, who counts once (`dev_mc_add_global`).
  public void addGlobal(long mac) {
    if (!isGlobal(mac)) {
      change(mac, 1, true);
    }
  }

  /// One less asks for the address. Returns whether anyone had asked.
  public boolean remove(long mac) {
    boolean known = contains(mac);
    if (known) {
      change(mac, -1, isGlobal(mac));
    }
    return known;
  }

  /// The administrator asks for the address no more. Returns whether one had.
  public boolean removeGlobal(long mac) {
    boolean known = isGlobal(mac);
    if (known) {
      change(mac, -1, false);
    }
    return known;
  }

  private boolean isGlobal(long mac) {
    int at = indexOf(mac);
    return at >= 0 && entries.get(at).isGlobal();
  }

  private void change(long mac, int more, boolean global) {
    int at = indexOf(mac);
    if (at < 0) {
      entries.add(new Entry(mac, more, global));
    } else {
      count(at, more, global || (more > 0 && isGlobal(mac)));
    }
    changed.run();
  }

  /// One more or one less asks for an address that is known; nobody is told.
  void count(long mac, int more) {
    int at = indexOf(mac);
    if (at >= 0) {
      count(at, more, entries.get(at).isGlobal());
    }
  }

  private void count(int at, int more, boolean global) {
    Entry entry = entries.get(at);
    int users = entry.users() + more;
    if (users == 0) {
      entries.remove(at);
    } else {
      entries.set(at, new Entry(entry.mac(), users, global));
    }
  }

  /// How many ask for the address.
  int users(long mac) {
    int at = indexOf(mac);
    return at < 0 ? 0 : entries.get(at).users();
  }

  /// Whether somebody asks for the address.
  public boolean contains(long mac) {
    return indexOf(mac) >= 0;
  }

  /// Forgets all of them.
  public void clear() {
    entries.clear();
    changed.run();
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The addresses, oldest first.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  private int indexOf(long mac) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).mac() == mac) {
        return i;
      }
    }
    return -1;
  }
}
