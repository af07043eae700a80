package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The questions a bridge asks: of all groups, of one, of sources of one
/// (`__br_multicast_send_query` and those who call it).
final class Queries {
  private final Snooping snooping;
  private final QueryPacket packets;

  Queries(Snooping snooping) {
    this.snooping = snooping;
    this.packets = new QueryPacket(snooping);
  }

  // ---- all groups

  /// Asks the bridge's own host, and says from which address the bridge asks.
  void askHost(Querier querier) {
    if (ask(querier.context(), querier.family(), null)) {
      querier.own(packets.sourceHi(), packets.sourceLo());
    }
  }

  /// Asks the network of a port.
  void askAll(Family family, PortContext port) {
    ask(port, family, null);
  }

  // ---- one group

  /// A station has left a group: asks who else wants it, to all (`br_multicast_leave_group`).
  void askAfterLeave(Group group, Context at) {
    ask(at, group.family(), group);
  }

  /// Asks all stations there. Returns whether that can be.
  private boolean ask(Context at, Family family, @Nullable Group group) {
    if (!maySend(at)) {
      return false;
    }
    Packet packet = packets.make(at.bridge(), family, null, group, List.of(), false);
    if (packet == null) {
      return false;
    }
    if (at.port() != null) {
      send(packet, at, at.port());
    } else {
      deliver(packet, at);
    }
    return true;
  }

  private static boolean maySend(Context at) {
    return at.isInUse() && at.bridge().isCurrent();
  }

  /// Asks for a group, now and again (`__grp_send_query_and_rexmit`).
  void askGroup(PortGroup member) {
    PortContext at = running(member);
    if (at == null) {
      return;
    }
    BridgeContext bridge = at.bridge();
    if (bridge.isQuerier(family(member))) {
      member.queriesLeft = bridge.settings().lastMemberCount() - 1;
      send(member, at, List.of(), false);
      member.repeat(snooping).startAtMost(bridge.settings().lastMemberInterval());
    }
    if (member.excludes) {
      member.timer().startAtMost(bridge.lastMemberTime());
    }
  }

  /// Asks for those sources that are marked, now and again (`__grp_src_query_marked_and_rexmit`).
  void askMarked(PortGroup member) {
    PortContext at = running(member);
    if (at == null) {
      return;
    }
    BridgeContext bridge = at.bridge();
    boolean asks = bridge.isQuerier(family(member));
    long end = snooping.now() + bridge.lastMemberTime();
    for (Source source : List.copyOf(member.sources())) {
      if (source.ask && source.timer.due() > end) {
        source.queriesLeft = asks ? bridge.settings().lastMemberCount() : source.queriesLeft;
        source.timer.startAt(end);
        snooping.mdb().sources().settle(source);
      }
      source.ask = false;
    }
    if (asks) {
      sendSources(member, at, true);
      sendSources(member, at, false);
      member.repeat(snooping).startAtMost(bridge.settings().lastMemberInterval());
    }
  }

  /// `br_multicast_port_group_rexmit`
  void repeat(PortGroup member) {
    PortContext at = member.gone ? null : running(member);
    if (at == null || !at.bridge().isQuerier(family(member))) {
      return;
    }
    if (member.queriesLeft > 0) {
      member.queriesLeft--;
      send(member, at, List.of(), true);
    }
    boolean more = sendSources(member, at, false);
    if (member.queriesLeft > 0 || more) {
      member.repeat(snooping).start(at.bridge().settings().lastMemberInterval());
    }
  }

  /// Where the member is, if the bridge runs and snoops, and the port is still there.
  private @Nullable PortContext running(PortGroup member) {
    boolean runs = snooping.bridge().isUp() && snooping.settings().snoops();
    return runs ? snooping.contextOf(member) : null;
  }

  private static Family family(PortGroup member) {
    return member.entry().group().family();
  }

  /// Asks for sources that are still to be asked for: those that others know to last, or those that
  /// are about to go. Returns whether any is to be asked for again.
  private boolean sendSources(PortGroup member, PortContext at, boolean lasting) {
    long end = snooping.now() + at.bridge().lastMemberTime();
    List<Source> asked = new ArrayList<>();
    boolean more = false;
    for (Source source : member.sources()) {
      if (source.queriesLeft > 0 && source.timer.due() > end == lasting) {
        asked.add(source);
        source.queriesLeft--;
        more |= source.queriesLeft > 0;
      }
    }
    if (!asked.isEmpty()) {
      send(member, at, asked, lasting);
    }
    return more;
  }

  // ---- out

  private void send(PortGroup member, PortContext at, List<Source> sources, boolean suppress) {
    Group group = member.entry().group();
    Packet packet =
        maySend(at)
            ? packets.make(at.bridge(), group.family(), group, group, sources, suppress)
            : null;
    if (packet != null) {
      send(packet, at, at.port());
    }
  }

  /// By the port, as the bridge's own frames leave.
  private void send(Packet packet, Context at, SnoopedPort port) {
    tag(packet, at);
    NetDevice out = port.device();
    packet.device(out);
    MulticastMessage message = packets.message();
    if (snooping.settings().counts()) {
      at.counted().sent(message);
    }
    Hook hook = out.netns().activeHook(HookFamily.BRIDGE, HookPoint.OUTPUT);
    if (hook == null) {
      finish(packet, null, out);
    } else {
      hook.run(packet, null, out, AFTER_OUTPUT);
    }
  }

  private static final Continuation AFTER_OUTPUT = Queries::finish;

  private static int finish(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    if (out != null) {
      packet.unpull(Ethernet.HEADER);
      out.send(packet);
    }
    return 0;
  }

  private void tag(Packet packet, Context at) {
    if (at.isTagged()) {
      packet.vlan(snooping.settings().vlanProtocol(), at.bridge().vlan());
    }
  }

  /// To the host, as if it had come from outside.
  private void deliver(Packet packet, Context at) {
    tag(packet, at);
    NetDevice bridge = snooping.bridge();
    packet.device(bridge);
    if (snooping.settings().counts()) {
      at.counted().received(packets.message());
    }
    bridge.netns().machine().backlog().add(packet);
  }
}
