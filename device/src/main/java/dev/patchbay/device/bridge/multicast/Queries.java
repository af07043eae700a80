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
    Packet packet = packets.make(querier.family(), null, null, List.of(), false);
    if (packet != null) {
      querier.own(packets.sourceHi(), packets.sourceLo());
      deliver(packet);
    }
  }

  /// Asks the network of a port.
  void askAll(Family family, SnoopedPort port) {
    send(packets.make(family, null, null, List.of(), false), port);
  }

  // ---- one group

  /// A station has left a group: asks who else wants it, to all (`br_multicast_leave_group`).
  void askAfterLeave(Group group, @Nullable SnoopedPort port) {
    Packet packet = packets.make(group.family(), null, group, List.of(), false);
    if (port != null) {
      send(packet, port);
    } else if (packet != null) {
      deliver(packet);
    }
  }

  /// Asks for a group, now and again (`__grp_send_query_and_rexmit`).
  void askGroup(PortGroup member) {
    if (!snooping.bridge().isUp() || !snooping.settings().snoops()) {
      return;
    }
    if (snooping.isQuerier(family(member))) {
      member.queriesLeft = snooping.settings().lastMemberCount() - 1;
      send(member, List.of(), false);
      member.repeat(snooping).startAtMost(snooping.settings().lastMemberInterval());
    }
    if (member.excludes) {
      member.timer().startAtMost(snooping.lastMemberTime());
    }
  }

  /// Asks for those sources that are marked, now and again (`__grp_src_query_marked_and_rexmit`).
  void askMarked(PortGroup member) {
    if (!snooping.bridge().isUp() || !snooping.settings().snoops()) {
      return;
    }
    boolean asks = snooping.isQuerier(family(member));
    long end = snooping.now() + snooping.lastMemberTime();
    for (Source source : List.copyOf(member.sources())) {
      if (source.ask && source.timer.due() > end) {
        source.queriesLeft = asks ? snooping.settings().lastMemberCount() : source.queriesLeft;
        source.timer.startAt(end);
        snooping.mdb().sources().settle(source);
      }
      source.ask = false;
    }
    if (asks) {
      sendSources(member, true);
      sendSources(member, false);
      member.repeat(snooping).startAtMost(snooping.settings().lastMemberInterval());
    }
  }

  /// `br_multicast_port_group_rexmit`
  void repeat(PortGroup member) {
    if (member.gone || !snooping.isQuerier(family(member))) {
      return;
    }
    if (member.queriesLeft > 0) {
      member.queriesLeft--;
      send(member, List.of(), true);
    }
    boolean more = sendSources(member, false);
    if (member.queriesLeft > 0 || more) {
      member.repeat(snooping).start(snooping.settings().lastMemberInterval());
    }
  }

  private static Family family(PortGroup member) {
    return member.entry().group().family();
  }

  /// Asks for sources that are still to be asked for: those that others know to last, or those that
  /// are about to go. Returns whether any is to be asked for again.
  private boolean sendSources(PortGroup member, boolean lasting) {
    long end = snooping.now() + snooping.lastMemberTime();
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
      send(member, asked, lasting);
    }
    return more;
  }

  // ---- out

  private void send(PortGroup member, List<Source> sources, boolean suppress) {
    Group group = member.entry().group();
    send(packets.make(group.family(), group, group, sources, suppress), member.port());
  }

  /// By the port, as the bridge's own frames leave.
  private void send(@Nullable Packet packet, SnoopedPort port) {
    if (packet == null) {
      return;
    }
    NetDevice out = port.device();
    packet.device(out);
    MulticastMessage message = packets.message();
    if (snooping.settings().counts()) {
      port.snooping().counted().sent(message);
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

  /// To the host, as if it had come from outside.
  private void deliver(Packet packet) {
    NetDevice bridge = snooping.bridge();
    packet.device(bridge);
    if (snooping.settings().counts()) {
      snooping.counted(null).received(packets.message());
    }
    bridge.netns().machine().backlog().add(packet);
  }
}
