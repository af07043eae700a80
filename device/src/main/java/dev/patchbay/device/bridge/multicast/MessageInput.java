package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Reads what passes a bridge to groups: messages of IGMP and MLD, and what else tells of routers
/// (`br_multicast_ipv4_rcv`, `br_multicast_ipv6_rcv`, `ip_mc_check_igmp`, `ipv6_mc_check_mld`).
final class MessageInput {
  /// 224.0.0.106 and ff02::6a, to whom routers advertise themselves (RFC 4286).
  private static final int ALL_SNOOPERS = 0xe000_006a;

  private static final long ALL_SNOOPERS_LO = 0x6a;
  private static final int IGMP_ROUTER_ADVERTISEMENT = 0x30;
  private static final int MLD_ROUTER_ADVERTISEMENT = 151;

  /// 224.0.0.13, and the first byte of a hello of PIM version 2.
  private static final int ALL_PIM_ROUTERS = 0xe000_000d;

  private static final int PIM_HELLO = 0x20;

  private final Snooping snooping;
  private final QueryInput queries;
  private final ReportInput reports;

  MessageInput(Snooping snooping) {
    this.snooping = snooping;
    this.queries = new QueryInput(snooping);
    this.reports = new ReportInput(snooping);
  }

  // ---- IPv4

  @Nullable DropReason receiveIpv4(Context context, Packet packet, int vlan) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    if (!Ipv4.fits(bytes, ip, packet.tail()) || !Ipv4.checksumHolds(bytes, ip)) {
      return malformed(context, Family.IPV4);
    }
    int at = Ipv4.payload(bytes, ip);
    int end = ip + Ipv4.totalLength(bytes, ip);
    boolean igmp = Ipv4.protocol(bytes, ip) == IpProtocol.IGMP;
    if (igmp && !isIgmp(bytes, ip, at, end)) {
      return malformed(context, Family.IPV4);
    }
    MulticastMessage message = igmp ? igmp(bytes, at, end) : null;
    if (message == null) {
      receiveOtherIpv4(context, packet, at, end);
      return null;
    }
    packet.flags(message.mark(packet.flags()));
    DropReason refusal = receiveIgmp(message, context, packet, at, end, vlan);
    count(context, message);
    return refusal;
  }

  /// Whether a message is whole, and a question for all is for all stations.
  private static boolean isIgmp(byte[] bytes, int ip, int at, int end) {
    if (end - at < Igmp.HEADER || !Igmp.checksumHolds(bytes, at, end)) {
      return false;
    }
    if (Igmp.type(bytes, at) != Igmp.QUERY) {
      return true;
    }
    boolean whole = end - at == Igmp.HEADER || end - at >= Igmp.QUERY_HEADER;
    boolean toAll = Ipv4.destination(bytes, ip) == Ipv4.ALL_HOSTS;
    return whole && (Igmp.group(bytes, at) != 0 || toAll);
  }

  private static @Nullable MulticastMessage igmp(byte[] bytes, int at, int end) {
    return switch (Igmp.type(bytes, at)) {
      case Igmp.QUERY -> igmpQuery(bytes, at, end);
      case Igmp.REPORT_V1 -> MulticastMessage.IGMP_REPORT_V1;
      case Igmp.REPORT_V2 -> MulticastMessage.IGMP_REPORT_V2;
      case Igmp.REPORT_V3 -> MulticastMessage.IGMP_REPORT_V3;
      case Igmp.LEAVE -> MulticastMessage.IGMP_LEAVE;
      default -> null;
    };
  }

  private static MulticastMessage igmpQuery(byte[] bytes, int at, int end) {
    if (end - at != Igmp.HEADER) {
      return MulticastMessage.IGMP_QUERY_V3;
    }
    return Igmp.responseDelay(bytes, at) == 0
        ? MulticastMessage.IGMP_QUERY_V1
        : MulticastMessage.IGMP_QUERY_V2;
  }

  private @Nullable DropReason receiveIgmp(
      MulticastMessage message, Context context, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    long group = Ip.hi(Igmp.group(bytes, at));
    switch (message) {
      case IGMP_REPORT_V1, IGMP_REPORT_V2 -> {
        Snooping.toRoutersOnly(packet);
        boolean room = reports.join(context, Family.IPV4, group, 0, vlan, source(packet), true);
        return room ? null : DropReason.BRIDGE_GROUP_LIMIT;
      }
      case IGMP_REPORT_V3 -> {
        return reports.receiveIgmp(context, packet, at, end, vlan);
      }
      case IGMP_LEAVE -> reports.leave(context, Family.IPV4, group, 0, vlan, source(packet));
      default -> queries.receiveIgmp(context, packet, at, end, vlan);
    }
    return null;
  }

  /// No message: a group that is not of the link goes where it is wanted; routers show themselves.
  private static void receiveOtherIpv4(Context context, Packet packet, int at, int end) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    int destination = Ipv4.destination(bytes, ip);
    int protocol = Ipv4.protocol(bytes, ip);
    if (!Ipv4.isLocalMulticast(destination)) {
      Snooping.toRoutersOnly(packet);
    } else if (end > at
        && ((destination == ALL_PIM_ROUTERS && protocol == IpProtocol.PIM && bytes[at] == PIM_HELLO)
            || (destination == ALL_SNOOPERS
                && protocol == IpProtocol.IGMP
                && Igmp.type(bytes, at) == IGMP_ROUTER_ADVERTISEMENT))) {
      context.heardRouter(Family.IPV4);
    }
  }

  // ---- IPv6

  @Nullable DropReason receiveIpv6(Context context, Packet packet, int vlan) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    if (!Ipv6.fits(bytes, ip, packet.tail()) || Ipv6.payloadLength(bytes, ip) == 0) {
      return malformed(context, Family.IPV6);
    }
    int end = ip + Ipv6.HEADER + Ipv6.payloadLength(bytes, ip);
    if (Ipv6.nextHeader(bytes, ip) != IpProtocol.HOP_BY_HOP) {
      receiveOtherIpv6(packet);
      return null;
    }
    long skipped = Ipv6.skipExtensions(bytes, ip, end);
    if (skipped < 0) {
      return malformed(context, Family.IPV6);
    }
    if (Ipv6.transportProtocol(skipped) != IpProtocol.ICMPV6) {
      receiveOtherIpv6(packet);
      return null;
    }
    return receiveIcmp(context, packet, Ipv6.transportAt(skipped), end, vlan);
  }

  private @Nullable DropReason receiveIcmp(
      Context context, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    int ip = packet.head();
    if (end - at < Icmpv6.HEADER || !Icmpv6.checksumHolds(bytes, ip, at, end)) {
      return malformed(context, Family.IPV6);
    }
    int type = Icmpv6.type(bytes, at);
    MulticastMessage message = end - at < MulticastListener.HEADER ? null : mld(type, at, end);
    if (message == null) {
      receiveOtherIpv6(packet);
      boolean toSnoopers =
          Ipv6.destinationHi(bytes, ip) == Ipv6.LINK_MULTICAST_HI
              && Ipv6.destinationLo(bytes, ip) == ALL_SNOOPERS_LO;
      if (toSnoopers && type == MLD_ROUTER_ADVERTISEMENT) {
        context.heardRouter(Family.IPV6);
      }
      return null;
    }
    if (type == Icmpv6.LISTENER_QUERY && !isMldQuery(bytes, ip, at, end)) {
      return malformed(context, Family.IPV6);
    }
    packet.flags(message.mark(packet.flags()));
    DropReason refusal = receiveMld(message, context, packet, at, end, vlan);
    count(context, message);
    return refusal;
  }

  private static @Nullable MulticastMessage mld(int type, int at, int end) {
    return switch (type) {
      case Icmpv6.LISTENER_QUERY ->
          end - at == MulticastListener.HEADER
              ? MulticastMessage.MLD_QUERY_V1
              : MulticastMessage.MLD_QUERY_V2;
      case Icmpv6.LISTENER_REPORT -> MulticastMessage.MLD_REPORT_V1;
      case Icmpv6.LISTENER_REPORT_V2 -> MulticastMessage.MLD_REPORT_V2;
      case Icmpv6.LISTENER_DONE -> MulticastMessage.MLD_LEAVE;
      default -> null;
    };
  }

  /// Whether a question is whole, comes from the link, and one for all is for all stations.
  private static boolean isMldQuery(byte[] bytes, int ip, int at, int end) {
    boolean whole =
        end - at == MulticastListener.HEADER || end - at >= MulticastListener.QUERY_HEADER;
    boolean general =
        MulticastListener.groupHi(bytes, at) == 0 && MulticastListener.groupLo(bytes, at) == 0;
    return whole
        && Ipv6.isLinkLocal(Ipv6.sourceHi(bytes, ip))
        && (!general || isToAllNodes(bytes, ip));
  }

  private static boolean isToAllNodes(byte[] bytes, int ip) {
    return Group.isLocal(Family.IPV6, Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip));
  }

  private @Nullable DropReason receiveMld(
      MulticastMessage message, Context context, Packet packet, int at, int end, int vlan) {
    byte[] bytes = packet.bytes();
    long hi = MulticastListener.groupHi(bytes, at);
    long lo = MulticastListener.groupLo(bytes, at);
    switch (message) {
      case MLD_REPORT_V1 -> {
        Snooping.toRoutersOnly(packet);
        boolean room = reports.join(context, Family.IPV6, hi, lo, vlan, source(packet), true);
        return room ? null : DropReason.BRIDGE_GROUP_LIMIT;
      }
      case MLD_REPORT_V2 -> {
        return reports.receiveMld(context, packet, at, end, vlan);
      }
      case MLD_LEAVE -> reports.leave(context, Family.IPV6, hi, lo, vlan, source(packet));
      default -> queries.receiveMld(context, packet, at, end, vlan);
    }
    return null;
  }

  private static void receiveOtherIpv6(Packet packet) {
    if (!isToAllNodes(packet.bytes(), packet.head())) {
      Snooping.toRoutersOnly(packet);
    }
  }

  // ---- both

  private static long source(Packet packet) {
    return Ethernet.source(packet.bytes(), packet.link());
  }

  private DropReason malformed(Context context, Family family) {
    if (snooping.settings().counts()) {
      context.counted().malformed(family == Family.IPV4);
    }
    return DropReason.BRIDGE_GROUP_MALFORMED;
  }

  private void count(Context context, MulticastMessage message) {
    if (snooping.settings().counts()) {
      context.counted().received(message);
    }
  }
}
