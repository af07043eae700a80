package dev.patchbay.stack.mpls;

import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Jhash;
import dev.patchbay.packet.Mpls;
import dev.patchbay.packet.Packet;

/// Which of several ways a labelled packet takes (`mpls_multipath_hash`): its labels decide, and
/// the addresses below them.
final class MplsHash {
  /// How many labels are looked at.
  private static final int MOST_LABELS = 4;

  private static final int IPV4_VERSION = 4;
  private static final int IPV6_VERSION = 6;

  private MplsHash() {}

  /// The hash of a packet whose head is its outermost label.
  static int of(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int hash = 0;
    boolean entropyNext = false;
    for (int i = 0; i < MOST_LABELS && packet.tail() - at >= Mpls.ENTRY; i++) {
      int entry = Mpls.entry(bytes, at);
      at += Mpls.ENTRY;
      int label = Mpls.label(entry);
      // Reserved labels say nothing of the flow.
      if (label >= Mpls.FIRST_UNRESERVED) {
        hash = Jhash.hash(label, hash);
        if (entropyNext) {
          return hash;
        }
      } else if (label == Mpls.ENTROPY_INDICATOR) {
        entropyNext = true;
      }
      if (Mpls.isBottom(entry)) {
        return withPayload(packet, at, hash);
      }
    }
    return hash;
  }

  private static int withPayload(Packet packet, int at, int hash) {
    byte[] bytes = packet.bytes();
    int left = packet.tail() - at;
    int version = left < Ipv4.HEADER ? 0 : bytes[at] >>> 4 & 0xf;
    if (version == IPV4_VERSION) {
      return Jhash.hash(
          Ipv4.source(bytes, at), Ipv4.destination(bytes, at), Ipv4.protocol(bytes, at), hash);
    }
    if (version == IPV6_VERSION && left >= Ipv6.HEADER) {
      int source = ofAddress(Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at), hash);
      int both = ofAddress(Ipv6.destinationHi(bytes, at), Ipv6.destinationLo(bytes, at), source);
      return Jhash.hash(Ipv6.nextHeader(bytes, at), both);
    }
    return hash;
  }

  /// `__ipv6_addr_jhash`
  private static int ofAddress(long hi, long lo, int hash) {
    return Jhash.hash((int) (hi >>> 32) ^ (int) hi, (int) (lo >>> 32), (int) lo, hash);
  }
}
