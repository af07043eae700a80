package dev.patchbay.device.bond;

import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;

/// Whom a bond asks whether its links work: at most sixteen of each family
/// (`BOND_MAX_ARP_TARGETS`).
final class BondTargets {
  static final int MOST = 16;

  private final List<Ip> ipv4 = new ArrayList<>(0);
  private final List<Ip> ipv6 = new ArrayList<>(0);

  List<Ip> ipv4() {
    return ipv4;
  }

  List<Ip> ipv6() {
    return ipv6;
  }

  /// The place of an IPv4 target, or -1.
  int indexOf(int address) {
    for (int i = 0; i < ipv4.size(); i++) {
      if (ipv4.get(i).toInt() == address) {
        return i;
      }
    }
    return -1;
  }

  static String join(List<Ip> targets, String between) {
    StringBuilder text = new StringBuilder();
    for (Ip target : targets) {
      text.append(text.isEmpty() ? "" : between).append(target);
    }
    return text.toString();
  }
}
