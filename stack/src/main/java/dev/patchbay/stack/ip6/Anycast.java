package dev.patchbay.stack.ip6;

import dev.patchbay.stack.address.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;

/// The addresses that a device shares with others (net/ipv6/anycast.c): on a router that of all
/// routers of each of its networks (RFC 4291 section 2.6.1). Who has one hears solicitations for
/// it.
final class Anycast {
  /// Longer prefixes leave no room for it (RFC 6164).
  private static final int LONGEST_PREFIX = 126;

  /// A shared address, and how many of the device's own want it.
  record Entry(long hi, long lo, int users) {}

  private final Inet6Device inet;
  private final List<Entry> entries = new ArrayList<>(1);

  Anycast(Inet6Device inet) {
    this.inet = inet;
  }

  /// Whether the address is in a network that has one.
  static boolean isIn(InterfaceAddress address) {
    return address.prefixLength() <= LONGEST_PREFIX
        && (address.networkHi() | address.networkLo()) != 0;
  }

  /// The addresses, newest first.
  List<Entry> entries() {
    return entries;
  }

  private int indexOf(long hi, long lo) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).hi() == hi && entries.get(i).lo() == lo) {
        return i;
      }
    }
    return -1;
  }

  /// The address shares that of its network's routers (`__ipv6_dev_ac_inc`).
  void join(InterfaceAddress address) {
    long hi = address.networkHi();
    long lo = address.networkLo();
    int at = indexOf(hi, lo);
    if (at >= 0) {
      entries.set(at, new Entry(hi, lo, entries.get(at).users() + 1));
      return;
    }
    entries.addFirst(new Entry(hi, lo, 1));
    SolicitedNode.join(inet, lo);
  }

  /// Undoes [#join] (`__ipv6_dev_ac_dec`).
  void leave(InterfaceAddress address) {
    long hi = address.networkHi();
    long lo = address.networkLo();
    int at = indexOf(hi, lo);
    if (at < 0) {
      return;
    }
    int users = entries.get(at).users() - 1;
    if (users > 0) {
      entries.set(at, new Entry(hi, lo, users));
    } else {
      entries.remove(at);
      SolicitedNode.leave(inet, lo);
    }
  }
}
