package dev.patchbay.core;

import java.util.ArrayList;
import java.util.List;

/// Link-layer addresses that a device listens to, each with the number of those who asked for it
/// (`netdev_hw_addr_list`).
public final class HardwareAddresses {
  /// An address and how many asked for it.
  public record Entry(long mac, int users) {}

  private final List<Entry> entries = new ArrayList<>(2);

  /// One more asks for the address (`dev_mc_add`).
  public void add(long mac) {
    int at = indexOf(mac);
    if (at < 0) {
      entries.add(new Entry(mac, 1));
    } else {
      entries.set(at, new Entry(mac, entries.get(at).users() + 1));
    }
  }

  /// One less asks for the address. Returns whether anyone had asked.
  public boolean remove(long mac) {
    int at = indexOf(mac);
    if (at < 0) {
      return false;
    }
    int users = entries.get(at).users() - 1;
    if (users == 0) {
      entries.remove(at);
    } else {
      entries.set(at, new Entry(mac, users));
    }
    return true;
  }

  /// Whether somebody asks for the address.
  public boolean contains(long mac) {
    return indexOf(mac) >= 0;
  }

  /// Forgets all of them.
  public void clear() {
    entries.clear();
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
