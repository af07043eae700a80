package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.InetDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a packet would go (`inet_rtm_getroute`, `inet6_rtm_getroute`): found as for a packet, told
/// as a route.
final class RouteAnswers {
  /// What is said about the way of an IPv4 packet (`RTCF_…`).
  private static final int DO_REDIRECT = 0x0100_0000;

  private static final int REDIRECTED = 0x0004_0000;
  private static final int BROADCAST = 0x1000_0000;
  private static final int MULTICAST = 0x2000_0000;
  private static final int LOCAL = 0x8000_0000;
  private static final int NOTIFY = 0x0001_0000;

  /// The same, among the flags of a route (`RTM_F_NOTIFY`).
  private static final int NOTIFY_ROUTE = 0x100;

  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final long SECOND = 1_000_000_000L;

  private final Fib fib;
  private final Flow flow = new Flow();

  RouteAnswers(Fib fib) {
    this.fib = fib;
  }

  RouteSnapshot get(RouteQuestion question) throws NetlinkException {
    checkLengths(question);
    checkWords(question);
    ask(question);
    Route route = question.inputDevice == null ? fib.output(flow) : fib.input(flow);
    if (route == null) {
      throw new NetlinkException(Ipv4NextHops.errno(flow.error));
    }
    boolean onlyDrops = route.way() != null && route.way().rejects;
    if (route.error() != 0 && !onlyDrops) {
      throw new NetlinkException(Ipv4NextHops.errno(route.error()));
    }
    route.notifies |= question.notify && flow.input == null && fib.family() == Family.IPV4;
    if (question.fibMatch) {
      return matched();
    }
    return fib.family() == Family.IPV4 ? answer(question, route) : answerIpv6(question, route);
  }

  private void checkLengths(RouteQuestion question) throws NetlinkException {
    int whole = fib.family().bits();
    boolean sound =
        (question.destinationLength == whole || question.destinationLength == 0)
            && (question.sourceLength == whole || question.sourceLength == 0);
    if (!sound) {
      throw new NetlinkException(
          Errno.EINVAL,
          fib.family() == Family.IPV4
              ? "ipv4: Invalid values in header for route get request."
              : "Invalid values in header for get route request.");
    }
  }

  private void checkWords(RouteQuestion question) throws NetlinkException {
    if (question.unsupported) {
      String family = fib.family() == Family.IPV4 ? "ipv4: " : "";
      throw new NetlinkException(
          Errno.EINVAL, family + "Unsupported attribute in route get request.");
    }
    int icmp = fib.family() == Family.IPV4 ? ICMP : ICMPV6;
    switch (question.protocol) {
      case 0, TCP, UDP -> {}
      default -> {
        if (question.protocol != icmp) {
          throw new NetlinkException(Errno.EOPNOTSUPP, "Unsupported ip proto.");
        }
      }
    }
  }

  private void ask(RouteQuestion question) {
    Ip destination = question.destination;
    Ip source = question.source;
    flow.destinationHi = destination == null ? 0 : destination.hi();
    flow.destinationLo = destination == null ? 0 : destination.lo();
    flow.sourceHi = source == null ? 0 : source.hi();
    flow.sourceLo = source == null ? 0 : source.lo();
    flow.input = question.inputDevice;
    flow.output = question.outputDevice;
    flow.tos = question.tos;
    flow.mark = question.mark;
    flow.uid = Math.max(question.uid, 0);
    flow.protocol = question.protocol;
    flow.sourcePort = question.sourcePort;
    flow.destinationPort = question.destinationPort;
    flow.anySource = fib.family() == Family.IPV6;
  }

  /// The route itself, as it stands in its table.
  private RouteSnapshot matched() throws NetlinkException {
    FibEntry entry = flow.entry();
    if (entry == null) {
      throw new NetlinkException(Errno.EHOSTUNREACH);
    }
    return Snapshots.of(fib, entry, flow.table);
  }

  // ---- what has been learned

  /// What is known of single destinations, as routes of their own (`fib_dump_info_fnhe`).
  List<RouteSnapshot> learnt() {
    List<RouteSnapshot> all = new ArrayList<>();
    RouteExceptions.of(fib.netns(), fib.family()).forEach(learnt -> add(all, learnt));
    return all;
  }

  private void add(List<RouteSnapshot> all, RouteExceptions.Entry learnt) {
    Route route = learnt.route();
    FibEntry entry = route == null ? null : fib.entryOf(route, learnt.hi, learnt.lo);
    if (route == null || entry == null) {
      return;
    }
    flow.clear();
    flow.destinationHi = learnt.hi;
    flow.destinationLo = learnt.lo;
    flow.entry = entry;
    flow.table = entry.table();
    RouteQuestion question = new RouteQuestion(fib.family());
    question.destination = new Ip(fib.family(), learnt.hi, learnt.lo);
    int flags = learnt.hasGateway() ? REDIRECTED : 0;
    boolean ipv4 = fib.family() == Family.IPV4;
    all.add(
        answer(
            question,
            route,
            wholeOf(question.destination),
            null,
            null,
            ipv4 ? null : entry.way.preference,
            new RouteSnapshot.Answer(null, 0, -1, ipv4, ipv4 ? flags : 0, 0)));
  }

  // ---- IPv4

  private RouteSnapshot answer(RouteQuestion question, Route route) {
    boolean input = question.inputDevice != null;
    Ip source = question.source;
    long asked = source == null ? 0 : source.hi();
    Ip preferred = input || flow.sourceHi == asked ? null : new Ip(Family.IPV4, flow.sourceHi, 0);
    return answer(
        question,
        route,
        wholeOf(Objects.requireNonNullElse(question.destination, Ip.ANY4)),
        source == null ? null : wholeOf(source),
        preferred,
        null,
        answerOf(question, cacheFlags(route)));
  }

  private static Prefix wholeOf(Ip address) {
    return new Prefix(address, address.family().bits());
  }

  private RouteSnapshot.Answer answerOf(RouteQuestion question, int cacheFlags) {
    NetDevice in = question.inputDevice;
    int uid = in != null ? -1 : Math.max(question.uid, 0);
    return new RouteSnapshot.Answer(
        in == null ? null : in.name(), question.mark, uid, true, cacheFlags, 0);
  }

  private int cacheFlags(Route route) {
    int flags =
        switch (route.type()) {
          case LOCAL -> LOCAL;
          case BROADCAST -> route.isDirected() ? 0 : BROADCAST | LOCAL;
          case MULTICAST -> MULTICAST | (isMember(route) ? LOCAL : 0);
          default -> route.device().isLoopback() ? LOCAL : 0;
        };
    RouteExceptions.Entry learnt = learnt(route);
    boolean redirected = learnt != null && learnt.hasGateway();
    return flags
        | (route.notifies && flow.input == null ? NOTIFY : 0)
        | (flow.redirect ? DO_REDIRECT : 0)
        | (redirected ? REDIRECTED : 0);
  }

  private boolean isMember(Route route) {
    InetDevice inet = InetDevice.inet(route.device());
    return inet != null && inet.isMember(flow.destinationHi, flow.destinationLo);
  }

  private RouteExceptions.@Nullable Entry learnt(Route route) {
    return RouteExceptions.of(fib.netns(), fib.family())
        .find(route, flow.destinationHi, flow.destinationLo);
  }

  // ---- IPv6

  private RouteSnapshot answerIpv6(RouteQuestion question, Route route) {
    Ip preferred = question.inputDevice == null ? preferredSource(question, route) : null;
    NetDevice in = question.inputDevice;
    boolean isCache = learnt(route) != null;
    RouteSnapshot.Answer answer =
        new RouteSnapshot.Answer(in == null ? null : in.name(), 0, -1, isCache, 0, 0);
    Way way = route.way();
    return answer(
        question,
        route,
        wholeOf(Objects.requireNonNullElse(question.destination, Ip.ANY6)),
        wholeOf(Objects.requireNonNullElse(question.source, Ip.ANY6)),
        preferred,
        way == null ? RoutePreference.MEDIUM : way.preference,
        answer);
  }

  /// What a packet without a source would get, whatever source was asked for.
  private @Nullable Ip preferredSource(RouteQuestion question, Route route) {
    Flow bare = new Flow();
    Ip destination = question.destination;
    bare.destinationHi = destination == null ? 0 : destination.hi();
    bare.destinationLo = destination == null ? 0 : destination.lo();
    return Ipv6Lookup.takeSource(fib, bare, route) ? Ip.v6(bare.sourceHi, bare.sourceLo) : null;
  }

  // ---- both

  private RouteSnapshot answer(
      RouteQuestion question,
      Route route,
      Prefix destination,
      @Nullable Prefix source,
      @Nullable Ip preferred,
      @Nullable RoutePreference preference,
      RouteSnapshot.Answer answer) {
    Way way = route.way();
    RouteExceptions.Entry learnt = learnt(route);
    boolean ipv6 = fib.family() == Family.IPV6;
    FibEntry entry = flow.entry();
    return new RouteSnapshot(
        fib.family(),
        route.type(),
        destination,
        source,
        !ipv6 && entry != null ? entry.tos() : 0,
        flow.table,
        ipv6 && way != null ? way.protocol : RouteProtocol.UNSPEC,
        0,
        flagsOf(route),
        List.of(hopOf(question, route, learnt)),
        preferred,
        ipv6 && way != null ? way.metric : 0,
        metricsOf(route.metrics(), learnt),
        preference,
        learnt != null && learnt.expires() != Long.MAX_VALUE,
        secondsLeft(learnt),
        0,
        ipv6 || way == null ? 0 : way.realms,
        answer);
  }

  private int secondsLeft(RouteExceptions.@Nullable Entry learnt) {
    if (learnt == null || learnt.expires() == Long.MAX_VALUE) {
      return 0;
    }
    return (int) ((learnt.expires() - fib.netns().world().loop().now()) / SECOND);
  }

  /// Those of the next hop are told of routes in tables only.
  private int flagsOf(Route route) {
    boolean notifies = fib.family() == Family.IPV4 && route.notifies && flow.input == null;
    return notifies ? NOTIFY_ROUTE : 0;
  }

  /// What comes in and stays here is said to go by `lo`, or by its routing domain's device.
  private RouteSnapshot.Hop hopOf(
      RouteQuestion question, Route route, RouteExceptions.@Nullable Entry learnt) {
    boolean leaves = route.type() == RouteType.UNICAST || route.isDirected();
    boolean stays = question.inputDevice != null && !leaves;
    NextHop hop = route.hop();
    NetDevice lo = hop == null ? fib.netns().loopback() : L3Master.loopback(hop.device);
    NetDevice device = stays && fib.family() == Family.IPV4 ? lo : route.device();
    Ip gateway = hop == null || route.isLocal() ? null : hop.gateway;
    if (learnt != null && learnt.hasGateway()) {
      boolean onLink =
          learnt.gatewayHi() == flow.destinationHi && learnt.gatewayLo() == flow.destinationLo;
      gateway = onLink ? null : new Ip(fib.family(), learnt.gatewayHi(), learnt.gatewayLo());
    }
    return new RouteSnapshot.Hop(
        gateway, device.name(), device.index(), 1, 0, hop == null ? null : hop.encap);
  }

  private static RouteMetrics metricsOf(
      RouteMetrics metrics, RouteExceptions.@Nullable Entry learnt) {
    return learnt == null || learnt.mtu() == 0
        ? metrics
        : metrics.with(RouteMetrics.MTU, learnt.mtu()).locked(RouteMetrics.MTU, learnt.isLocked());
  }
}
