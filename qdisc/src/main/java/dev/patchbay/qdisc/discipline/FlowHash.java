package dev.patchbay.qdisc.discipline;

import dev.patchbay.packet.FlowKeys;
import dev.patchbay.packet.Packet;

/// A number for the flow of a packet (`skb_get_hash_perturb`), for one discipline.
final class FlowHash {
  private final FlowKeys keys = new FlowKeys();

  int of(Packet packet, int seed) {
    int at = packet.network();
    if (at == Packet.UNSET) {
      keys.clear();
      keys.etherType = packet.protocol();
    } else {
      keys.dissect(
          packet.bytes(), packet.protocol(), at, packet.tail(), FlowKeys.STOP_AT_FLOW_LABEL);
    }
    return (int) (keys.hash(seed) >>> 32);
  }
}
