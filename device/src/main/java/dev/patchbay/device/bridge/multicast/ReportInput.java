package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What follows from what stations say of their groups (`br_ip4_multicast_igmp3_report`,
/// `br_ip6_multicast_mld2_report`, `br_multicast_leave_group`).
final class ReportInput {
  /// Bytes of a record of IGMP in front of its sources.
  private static final int IGMP_RECORD = 8;

  private final Snooping snooping;
  private final Filter filter;

  ReportInput(Snooping snooping) {
    this.snooping = snooping;
    this.filter = new Filter(snooping);
  }

  // ---- one group

  /// A station wants the group, for which sources ever, or is about to say. Returns false when
  /// there is no room.
  boolean join(
      @Nullable SnoopedPort port,
      Family family,
      long hi,
      long lo,
      int vlan,
      long station,
      boolean whole) {
    return Group.isLocal(family, hi, lo)
        || snooping.mdb().join(port, group(family, hi, lo, vlan), station, whole);
  }

  private static Group group(Family family, long hi, long lo, int vlan) {
    int protocol = family == Family.IPV4 ? EtherType.IPV4 : EtherType.IPV6;
    return new Group(protocol, vlan, hi, lo, 0, 0);
  }

  /// A station wants the group no longer: unless it is taken at its word, whoever else wants it has
  /// a moment to say so.
  void leave(@Nullable SnoopedPort port, Family family, long hi, long lo, int vlan, long station) {
    if (Group.isLocal(family, hi, lo) || !snooping.isInUse(port)) {
      return;
    }
    MdbEntry entry = snooping.mdb().find(group(family, hi, lo, vlan));
    if (entry == null) {
      return;
    }
    if (port != null && port.leavesFast()) {
      leaveFast(entry, port, station);
    } else if (!snooping.querier(family).isOther()) {
      leaveSoon(entry, family, port, station);
    }
  }

  private void leaveFast(MdbEntry entry, SnoopedPort port, long station) {
    PortGroup member = entry.find(port, station);
    if (member != null && !member.isPermanent()) {
      member.leftFast = true;
      snooping.mdb().remove(member);
    }
  }

  private void leaveSoon(MdbEntry entry, Family family, @Nullable SnoopedPort port, long station) {
    long time = snooping.lastMemberTime();
    if (snooping.settings().queries()) {
      snooping.queries().askAfterLeave(entry.group(), port);
      if (port == null) {
        snooping.querier(family).postpone(time);
      } else {
        port.snooping().query(family).postpone(time);
        shorten(entry.find(port, station), time);
      }
    }
    if (port != null) {
      shorten(entry.find(port), time);
    } else if (entry.hostJoined) {
      entry.timer.startAtMost(time);
    }
  }

  private static void shorten(@Nullable PortGroup member, long time) {
    if (member != null) {
      member.timer().startAtMost(time);
    }
  }

  // ---- records

  /// Reads a report of IGMP version 3. Returns why it goes no further, or null.
  @Nullable DropReason receiveIgmp(
      @Nullable SnoopedPort port, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    int record = at + Igmp.HEADER;
    for (int i = MulticastListener.records(bytes, at); i > 0; i--) {
      if (end - record < IGMP_RECORD) {
        return DropReason.BRIDGE_GROUP_MALFORMED;
      }
      int count = MulticastListener.recordSources(bytes, record);
      int next = record + IGMP_RECORD + count * Igmp.SOURCE;
      if (next > end) {
        return DropReason.BRIDGE_GROUP_MALFORMED;
      }
      GroupRecord one =
          new GroupRecord(
              bytes,
              record + IGMP_RECORD,
              count,
              Family.IPV4,
              Ip.hi(Igmp.group(bytes, record)),
              0,
              MulticastListener.recordType(bytes, record));
      if (!receive(one, port, packet, vlan)) {
        return DropReason.BRIDGE_GROUP_LIMIT;
      }
      record = next;
    }
    return null;
  }

  /// Reads a report of MLD version 2, likewise.
  @Nullable DropReason receiveMld(
      @Nullable SnoopedPort port, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    int record = at + MulticastListener.REPORT_HEADER;
    for (int i = MulticastListener.records(bytes, at); i > 0; i--) {
      if (end - record < MulticastListener.RECORD_HEADER) {
        return DropReason.BRIDGE_GROUP_MALFORMED;
      }
      int count = MulticastListener.recordSources(bytes, record);
      int sources = record + MulticastListener.RECORD_HEADER;
      int next = sources + count * MulticastListener.SOURCE;
      if (next > end) {
        return DropReason.BRIDGE_GROUP_MALFORMED;
      }
      GroupRecord one =
          new GroupRecord(
              bytes,
              sources,
              count,
              Family.IPV6,
              MulticastListener.recordGroupHi(bytes, record),
              MulticastListener.recordGroupLo(bytes, record),
              MulticastListener.recordType(bytes, record));
      if (!receive(one, port, packet, vlan)) {
        return DropReason.BRIDGE_GROUP_LIMIT;
      }
      record = next;
    }
    return null;
  }

  private boolean receive(GroupRecord record, @Nullable SnoopedPort port, Packet packet, int vlan) {
    if (!record.isKnown()) {
      return true;
    }
    long station = Ethernet.source(packet.bytes(), packet.link());
    Family family = record.family();
    boolean whole = !snooping.settings().knowsSources(family);
    if (record.leaves()) {
      if (port == null || whole) {
        leave(port, family, record.hi(), record.lo(), vlan, station);
        return true;
      }
    } else if (!join(port, family, record.hi(), record.lo(), vlan, station, whole)) {
      return false;
    }
    if (port != null && !whole && snooping.isInUse(port)) {
      filter(record, port, vlan, station);
    }
    return true;
  }

  private void filter(GroupRecord record, SnoopedPort port, int vlan, long station) {
    MdbEntry entry = snooping.mdb().find(group(record.family(), record.hi(), record.lo(), vlan));
    PortGroup member = entry == null ? null : entry.find(port, station);
    if (entry != null && member != null && !member.isPermanent()) {
      if (filter.apply(record, member)) {
        snooping.mdb().announce(entry, member, false);
      }
    }
  }
}
