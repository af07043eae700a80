package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// What an action does with a packet.
public interface Work {
  /// What it returns when it has taken the packet: nobody else ends it.
  int TAKEN = 0x100;

  /// Does it, at ingress or at egress of `device`. Returns a [Control], or [#TAKEN].
  int act(Packet packet, NetDevice device, boolean atIngress);
}
