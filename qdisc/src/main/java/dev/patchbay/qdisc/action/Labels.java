package dev.patchbay.qdisc.action;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.Packet;

/// Puts label stack entries before packets of traffic control, takes them off, changes them
/// (`skb_mpls_push`, `skb_mpls_pop`, `skb_mpls_update_lse`). The packet's head is its link header.
final class Labels {
  private Labels() {}

  static boolean isLabelled(int etherType) {
    return etherType == EtherType.MPLS || etherType == EtherType.MPLS_MULTICAST;
  }

  /// Puts an entry behind the link header, which then names `etherType`.
  static void push(Packet packet, int entry, int etherType) {
    int link = packet.network() - packet.head();
    int from = packet.head();
    int head = packet.push(Mpls.ENTRY);
    byte[] bytes = packet.edit();
    System.arraycopy(bytes, from + packet.head() - head, bytes, packet.head(), link);
    int at = packet.head() + link;
    Mpls.entry(bytes, at, entry);
    settle(packet, at, etherType);
  }

  /// Puts an entry before the link header.
  static void pushBefore(Packet packet, int entry, int etherType) {
    packet.push(Mpls.ENTRY);
    Mpls.entry(packet.edit(), packet.head(), entry);
    packet.network(packet.head());
    packet.link(packet.head());
    packet.protocol(etherType);
  }

  /// Takes the outermost entry off; the link header then names `etherType`.
  static void pop(Packet packet, int etherType) {
    byte[] bytes = packet.edit();
    int link = packet.network() - packet.head();
    int head = packet.head();
    System.arraycopy(bytes, head, bytes, head + Mpls.ENTRY, link);
    packet.pull(Mpls.ENTRY);
    settle(packet, packet.head() + link, etherType);
  }

  private static void settle(Packet packet, int network, int etherType) {
    packet.link(packet.head());
    packet.network(network);
    if (network - packet.head() >= Ethernet.HEADER) {
      Ethernet.type(packet.bytes(), network - Ethernet.HEADER, etherType);
    }
    packet.protocol(etherType);
  }
}
