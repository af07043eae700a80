package dev.patchbay.device.bridge.stp;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Bpdu;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.LogicalLink;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// How messages of the spanning tree leave (net/bridge/br_stp_bpdu.c).
final class BpduOutput {
  private BpduOutput() {}

  static Packet allocate(NetDevice device) {
    return device
        .netns()
        .world()
        .allocate(Ethernet.HEADER + LogicalLink.HEADER + Bpdu.CONFIGURATION);
  }

  /// Sends the message, which stands at the packet's head, to the bridges at the cable.
  static void send(Packet packet, NetDevice device, long group) {
    LogicalLink.push(packet, LogicalLink.SPANNING_TREE);
    packet.protocol(EtherType.P_802_2);
    Ethernet.push(packet, group, device.address().value(), packet.length());
    packet.device(device);
    Hook hook = device.netns().activeHook(HookFamily.BRIDGE, HookPoint.OUTPUT);
    if (hook == null) {
      finish(packet, null, device);
    } else {
      hook.run(packet, null, device, AFTER_OUTPUT);
    }
  }

  private static final Continuation AFTER_OUTPUT = BpduOutput::finish;

  private static int finish(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    if (out != null) {
      out.send(packet);
    }
    return 0;
  }
}
