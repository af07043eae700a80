package dev.patchbay.stack.igmp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.TransportProtocol;

/// What routers ask about the groups of their links, and what other hosts say (`igmp_rcv`).
final class IgmpInput implements TransportProtocol {
  private static final long TENTH = 100_000_000L;

  /// How long hosts may wait that are asked by a router of version 1.
  private static final long VERSION1_DELAY = 100 * TENTH;

  private static final long[] NO_SOURCES = {};

  @Override
  public void receive(Packet packet, NetDevice device) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (packet.length() < Igmp.HEADER || !Igmp.checksumHolds(bytes, at, packet.tail())) {
      world.drop(packet, DropReason.NOT_SPECIFIED);
      return;
    }
    IgmpDevice groups = IgmpDevice.of(device);
    boolean wanted = true;
    if (groups != null) {
      switch (Igmp.type(bytes, at)) {
        case Igmp.QUERY -> wanted = query(packet, groups);
        case Igmp.REPORT_V1, Igmp.REPORT_V2 -> report(packet, groups);
        default -> {}
      }
    }
    if (wanted) {
      world.consume(packet);
    } else {
      world.drop(packet, DropReason.NOT_SPECIFIED);
    }
  }

  /// What this host said itself, and what was said to it alone, does not count.
  private static void report(Packet packet, IgmpDevice groups) {
    boolean others =
        packet.type() == Packet.Type.MULTICAST || packet.type() == Packet.Type.BROADCAST;
    if (others) {
      groups.heardReport(Igmp.group(packet.bytes(), packet.head()));
    }
  }

  /// `igmp_heard_query`; false when the message is not a query of any version.
  private static boolean query(Packet packet, IgmpDevice groups) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int code = Igmp.responseDelay(bytes, at);
    int group = Igmp.group(bytes, at);
    if (packet.length() == Igmp.HEADER) {
      boolean version1 = code == 0;
      groups.heardOld(version1);
      groups.answer(version1 ? 0 : group, NO_SOURCES, version1 ? VERSION1_DELAY : code * TENTH);
    } else if (packet.length() < Igmp.QUERY_HEADER) {
      return false;
    } else if (groups.speaksVersion1()) {
      groups.answer(0, NO_SOURCES, VERSION1_DELAY);
    } else if (groups.speaksVersion2()) {
      groups.answer(group, NO_SOURCES, Igmp.decoded(code) * TENTH);
    } else {
      return queryOfVersion3(packet, groups, group, Igmp.decoded(code) * TENTH);
    }
    return true;
  }

  private static boolean queryOfVersion3(Packet packet, IgmpDevice groups, int group, long delay) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int count = Igmp.sources(bytes, at);
    if (packet.length() < Igmp.QUERY_HEADER + count * Igmp.SOURCE) {
      return false;
    }
    groups.heardVersion3(Igmp.robustness(bytes, at), Igmp.decoded(Igmp.queryInterval(bytes, at)));
    if (group != 0) {
      groups.answer(group, sources(bytes, at, count), delay);
    } else if (count == 0) {
      groups.answerAll(delay);
    }
    return group != 0 || count == 0;
  }

  private static long[] sources(byte[] bytes, int at, int count) {
    long[] halves = new long[2 * count];
    for (int i = 0; i < count; i++) {
      halves[2 * i] = Ip.hi(Igmp.source(bytes, at, i));
    }
    return halves;
  }
}
