package dev.patchbay.device.bond;

import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /// The place of an IPv6 target, or -1.
  int indexOf(long hi, long lo) {
    for (int i = 0; i < ipv6.size(); i++) {
      if (ipv6.get(i).hi() == hi && ipv6.get(i).lo() == lo) {
        return i;
      }
    }
    return -1;
  }

  /// The addresses of a list with commas between them, as C's `strtok` finds them.
  static List<String> split(String list) {
    return Stream.of(list.split(",")).filter(text -> !text.isEmpty()).toList();
  }

  static String join(List<Ip> targets, String between) {
    StringBuilder text = new StringBuilder();
    for (Ip target : targets) {
      text.append(text.isEmpty() ? "" : between).append(target);
    }
    return text.toString();
  }
}
