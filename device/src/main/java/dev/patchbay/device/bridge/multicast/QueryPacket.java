package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Option;
import dev.patchbay.packet.MulticastListener;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Scope;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes questions for groups (`br_ip4_multicast_alloc_query`, `br_ip6_multicast_alloc_query`): in
/// the version that is set, one hop far, behind a router alert.
final class QueryPacket {
  private static final long TENTH = 100_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int INTERNETWORK_CONTROL = 0xc0;
  private static final int ROBUSTNESS = 2;

  private static final int ALERT4 = 4;
  private static final int ALERT6 = 8;

  private final Snooping snooping;
  private long sourceHi;
  private long sourceLo;
  private MulticastMessage message = MulticastMessage.IGMP_QUERY_V2;

  QueryPacket(Snooping snooping) {
    this.snooping = snooping;
  }

  /// From where the last one asks.
  long sourceHi() {
    return sourceHi;
  }

  long sourceLo() {
    return sourceLo;
  }

  /// Which the last one is.
  MulticastMessage message() {
    return message;
  }

  /// A question for a group, or all when that is null, and for these sources of it, if any; it goes
  /// to those in the group `to`, or to all stations. The head is the network header, the link
  /// header stands in front of it. Null when the bridge has no address to ask from.
  @Nullable Packet make(
      BridgeContext context,
      Family family,
      @Nullable Group to,
      @Nullable Group group,
      List<Source> sources,
      boolean suppress) {
    return family == Family.IPV4
        ? makeIgmp(context.settings(), to, group, sources, suppress)
        : makeMld(context.settings(), to, group, sources, suppress);
  }

  // ---- IGMP

  private @Nullable Packet makeIgmp(
      ContextSettings settings,
      @Nullable Group to,
      @Nullable Group group,
      List<Source> sources,
      boolean suppress) {
    boolean version3 = settings.knowsSources(Family.IPV4);
    message = version3 ? MulticastMessage.IGMP_QUERY_V3 : MulticastMessage.IGMP_QUERY_V2;
    int length = version3 ? Igmp.QUERY_HEADER + sources.size() * Igmp.SOURCE : Igmp.HEADER;
    if (tooLong(Ipv4.HEADER + ALERT4 + length)) {
      return null;
    }
    Packet packet = snooping.bridge().netns().world().allocate(length);
    int at = packet.put(length);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, at + length, (byte) 0);
    Igmp.type(bytes, at, Igmp.QUERY);
    Igmp.responseDelay(bytes, at, (int) (delay(settings, group) / TENTH));
    Igmp.group(bytes, at, group == null ? 0 : (int) (group.hi() >>> 32));
    if (version3) {
      Igmp.robustness(bytes, at, ROBUSTNESS);
      Igmp.suppresses(bytes, at, suppress);
      Igmp.queryInterval(bytes, at, (int) (settings.queryInterval() / SECOND));
      Igmp.sources(bytes, at, sources.size());
      int next = at + Igmp.QUERY_HEADER;
      for (Source source : sources) {
        new Ip(Family.IPV4, source.hi(), 0).write(bytes, next);
        next += Igmp.SOURCE;
      }
    }
    Igmp.fillChecksum(bytes, at, packet.tail());
    pushIpv4(packet, to);
    return packet;
  }

  private void pushIpv4(Packet packet, @Nullable Group to) {
    int alert = packet.push(ALERT4);
    byte[] bytes = packet.bytes();
    bytes[alert] = (byte) Ipv4.OPTION_ROUTER_ALERT;
    bytes[alert + 1] = ALERT4;
    bytes[alert + 2] = 0;
    bytes[alert + 3] = 0;
    int destination = to == null ? Ipv4.ALL_HOSTS : (int) (to.hi() >>> 32);
    int source = snooping.settings().queriesFromAddress() ? ownAddress() : 0;
    int ip = Ipv4.push(packet, source, destination, IpProtocol.IGMP, 1);
    Ipv4.headerLength(bytes, ip, Ipv4.HEADER + ALERT4);
    Ipv4.tos(bytes, ip, INTERNETWORK_CONTROL);
    Ipv4.fragment(bytes, ip, Ipv4.DONT_FRAGMENT);
    Ipv4.fillChecksum(bytes, ip);
    sourceHi = Ip.hi(source);
    sourceLo = 0;
    pushLink(packet, Ipv4.multicastMac(destination), EtherType.IPV4);
  }

  /// The bridge's address that reaches a link, or another device's that reaches farther, or 0
  /// (`inet_select_addr`).
  private int ownAddress() {
    NetDevice bridge = snooping.bridge();
    int found = firstAddress(InetDevice.inet(bridge), Scope.LINK);
    for (NetDevice device : bridge.netns().devices()) {
      if (found == 0) {
        found = firstAddress(InetDevice.inet(device), Scope.LINK - 1);
      }
    }
    return found;
  }

  private static int firstAddress(@Nullable InetDevice inet, int scope) {
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (!address.isSecondary() && address.scope() <= scope) {
        return (int) (address.localHi() >>> 32);
      }
    }
    return 0;
  }

  // ---- MLD

  private @Nullable Packet makeMld(
      ContextSettings settings,
      @Nullable Group to,
      @Nullable Group group,
      List<Source> sources,
      boolean suppress) {
    boolean version2 = settings.knowsSources(Family.IPV6);
    message = version2 ? MulticastMessage.MLD_QUERY_V2 : MulticastMessage.MLD_QUERY_V1;
    int length =
        version2
            ? MulticastListener.QUERY_HEADER + sources.size() * MulticastListener.SOURCE
            : MulticastListener.HEADER;
    InterfaceAddress own = linkLocal();
    snooping.hasIpv6Address = own != null;
    if (own == null || tooLong(Ipv6.HEADER + ALERT6 + length)) {
      return null;
    }
    Packet packet = snooping.bridge().netns().world().allocate(length);
    int at = packet.put(length);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, at + length, (byte) 0);
    Icmpv6.type(bytes, at, Icmpv6.LISTENER_QUERY);
    MulticastListener.responseDelay(
        bytes, at, (int) (delay(settings, group) / MILLISECOND) & 0xffff);
    if (group != null) {
      MulticastListener.group(bytes, at, group.hi(), group.lo());
    }
    if (version2) {
      MulticastListener.robustness(bytes, at, ROBUSTNESS);
      MulticastListener.suppresses(bytes, at, suppress);
      MulticastListener.queryInterval(bytes, at, (int) (settings.queryInterval() / SECOND));
      MulticastListener.sources(bytes, at, sources.size());
      int next = at + MulticastListener.QUERY_HEADER;
      for (Source source : sources) {
        next = MulticastListener.writeSource(bytes, next, source.hi(), source.lo());
      }
    }
    pushIpv6(packet, to, own);
    return packet;
  }

  private void pushIpv6(Packet packet, @Nullable Group to, InterfaceAddress own) {
    packet.transport(packet.head());
    int alert = packet.push(ALERT6);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, alert, alert + ALERT6, (byte) 0);
    bytes[alert] = IpProtocol.ICMPV6;
    bytes[alert + 2] = Ipv6Option.ROUTER_ALERT;
    bytes[alert + 3] = 2;
    int ip = Ipv6.push(packet, IpProtocol.HOP_BY_HOP, 1);
    long hi = to == null ? Ipv6.LINK_MULTICAST_HI : to.hi();
    long lo = to == null ? Ipv6.ALL_NODES_LO : to.lo();
    Ipv6.source(bytes, ip, own.localHi(), own.localLo());
    Ipv6.destination(bytes, ip, hi, lo);
    Icmpv6.fillChecksum(bytes, ip, packet.transport(), packet.tail());
    sourceHi = own.localHi();
    sourceLo = own.localLo();
    pushLink(packet, Ipv6.multicastMac(lo), EtherType.IPV6);
  }

  private @Nullable InterfaceAddress linkLocal() {
    InetDevice inet = InetDevice.inet6(snooping.bridge());
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (address.scope() == Scope.LINK && !address.isTentative()) {
        return address;
      }
    }
    return null;
  }

  // ---- both

  private static long delay(ContextSettings settings, @Nullable Group group) {
    return group == null ? settings.queryResponseInterval() : settings.lastMemberInterval();
  }

  private boolean tooLong(int bytes) {
    return Ethernet.HEADER + bytes > snooping.bridge().mtu();
  }

  private void pushLink(Packet packet, long destination, int protocol) {
    packet.network(packet.head());
    packet.protocol(protocol);
    packet.link(Ethernet.push(packet, destination, snooping.bridge().address().value(), protocol));
    packet.pull(Ethernet.HEADER);
  }
}
