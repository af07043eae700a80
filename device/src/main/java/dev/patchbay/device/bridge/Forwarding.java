package dev.patchbay.device.bridge;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.Stage;
import dev.patchbay.device.bridge.multicast.BridgeContext;
import dev.patchbay.device.bridge.multicast.MdbEntry;
import dev.patchbay.device.bridge.multicast.Snooping;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The way of a frame through a bridge (net/bridge/br_input.c, br_forward.c, br_device.c): one
/// method a stage. The link header stays pulled until the frame leaves.
///
/// ```
///  handleFrame ─ PREROUTING ─ finishFrame: learn, decide ─┬─ forward / flood
///                                                         │     FORWARD ─ POSTROUTING ─ push ─ send
///  transmit (the bridge's own frames) ─ OUTPUT ───────────┘
///                                                         └─ passUp ─ INPUT ─ the bridge receives
/// ```
final class Forwarding {
  /// In [Packet#flags]: the frame came in by an isolated port.
  private static final int FROM_ISOLATED = 1;

  /// What the continuation at INPUT says of a frame that its port itself is to receive.
  private static final int PASS = -1;

  /// 01:80:c2:00:00:0X, which no ordinary bridge passes on (IEEE 802.1D 7.12.6).
  private static final long LINK_LOCAL = 0x0180_c200_0000L;

  private static final int PAUSE = 1;

  private Forwarding() {}

  // ---- in

  /// A frame has come in by a port (`br_handle_frame`).
  static Result handleFrame(BridgePort port, Packet packet) {
    if (packet.type() == Packet.Type.LOOPBACK) {
      return Result.PASS;
    }
    byte[] bytes = packet.bytes();
    int link = packet.link();
    long source = Ethernet.source(bytes, link);
    if (!Mac.isUsable(source)) {
      return drop(port, packet, DropReason.MAC_INVALID_SOURCE);
    }
    long destination = Ethernet.destination(bytes, link);
    if ((destination & ~0xfL) == LINK_LOCAL && !passesOn(port, (int) destination & 0xf)) {
      return handleLinkLocal(port, packet, (int) destination & 0xf);
    }
    BridgeDevice bridge = port.bridge();
    if (!port.state().learns()) {
      return drop(port, packet, reason(port.state()));
    }
    if (port.has(PortFlag.VLAN_TUNNEL)) {
      VlanTunnels.enter(port, packet);
    }
    if (destination == bridge.address().value()) {
      packet.type(Packet.Type.HOST);
    }
    Hook hook = bridge.netns().activeHook(HookFamily.BRIDGE, HookPoint.PREROUTING);
    if (hook != null) {
      hook.run(packet, port.device(), null, AFTER_PREROUTING);
      return Result.CONSUMED;
    }
    return finishFrame(port, packet, source, destination) ? Result.ANOTHER : Result.CONSUMED;
  }

  private static Result drop(BridgePort port, Packet packet, DropReason reason) {
    port.bridge().netns().world().drop(packet, reason);
    return Result.CONSUMED;
  }

  private static DropReason reason(PortState state) {
    return state == PortState.DISABLED
        ? DropReason.BRIDGE_NOT_FORWARDING
        : DropReason.BRIDGE_INGRESS_STP_STATE;
  }

  /// Whether frames to 01:80:c2:00:00:0X are treated as any others. Those for the bridges
  /// themselves (0) are, where no spanning tree is spoken.
  private static boolean passesOn(BridgePort port, int last) {
    BridgeDevice bridge = port.bridge();
    if (last == PAUSE) {
      return false;
    }
    int mask =
        port.groupForwardMask()
            | bridge.groups().passedOn()
            | (int) bridge.get(Setting.GROUP_FWD_MASK);
    return (mask & 1 << last) != 0 || (last == 0 && !bridge.tree().isSpoken());
  }

  /// The port itself receives such frames, and the bridge learns from them.
  private static Result handleLinkLocal(BridgePort port, Packet packet, int last) {
    if (last == PAUSE) {
      return drop(port, packet, DropReason.MAC_IEEE_MAC_CONTROL);
    }
    Hook hook = port.bridge().netns().activeHook(HookFamily.BRIDGE, HookPoint.INPUT);
    int verdict =
        hook == null
            ? finishLocal(port, packet)
            : hook.run(packet, port.device(), null, AFTER_LOCAL_INPUT);
    return verdict == PASS ? Result.PASS : Result.CONSUMED;
  }

  private static final Continuation AFTER_LOCAL_INPUT =
      (packet, in, out) ->
          in != null && in.port() instanceof BridgePort port ? finishLocal(port, packet) : PASS;

  private static int finishLocal(BridgePort port, Packet packet) {
    BridgeDevice bridge = port.bridge();
    int vlan = VlanFilter.learnsIn(bridge, port.vlans(), packet);
    if (vlan != VlanFilter.REFUSED
        && port.has(PortFlag.LEARNING)
        && port.state().learns()
        && bridge.get(Setting.NO_LINKLOCAL_LEARN) == 0) {
      bridge.fdb().update(port, Ethernet.source(packet.bytes(), packet.link()), vlan);
    }
    return PASS;
  }

  private static final Continuation AFTER_PREROUTING =
      (packet, in, out) -> {
        if (in == null || !(in.port() instanceof BridgePort port)) {
          dropIn(packet, DropReason.DEV_GONE);
        } else if (port.state() == PortState.DISABLED) {
          dropIn(packet, DropReason.BRIDGE_NOT_FORWARDING);
        } else if (finishFrame(port, packet)) {
          port.bridge().receive(packet);
        }
        return 0;
      };

  private static boolean finishFrame(BridgePort port, Packet packet) {
    byte[] bytes = packet.bytes();
    int link = packet.link();
    return finishFrame(
        port, packet, Ethernet.source(bytes, link), Ethernet.destination(bytes, link));
  }

  private static void dropIn(Packet packet, DropReason reason) {
    NetDevice device = NetDevice.of(packet);
    if (device != null) {
      device.netns().world().drop(packet, reason);
    }
  }

  /// Learns from the frame and sends it on (`br_handle_frame_finish`). Returns whether the bridge's
  /// own device, which is the packet's now, is to receive it.
  private static boolean finishFrame(
      BridgePort port, Packet packet, long source, long destination) {
    BridgeDevice bridge = port.bridge();
    Fdb fdb = bridge.fdb();
    packet.flags(port.has(PortFlag.ISOLATED) ? FROM_ISOLATED : 0);
    int vlan = VlanFilter.enter(bridge, port.vlans(), packet);
    if (vlan == VlanFilter.REFUSED) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_VLAN_NOT_ALLOWED);
      return false;
    }
    if (port.has(PortFlag.LOCKED) && !isKnownAt(port, fdb.find(source, vlan))) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_LOCKED);
      return false;
    }
    if (port.has(PortFlag.LEARNING)) {
      fdb.update(port, source, vlan);
    }
    boolean toGroup = Mac.isMulticast(destination);
    if (toGroup && !Mac.isBroadcast(destination)) {
      DropReason refusal = bridge.snooping().receive(port, packet, vlan);
      if (refusal != null) {
        bridge.netns().world().drop(packet, refusal);
        return false;
      }
    }
    if (port.state() == PortState.LEARNING || VlanFilter.onlyLearns(packet)) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_INGRESS_STP_STATE);
      return false;
    }
    if (bridge.proxies()) {
      NeighbourProxy.look(bridge, port, packet, vlan);
    }
    boolean alsoUp = bridge.receiveMode().promiscuity() > 0;
    if (toGroup) {
      boolean up = forwardGroup(bridge, packet, vlan, destination, alsoUp);
      return up && passUp(bridge, packet);
    }
    FdbEntry entry = fdb.find(destination, vlan);
    if (entry == null) {
      flood(bridge, packet, PortFlag.FLOOD, alsoUp, false);
    } else if (entry.isLocal()) {
      return passUp(bridge, packet);
    } else {
      entry.used = bridge.now();
      forwardTo(bridge, entry.port, packet, alsoUp, false);
    }
    return alsoUp && passUp(bridge, packet);
  }

  private static boolean isKnownAt(BridgePort port, @Nullable FdbEntry entry) {
    return entry != null && entry.port == port && !entry.isLocal();
  }

  /// A broadcast or multicast from outside goes to the other ports. Returns whether it is also for
  /// the bridge itself: then it stays.
  private static boolean forwardGroup(
      BridgeDevice bridge, Packet packet, int vlan, long destination, boolean alsoUp) {
    if (Mac.isBroadcast(destination)) {
      flood(bridge, packet, PortFlag.BCAST_FLOOD, true, false);
      return true;
    }
    Snooping snooping = bridge.snooping();
    BridgeContext context = snooping.context(vlan);
    MdbEntry entry = snooping.find(context, packet, vlan);
    boolean confined = context.confines(packet, entry);
    boolean wanted = !confined || context.hostWants(packet, entry);
    if (wanted) {
      bridge.statistics().multicast++;
    }
    boolean up = wanted || alsoUp;
    if (confined) {
      GroupForwarding.flood(bridge, context, packet, entry, up, false);
    } else {
      flood(bridge, packet, PortFlag.MCAST_FLOOD, up, false);
    }
    return up;
  }

  // ---- up

  /// The frame is for the bridge's own device (`br_pass_frame_up`). Returns whether that is to
  /// receive it.
  private static boolean passUp(BridgeDevice bridge, Packet packet) {
    bridge.countPassedUp(packet.length());
    bridge.snooping().countSent(null, packet);
    NetDevice in = NetDevice.of(packet);
    packet.device(bridge);
    boolean all = (bridge.flags() & DeviceFlags.PROMISC) != 0;
    if (!VlanFilter.leave(bridge, bridge.vlans(), packet) && !all) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_VLAN_NOT_ALLOWED);
      return false;
    }
    packet.flags(0);
    Hook hook = bridge.netns().activeHook(HookFamily.BRIDGE, HookPoint.INPUT);
    if (hook == null) {
      return true;
    }
    hook.run(packet, in, null, AFTER_INPUT);
    return false;
  }

  private static final Continuation AFTER_INPUT =
      (packet, in, out) -> {
        NetDevice bridge = NetDevice.of(packet);
        if (bridge != null) {
          bridge.receive(packet);
        }
        return 0;
      };

  // ---- the bridge's own frames

  /// The bridge's own device sends a frame (`br_dev_xmit`).
  static void transmit(BridgeDevice bridge, Packet packet) {
    int link = packet.head();
    byte[] bytes = packet.bytes();
    packet.link(link);
    packet.pull(Ethernet.HEADER);
    packet.flags(0);
    long destination = Ethernet.destination(bytes, link);
    int vlan = VlanFilter.enter(bridge, bridge.vlans(), packet);
    if (vlan == VlanFilter.REFUSED) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_VLAN_NOT_ALLOWED);
      return;
    }
    if (bridge.proxies()) {
      NeighbourProxy.look(bridge, null, packet, vlan);
    }
    if (Mac.isBroadcast(destination)) {
      flood(bridge, packet, PortFlag.BCAST_FLOOD, false, true);
    } else if (Mac.isMulticast(destination)) {
      transmitGroup(bridge, packet, vlan);
    } else {
      FdbEntry entry = bridge.fdb().find(destination, vlan);
      if (entry == null) {
        flood(bridge, packet, PortFlag.FLOOD, false, true);
      } else {
        forwardTo(bridge, entry.port, packet, false, true);
      }
    }
  }

  private static void transmitGroup(BridgeDevice bridge, Packet packet, int vlan) {
    Snooping snooping = bridge.snooping();
    DropReason refusal = snooping.receive(null, packet, vlan);
    if (refusal != null) {
      bridge.netns().world().drop(packet, refusal);
      return;
    }
    BridgeContext context = snooping.context(vlan);
    MdbEntry entry = snooping.find(context, packet, vlan);
    if (context.confines(packet, entry)) {
      GroupForwarding.flood(bridge, context, packet, entry, false, true);
    } else {
      flood(bridge, packet, PortFlag.MCAST_FLOOD, false, true);
    }
  }

  // ---- out

  /// The frame goes to one port (`br_forward`). The caller keeps it when `keep` says so: then a
  /// copy goes.
  private static void forwardTo(
      BridgeDevice bridge, @Nullable BridgePort known, Packet packet, boolean keep, boolean own) {
    BridgePort port = known;
    if (port != null && port.backup() != null && !port.device().hasCarrier()) {
      port = port.backup();
    }
    if (packet.trace() != null) {
      bridge
          .netns()
          .world()
          .note(packet, bridge.netns(), BridgeStages.forward(bridge, port, packet));
    }
    if (port != null && delivers(port, packet)) {
      forward(bridge, port, keep ? bridge.netns().world().clone(packet) : packet, own);
      return;
    }
    if (port != null && packet.trace() != null) {
      noteWithheld(port, packet);
    }
    if (!keep) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_NO_EGRESS);
    }
  }

  private static void noteWithheld(BridgePort port, Packet packet) {
    Stage stage = BridgeStages.withheld(port, packet);
    if (stage != null) {
      port.bridge().netns().world().note(packet, port.bridge().netns(), stage);
    }
  }

  /// The frame goes to every port that floods such frames (`br_flood`): copies, and the frame
  /// itself to the last one unless `keep`. The bridge's `own` frames to groups go to all.
  private static void flood(
      BridgeDevice bridge, Packet packet, PortFlag kind, boolean keep, boolean own) {
    if (packet.trace() != null) {
      bridge.netns().world().note(packet, bridge.netns(), BridgeStages.flood(bridge, kind));
    }
    int needed = own && kind != PortFlag.FLOOD ? 0 : kind.bit();
    int looked = needed | NeighbourProxy.sparedBy(packet);
    BridgePort previous = null;
    int count = bridge.ports().count();
    for (int i = 0; i < count; i++) {
      BridgePort port = bridge.ports().get(i);
      if ((port.flags() & looked) == needed && delivers(port, packet)) {
        bridge.snooping().countSent(port, packet);
        if (previous != null) {
          forward(bridge, previous, bridge.netns().world().clone(packet), own);
        }
        previous = port;
      } else if (packet.trace() != null) {
        noteWithheld(port, packet);
      }
    }
    if (previous != null) {
      forward(bridge, previous, keep ? bridge.netns().world().clone(packet) : packet, own);
    } else if (!keep) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_NO_EGRESS);
    }
  }

  /// Whether the frame may leave by the port (`should_deliver`).
  static boolean delivers(BridgePort port, Packet packet) {
    return port.state() == PortState.FORWARDING
        && (packet.device() != port.device() || port.has(PortFlag.HAIRPIN))
        && VlanFilter.mayLeave(port.vlans(), packet)
        && ((packet.flags() & FROM_ISOLATED) == 0 || !port.has(PortFlag.ISOLATED));
  }

  /// `__br_forward`
  static void forward(BridgeDevice bridge, BridgePort port, Packet packet, boolean own) {
    NetDevice in = own ? null : NetDevice.of(packet);
    NetDevice out = port.device();
    if (!VlanFilter.leave(bridge, port.vlans(), packet)) {
      bridge.netns().world().drop(packet, DropReason.BRIDGE_VLAN_NOT_ALLOWED);
      return;
    }
    packet.device(out);
    Hook hook =
        bridge.netns().activeHook(HookFamily.BRIDGE, own ? HookPoint.OUTPUT : HookPoint.FORWARD);
    if (hook == null) {
      finishForward(packet, in, out);
    } else {
      hook.run(packet, in, out, AFTER_FORWARD);
    }
  }

  private static final Continuation AFTER_FORWARD = Forwarding::finishForward;

  /// `br_forward_finish`
  private static int finishForward(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    if (out == null) {
      return 0;
    }
    packet.timestamp(0);
    Hook hook = out.netns().activeHook(HookFamily.BRIDGE, HookPoint.POSTROUTING);
    return hook == null ? push(packet, in, out) : hook.run(packet, null, out, AFTER_POSTROUTING);
  }

  private static final Continuation AFTER_POSTROUTING = Forwarding::push;

  /// `br_dev_queue_push_xmit`
  private static int push(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    packet.unpull(Ethernet.HEADER);
    if (out == null || !out.forwards(packet)) {
      dropIn(packet, DropReason.TX_NOT_FORWARDABLE);
    } else {
      out.send(packet);
    }
    return 0;
  }
}
