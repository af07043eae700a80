package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressIoctl;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// The requests about routes of before rtnetlink (`SIOCADDRT`, `SIOCDELRT`; `rtentry_to_fib_config`
/// in net/ipv4/fib_frontend.c, `rtmsg_to_fib6_config` in net/ipv6/route.c).
public final class RouteIoctl {
  /// What TCP's and IP's headers take of an MTU.
  private static final int HEADERS = 40;

  /// How many parts of a jiffy the kernel counts round trips in, as a shift.
  private static final int RTT_SHIFT = 3;

  private final Netns netns;

  public RouteIoctl(Netns netns) {
    this.netns = netns;
  }

  /// An IPv4 route (`struct rtentry`). What is null or 0 is not said.
  ///
  /// @param isHost the route leads to this address only, whatever the mask (`RTF_HOST`)
  /// @param isReject nothing gets there (`RTF_REJECT`)
  /// @param device its name, or the label of one of its addresses
  /// @param metric the metric plus one
  /// @param irtt the first round trip to expect, in jiffies
  public record Entry(
      Ip destination,
      @Nullable Ip mask,
      boolean isHost,
      boolean isReject,
      @Nullable Ip gateway,
      @Nullable String device,
      int metric,
      int mtu,
      int window,
      int irtt) {}

  /// `SIOCADDRT`.
  public void add(Entry entry) throws NetlinkException {
    RouteRequest request = request(entry);
    request.protocol = RouteProtocol.BOOT;
    if (!entry.isReject()) {
      request.scope = scope(entry, request);
      request.metrics = metrics(entry);
    }
    Routes.of(netns).add(request, RouteRequest.Mode.PREPEND);
  }

  /// `SIOCDELRT`.
  public void delete(Entry entry) throws NetlinkException {
    RouteRequest request = request(entry);
    if (!entry.isReject()) {
      request.scope = scopeToDelete(request);
    }
    Routes.of(netns).delete(request);
  }

  private RouteRequest request(Entry entry) throws NetlinkException {
    RouteRequest request = new RouteRequest(Family.IPV4);
    request.destination = new Prefix(entry.destination(), prefixLength(entry));
    if (!request.destination.isNetwork()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    request.metric = entry.metric() == 0 ? 0 : entry.metric() - 1;
    request.table = RouteTable.MAIN;
    request.type = RouteType.UNSPEC;
    if (entry.isReject()) {
      request.scope = Scope.HOST;
      request.type = RouteType.UNREACHABLE;
      return request;
    }
    if (entry.device() != null) {
      leaveBy(entry.device(), request);
    }
    Ip gateway = entry.gateway();
    request.gateway = gateway == null || gateway.isUnspecified() ? null : gateway;
    return request;
  }

  private static int prefixLength(Entry entry) throws NetlinkException {
    if (entry.isHost()) {
      return Family.IPV4.bits();
    }
    int length = entry.mask() == null ? 0 : Prefix.lengthOf(entry.mask());
    if (length < 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return length;
  }

  private void leaveBy(String name, RouteRequest request) throws NetlinkException {
    AddressIoctl named = new AddressIoctl(netns, name);
    NetDevice device = named.device();
    AddressSnapshot address = named.isAlias() ? named.get() : null;
    if (device == null || (named.isAlias() && address == null)) {
      throw new NetlinkException(Errno.ENODEV);
    }
    request.device = device;
    request.preferredSource = address == null ? null : address.local();
  }

  private int scope(Entry entry, RouteRequest request) throws NetlinkException {
    if (entry.gateway() != null && request.gateway == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    int scope = scopeToDelete(request);
    request.type = RouteType.UNICAST;
    return scope == Scope.NOWHERE ? Scope.LINK : scope;
  }

  /// A gateway that is somebody else's address leads everywhere.
  private int scopeToDelete(RouteRequest request) {
    Ip gateway = request.gateway;
    Fib fib = Fib.of(netns, Family.IPV4);
    return gateway != null && fib.addressType(gateway.hi(), 0) == RouteType.UNICAST
        ? Scope.GLOBAL
        : Scope.NOWHERE;
  }

  private static RouteMetrics metrics(Entry entry) {
    int[] values = new int[RouteMetrics.COUNT];
    values[RouteMetrics.ADVMSS] = entry.mtu() == 0 ? 0 : entry.mtu() - HEADERS;
    values[RouteMetrics.WINDOW] = entry.window();
    values[RouteMetrics.RTT] = entry.irtt() << RTT_SHIFT;
    return RouteMetrics.of(values, null);
  }

  /// An IPv6 route (`struct in6_rtmsg`). What is null or 0 is not said.
  ///
  /// @param isHost the gateway is taken to be on the link (the kernel reads `RTF_HOST` as
  ///   `RTNH_F_ONLINK`)
  public record Message(
      Prefix destination,
      boolean isHost,
      @Nullable Ip gateway,
      @Nullable NetDevice device,
      int metric) {}

  /// `SIOCADDRT` of an IPv6 socket.
  public void add(Message message) throws NetlinkException {
    RouteRequest request = request(message);
    request.type = RouteType.UNICAST;
    request.protocol = RouteProtocol.BOOT;
    Routes.of(netns).add(request, RouteRequest.Mode.APPEND);
  }

  /// `SIOCDELRT` of an IPv6 socket.
  public void delete(Message message) throws NetlinkException {
    Routes.of(netns).delete(request(message));
  }

  private static RouteRequest request(Message message) {
    RouteRequest request = new RouteRequest(Family.IPV6);
    request.destination = message.destination().network();
    request.table = RouteTable.MAIN;
    request.gateway = message.gateway();
    request.device = message.device();
    request.metric = message.metric();
    request.flags = message.isHost() && message.gateway() != null ? NextHopFlags.ONLINK : 0;
    return request;
  }
}
