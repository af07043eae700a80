package dev.patchbay.qdisc.filter.ematch;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// One extended match (`tcf_ematch_ops`), or several of them.
public interface Ematch {
  /// Whether the packet, which is at `device`, is one of those.
  boolean matches(Packet packet, NetDevice device);

  /// How it is written; `depth` says how deeply it is nested.
  String text(int depth);

  /// Where the bytes of a layer begin: link, network, transport; -1 when the packet has none.
  static int layer(Packet packet, int layer) {
    int at =
        switch (layer) {
          case 0 -> packet.link();
          case 1 -> packet.network();
          default -> packet.transport() == Packet.UNSET ? packet.network() : packet.transport();
        };
    return at == Packet.UNSET ? -1 : at;
  }
}
