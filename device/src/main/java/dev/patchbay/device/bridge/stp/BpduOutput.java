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

  /// Says by the port who is the root, as far as that is known (`br_send_config_bpdu`).
  ///
  /// @param age of what is known, in nanoseconds
  static void sendConfig(TreePort port, long age) {
    SpanningTree tree = port.tree();
    Packet packet = allocate(port.device());
    int at = Bpdu.push(packet, Bpdu.CONFIG);
    byte[] bytes = packet.bytes();
    Bpdu.flags(
        bytes,
        at,
        (tree.isTopologyChanging() ? Bpdu.TOPOLOGY_CHANGE : 0)
            | (port.isChangeAcknowledged() ? Bpdu.TOPOLOGY_CHANGE_ACKNOWLEDGED : 0));
    Bpdu.root(bytes, at, tree.root());
    Bpdu.cost(bytes, at, tree.rootPathCost());
    Bpdu.bridge(bytes, at, tree.id());
    Bpdu.port(bytes, at, port.id());
    Bpdu.messageAge(bytes, at, TreeTime.ticks(age));
    Bpdu.maxAge(bytes, at, TreeTime.ticks(tree.maxAge()));
    Bpdu.helloTime(bytes, at, TreeTime.ticks(tree.helloTime()));
    Bpdu.forwardDelay(bytes, at, TreeTime.ticks(tree.forwardDelay()));
    send(packet, port.device(), tree.groupAddress());
  }

  /// Says by the root port that stations may have moved (`br_send_tcn_bpdu`).
  static void sendTcn(TreePort port) {
    Packet packet = allocate(port.device());
    Bpdu.push(packet, Bpdu.TOPOLOGY_CHANGE_NOTIFICATION);
    send(packet, port.device(), port.tree().groupAddress());
  }

  private static Packet allocate(NetDevice device) {
    return device
        .netns()
        .world()
        .allocate(Ethernet.HEADER + LogicalLink.HEADER + Bpdu.CONFIGURATION);
  }

  /// Sends the message, which stands at the packet's head, to the bridges at the cable.
  private static void send(Packet packet, NetDevice device, long group) {
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
