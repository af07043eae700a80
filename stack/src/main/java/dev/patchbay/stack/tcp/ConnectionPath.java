package dev.patchbay.stack.tcp;

import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteMetrics;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Ipv4Sender;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// The way to the other end (`sk_dst_cache`): the route, kept until something changes, and what it
/// says of the packets that take it.
final class ConnectionPath {
  /// What the largest packet has left for headers, and one byte (`MAX_TCP_HEADER`).
  private static final int LARGEST_HEADERS = 1 + 320;

  private final Connection connection;
  private @Nullable Route route;
  private int generation;
  private int largestPacket;
  private int mostSegments;

  ConnectionPath(Connection connection) {
    this.connection = connection;
  }

  private Netns netns() {
    return connection.socket.netns();
  }

  private int currentGeneration() {
    return Fib.of(netns(), connection.family).generation();
  }

  /// The route, found anew when something has changed, or null when there is none.
  @Nullable Route route() {
    if (route == null || generation != currentGeneration() || !route.device().isRegistered()) {
      route(find());
    }
    return route;
  }

  void route(@Nullable Route value) {
    route = value;
    generation = currentGeneration();
    setUpCapabilities();
  }

  /// The route that was taken last, and may have ceased to be.
  @Nullable Route known() {
    return route;
  }

  /// The next packet finds its way anew.
  void forget() {
    route = null;
  }

  /// `inet_sk_rebuild_header`
  private @Nullable Route find() {
    TcpSocket socket = connection.socket;
    int port = connection.remotePort;
    try {
      return connection.family == Family.IPV4
          ? new Ipv4Sender(socket).route(remoteIpv4(), port, Control.NONE)
          : socket.ipv6Sender().route(connection.remote(), port, Control.NONE);
    } catch (SocketException e) {
      connection.softError(e.errno());
      return null;
    }
  }

  private int remoteIpv4() {
    return (int) (connection.remoteHi >>> 32);
  }

  /// Packets are large whatever the device can: what it cannot cut is cut before it
  /// (`sk_setup_caps`).
  private void setUpCapabilities() {
    Route way = route;
    GsoLimits limits = way == null ? GsoLimits.LEGACY : way.device().gso();
    largestPacket = Math.min(limits.gsoMaxSize(), GsoLimits.LEGACY.gsoMaxSize()) - LARGEST_HEADERS;
    mostSegments = Math.max(limits.gsoMaxSegments(), 1);
  }

  /// Bytes that one packet may have that is cut on its way.
  int largestPacket() {
    return largestPacket;
  }

  /// How many segments a packet may stand for.
  int mostSegments() {
    // Each packet needs a signature of its own.
    return connection.md5Key() == null ? mostSegments : 1;
  }

  /// What the route says of the metric, 0 when it says nothing.
  int metric(int index) {
    Route known = route;
    return known == null ? 0 : known.metric(index);
  }

  boolean isLoopback() {
    Route known = route;
    return known != null && known.device().isLoopback();
  }

  /// Bytes that a packet on that way may have.
  int mtu(Route way) {
    if (!connection.socket.pathMtuDiscovery().usesPath()) {
      return way.device().mtu();
    }
    return connection.family == Family.IPV4
        ? IpStack.of(netns()).pathMtu().of(way, remoteIpv4())
        : Ip6Netns.of(netns()).pathMtu().of(way, connection.remoteHi, connection.remoteLo);
  }

  /// Whether packets say that they may not be cut (`ip_dont_fragment`).
  boolean dontFragment(Route way) {
    PathMtuDiscovery discovery = connection.socket.pathMtuDiscovery();
    return discovery == PathMtuDiscovery.DO
        || discovery == PathMtuDiscovery.PROBE
        || (discovery == PathMtuDiscovery.WANT
            && !IpStack.of(netns()).pathMtu().isLocked(way, remoteIpv4()));
  }

  boolean mayFragment() {
    return connection.socket.pathMtuDiscovery() == PathMtuDiscovery.DONT;
  }

  /// The congestion window to begin with, in segments (`tcp_init_cwnd`).
  int initialWindow() {
    int own = metric(RouteMetrics.INITCWND);
    return own == 0 ? Congestion.INITIAL : own;
  }

  /// The congestion control that the route names, if it names one (`tcp_ca_dst_init`).
  void takeCongestion() {
    Route way = route();
    String name = way == null ? null : way.metrics().congestion();
    if (name != null && CongestionControls.exists(name)) {
      connection.congestion.control(CongestionControls.make(name));
    }
  }

  /// Whether a route says that its path understands explicit congestion notification
  /// (`RTAX_FEATURE_ECN`).
  static boolean wantsEcn(@Nullable Route way) {
    return way != null && (way.metric(RouteMetrics.FEATURES) & 1) != 0;
  }
}
