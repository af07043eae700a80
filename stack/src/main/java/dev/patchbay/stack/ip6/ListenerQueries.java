package dev.patchbay.stack.ip6;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Option;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.multicast.Membership;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import org.jspecify.annotations.Nullable;

/// What routers ask about the groups of their links, and what other listeners say (RFC 3810 section
/// 6.2, `igmp6_event_query`, `igmp6_event_report`).
final class ListenerQueries {
  private static final long MILLISECOND = 1_000_000L;

  /// The largest response delay of version 2 that version 1 reads the same.
  private static final int LARGEST_COMMON_DELAY = 0x7fff;

  private static final int OPTIONS_HEADER = 2;

  private ListenerQueries() {}

  /// Takes a message, whose head is the ICMPv6 header; returns why it is refused, or null.
  static @Nullable DropReason receive(Packet packet, NetDevice device) {
    Inet6Device inet = Inet6Device.of(device);
    if (inet == null) {
      return DropReason.IPV6DISABLED;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    return switch (Icmpv6.type(bytes, at)) {
      case Icmpv6.LISTENER_QUERY -> query(packet, bytes, at, inet);
      case Icmpv6.LISTENER_REPORT -> report(packet, bytes, at, inet);
      default -> null;
    };
  }

  /// `__mld_query_work`
  private static @Nullable DropReason query(Packet packet, byte[] bytes, int at, Inet6Device inet) {
    int length = packet.tail() - at;
    int ip = packet.network();
    if (length < MulticastListener.HEADER
        || !Ipv6.isLinkLocal(Ipv6.sourceHi(bytes, ip))
        || Ipv6.hopLimit(bytes, ip) != 1
        || !hasRouterAlert(bytes, ip, at)) {
      return DropReason.ICMP_IGNORED;
    }
    long hi = MulticastListener.groupHi(bytes, at);
    long lo = MulticastListener.groupLo(bytes, at);
    boolean general = Ipv6.isUnspecified(hi, lo);
    if (!general && !Ipv6.isMulticast(hi)) {
      return DropReason.ICMP_IGNORED;
    }
    ListenerDiscovery listeners = inet.listeners();
    if (length == MulticastListener.HEADER || listeners.speaksVersion1()) {
      return queryOfVersion1(bytes, at, length, listeners);
    }
    if (length < MulticastListener.QUERY_HEADER) {
      return DropReason.ICMP_IGNORED;
    }
    return queryOfVersion2(bytes, at, packet.tail(), listeners, general);
  }

  /// Whether the packet asks routers to look, as one of listener discovery (RFC 2711).
  private static boolean hasRouterAlert(byte[] bytes, int ip, int end) {
    if (Ipv6.nextHeader(bytes, ip) != IpProtocol.HOP_BY_HOP) {
      return false;
    }
    int from = ip + Ipv6.HEADER + OPTIONS_HEADER;
    int option = Ipv6Option.find(bytes, from, end, Ipv6Option.ROUTER_ALERT);
    return option >= 0 && Ipv6Option.value16(bytes, option) == 0;
  }

  private static @Nullable DropReason queryOfVersion1(
      byte[] bytes, int at, int length, ListenerDiscovery listeners) {
    boolean whole = length == MulticastListener.HEADER;
    if (!listeners.heardVersion1(whole)) {
      return DropReason.ICMP_IGNORED;
    }
    int millis = MulticastListener.responseDelay(bytes, at);
    answer(bytes, at, listeners, delay(whole ? millis : Math.min(millis, LARGEST_COMMON_DELAY)));
    return null;
  }

  private static long delay(int millis) {
    return Math.max(millis * MILLISECOND, NeighbourSetting.JIFFY);
  }

  /// All groups, or the one that is asked for, are said again.
  private static void answer(byte[] bytes, int at, ListenerDiscovery listeners, long delay) {
    long hi = MulticastListener.groupHi(bytes, at);
    long lo = MulticastListener.groupLo(bytes, at);
    for (Membership group : listeners.groups()) {
      if (Ipv6.isUnspecified(hi, lo) || group.is(hi, lo)) {
        listeners.answer(group, delay);
      }
    }
  }

  private static @Nullable DropReason queryOfVersion2(
      byte[] bytes, int at, int tail, ListenerDiscovery listeners, boolean general) {
    int millis = MulticastListener.millis(MulticastListener.responseDelay(bytes, at));
    listeners.heardVersion2(
        MulticastListener.robustness(bytes, at),
        MulticastListener.queryInterval(bytes, at),
        millis);
    int count = MulticastListener.sources(bytes, at);
    if (general) {
      if (count == 0) {
        listeners.answerAll(delay(millis));
      }
      return count == 0 ? null : DropReason.ICMP_IGNORED;
    }
    int sources = at + MulticastListener.QUERY_HEADER;
    if (tail - sources < count * MulticastListener.SOURCE) {
      return DropReason.PKT_TOO_SMALL;
    }
    Membership group =
        listeners.find(MulticastListener.groupHi(bytes, at), MulticastListener.groupLo(bytes, at));
    if (group != null && wantsAnswer(group, bytes, sources, count)) {
      listeners.answer(group, delay(millis));
    }
    return null;
  }

  private static boolean wantsAnswer(Membership group, byte[] bytes, int sources, int count) {
    boolean runs = group.timer != null && group.timer.isArmed();
    group.asksForSources = count > 0 && (!runs || group.asksForSources);
    return !group.asksForSources || group.ask(sources(bytes, sources, count));
  }

  private static long[] sources(byte[] bytes, int from, int count) {
    long[] halves = new long[2 * count];
    for (int i = 0; i < count; i++) {
      int at = from + i * MulticastListener.SOURCE;
      halves[2 * i] = MulticastListener.sourceHi(bytes, at);
      halves[2 * i + 1] = MulticastListener.sourceLo(bytes, at);
    }
    return halves;
  }

  /// `__mld_report_work`
  private static @Nullable DropReason report(
      Packet packet, byte[] bytes, int at, Inet6Device inet) {
    long sourceHi = Ipv6.sourceHi(bytes, packet.network());
    long sourceLo = Ipv6.sourceLo(bytes, packet.network());
    boolean wrong =
        packet.tail() - at < MulticastListener.HEADER
            || packet.type() == Packet.Type.LOOPBACK
            || packet.type() == Packet.Type.HOST
            || !(Ipv6.isUnspecified(sourceHi, sourceLo) || Ipv6.isLinkLocal(sourceHi));
    if (wrong) {
      return DropReason.ICMP_IGNORED;
    }
    inet.listeners()
        .heardReport(MulticastListener.groupHi(bytes, at), MulticastListener.groupLo(bytes, at));
    return null;
  }
}
