package dev.patchbay.stack.address;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.packet.Family;
import java.util.Arrays;

/// The multicast groups a device listens to for one family, and how many want each (`ip_mc_list`,
/// `ifmcaddr6`). An address is left-aligned in 128 bits.
public final class Groups {
  private static final long IPV4_MACS = 0x0100_5e00_0000L;
  private static final int IPV4_BITS = 0x7f_ffff;

  private final InetDevice inet;
  private long[] addresses = {};
  private int[] users = {};

  /// Whether the device takes frames of each group.
  private boolean[] heard = {};

  Groups(InetDevice inet) {
    this.inet = inet;
  }

  /// How many groups there are.
  public int count() {
    return users.length;
  }

  /// The first half of the address of group number `i`, newest first.
  public long hi(int i) {
    return addresses[2 * i];
  }

  /// The second half of the address of group number `i`.
  public long lo(int i) {
    return addresses[2 * i + 1];
  }

  /// How many want group number `i`.
  public int users(int i) {
    return users[i];
  }

  /// Whether anybody wants the group.
  public boolean contains(long hi, long lo) {
    return find(hi, lo) >= 0;
  }

  private int find(long hi, long lo) {
    for (int i = 0; i < users.length; i++) {
      if (addresses[2 * i] == hi && addresses[2 * i + 1] == lo) {
        return i;
      }
    }
    return -1;
  }

  /// One more wants the group, from whatever source. Returns whether it is the first.
  public boolean join(long hi, long lo) {
    return join(hi, lo, false);
  }

  /// One more wants the group; with `include` from the sources only that it will name. Returns
  /// whether it is the first.
  public boolean join(long hi, long lo, boolean include) {
    boolean first = add(hi, lo);
    inet.joined(hi, lo, first, include);
    return first;
  }

  private boolean add(long hi, long lo) {
    int at = find(hi, lo);
    if (at >= 0) {
      users[at]++;
      return false;
    }
    long[] longer = new long[addresses.length + 2];
    System.arraycopy(addresses, 0, longer, 2, addresses.length);
    longer[0] = hi;
    longer[1] = lo;
    addresses = longer;
    int[] counts = new int[users.length + 1];
    System.arraycopy(users, 0, counts, 1, users.length);
    counts[0] = 1;
    users = counts;
    boolean[] more = new boolean[users.length];
    System.arraycopy(heard, 0, more, 1, heard.length);
    heard = more;
    hear(0, true);
    return true;
  }

  /// The device comes or goes: its link has to hear of the groups, or need not any more
  /// (`ip_mc_up`, `ip_mc_down`).
  void hearAll(boolean on) {
    for (int i = 0; i < users.length; i++) {
      hear(i, on);
    }
  }

  private void hear(int i, boolean on) {
    if (heard[i] == on || !isOnLink()) {
      return;
    }
    heard[i] = on;
    long mac = mac(hi(i));
    if (on) {
      inet.device().receiveMode().multicast().add(mac);
    } else {
      inet.device().receiveMode().multicast().remove(mac);
    }
  }

  /// Whether the device must listen to the group on its link (`igmp_group_added`); IPv6 says so
  /// itself, as its device comes and goes.
  private boolean isOnLink() {
    return inet.family() == Family.IPV4 && inet.device().hardwareType() == ArpHardware.ETHER;
  }

  /// The link-layer address of the group (RFC 1112 section 6.4).
  private static long mac(long hi) {
    return IPV4_MACS | (hi >>> 32 & IPV4_BITS);
  }

  /// One less wants the group. Returns whether it was the last.
  public boolean leave(long hi, long lo) {
    return leave(hi, lo, false);
  }

  /// Undoes [#join(long, long, boolean)]. Returns whether it was the last.
  public boolean leave(long hi, long lo, boolean include) {
    if (find(hi, lo) < 0) {
      return false;
    }
    boolean last = remove(hi, lo);
    inet.left(hi, lo, last, include);
    return last;
  }

  private boolean remove(long hi, long lo) {
    int at = find(hi, lo);
    if (--users[at] > 0) {
      return false;
    }
    hear(at, false);
    int rest = users.length - 1;
    System.arraycopy(addresses, 2 * at + 2, addresses, 2 * at, 2 * (rest - at));
    System.arraycopy(users, at + 1, users, at, rest - at);
    addresses = Arrays.copyOf(addresses, 2 * rest);
    users = Arrays.copyOf(users, rest);
    System.arraycopy(heard, at + 1, heard, at, rest - at);
    heard = Arrays.copyOf(heard, rest);
    return true;
  }
}
