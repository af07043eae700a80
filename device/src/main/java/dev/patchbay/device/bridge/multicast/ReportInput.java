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

  /// A station there wants the group, for which sources ever, or is about to say. Returns false
  /// when there is no room.
  boolean join(
      Context context, Family family, long hi, long lo, int vlan, long station, boolean whole) {
    return Group.isLocal(family, hi, lo)
        || snooping.mdb().join(context, group(family, hi, lo, vlan), station, whole);
  }

  private static Group group(Family family, long hi, long lo, int vlan) {
    int protocol = family == Family.IPV4 ? EtherType.IPV4 : EtherType.IPV6;
    return new Group(protocol, vlan, hi, lo, 0, 0);
  }

  /// A station wants the group no longer: unless it is taken at its word, whoever else wants it has
  /// a moment to say so.
  void leave(Context context, Family family, long hi, long lo, int vlan, long station) {
    if (Group.isLocal(family, hi, lo) || !context.isInUse()) {
      return;
    }
    MdbEntry entry = snooping.mdb().find(group(family, hi, lo, vlan));
    if (entry == null) {
      return;
    }
    SnoopedPort port = context.port();
    if (port != null && port.leavesFast()) {
      leaveFast(entry, port, station);
    } else if (!context.bridge().querier(family).isOther()) {
      leaveSoon(entry, family, context, station);
    }
  }

  private void leaveFast(MdbEntry entry, SnoopedPort port, long station) {
    PortGroup member = entry.find(port, station);
    if (member != null && !member.isPermanent()) {
      member.leftFast = true;
      snooping.mdb().remove(member);
    }
  }

  private void leaveSoon(MdbEntry entry, Family family, Context context, long station) {
    SnoopedPort port = context.port();
    long time = context.bridge().lastMemberTime();
    if (context.bridge().settings().queries()) {
      snooping.queries().askAfterLeave(entry.group(), context);
      context.postponeQuery(family, time);
      if (port != null) {
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
  @Nullable DropReason receiveIgmp(Context context, Packet packet, int at, int end, int vlan) {
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
      if (!receive(one, context, packet, vlan)) {
        return DropReason.BRIDGE_GROUP_LIMIT;
      }
      record = next;
    }
    return null;
  }

  /// Reads a report of MLD version 2, likewise.
  @Nullable DropReason receiveMld(Context context, Packet packet, int at, int end, int vlan) {
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
      if (!receive(one, context, packet, vlan)) {
        return DropReason.BRIDGE_GROUP_LIMIT;
      }
      record = next;
    }
    return null;
  }

  private boolean receive(GroupRecord record, Context context, Packet packet, int vlan) {
    if (!record.isKnown()) {
      return true;
    }
    long station = Ethernet.source(packet.bytes(), packet.link());
    Family family = record.family();
    boolean whole = !context.bridge().settings().knowsSources(family);
    SnoopedPort port = context.port();
    if (record.leaves()) {
      if (port == null || whole) {
        leave(context, family, record.hi(), record.lo(), vlan, station);
        return true;
      }
    } else if (!join(context, family, record.hi(), record.lo(), vlan, station, whole)) {
      return false;
    }
    if (port != null && !whole && context.isInUse()) {
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
