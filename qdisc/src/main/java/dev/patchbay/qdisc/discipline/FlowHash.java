package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;

/// A number for the flow of a packet: addresses, protocol and ports (`skb_get_hash_perturb`).
final class FlowHash {
  private static final int PRIME = 0x9e37_79b1;
  private static final int IPV6_LENGTH = 40;

  private FlowHash() {}

  static int of(Packet packet, int seed) {
    int at = packet.network();
    byte[] bytes = packet.bytes();
    int tail = packet.tail();
    int hash = seed ^ packet.protocol();
    if (at == Packet.UNSET) {
      return mix(hash);
    }
    if (packet.protocol() == EtherType.IPV4 && at + Ipv4.HEADER <= tail) {
      int end = at + (bytes[at] & 0xf) * 4;
      boolean whole = (bytes[at + 6] & 0x3f) == 0 && bytes[at + 7] == 0;
      return ports(sum(hash, bytes, at + 12, 8), bytes, end, tail, whole ? bytes[at + 9] : 0);
    }
    if (packet.protocol() == EtherType.IPV6 && at + IPV6_LENGTH <= tail) {
      int addresses = sum(hash, bytes, at + 8, 32);
      return ports(addresses, bytes, at + IPV6_LENGTH, tail, bytes[at + 6]);
    }
    return mix(hash);
  }

  private static int ports(int hash, byte[] bytes, int at, int tail, int protocol) {
    int mixed = hash * PRIME + protocol;
    boolean has = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    return mix(has && at + 4 <= tail ? sum(mixed, bytes, at, 4) : mixed);
  }

  private static int sum(int hash, byte[] bytes, int at, int length) {
    int sum = hash;
    for (int i = 0; i < length; i++) {
      sum = (sum ^ bytes[at + i]) * PRIME;
    }
    return sum;
  }

  private static int mix(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * PRIME;
    return mixed ^ (mixed >>> 15);
  }
}
