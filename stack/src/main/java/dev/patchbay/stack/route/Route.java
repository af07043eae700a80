package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.MplsTunnel;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv6Setting;
import org.jspecify.annotations.Nullable;

/// What becomes of a packet (`dst_entry`, `rtable`): it is delivered here, leaves by a device, or
/// meets an error. There is one object a next hop, made once, so that a packet allocates none; what
/// depends on the packet, the source address to take, is in the [Flow].
public final class Route implements Packet.Destination {
  /// The neighbour entry of the next hop, kept here by whoever resolves it.
  public interface NextHopNeighbour {}

  private final Family family;
  private final RouteType type;
  private final NetDevice device;
  private final @Nullable Way way;
  private final @Nullable NextHop hop;
  private final @Nullable Family gatewayFamily;
  private final long gatewayHi;
  private final long gatewayLo;
  private final int error;
  private final int mtuMetric;
  private final boolean mtuLocked;
  private final @Nullable MplsTunnel labels;
  private @Nullable NextHopNeighbour neighbour;

  /// Whether it is a broadcast to a network of another device, which is sent on to it.
  private boolean directed;

  /// Whether somebody asked to be told of changes (`RTCF_NOTIFY`).
  boolean notifies;

  Route(
      Family family,
      RouteType type,
      NetDevice device,
      @Nullable Way way,
      @Nullable NextHop hop,
      int error) {
    this.family = family;
    this.type = type;
    this.device = device;
    this.way = way;
    this.hop = hop;
    this.error = error;
    RouteMetrics metrics = way == null ? RouteMetrics.NONE : way.metrics;
    this.mtuMetric = metrics.value(RouteMetrics.MTU);
    this.mtuLocked = metrics.isLocked(RouteMetrics.MTU);
    this.labels = hop != null && hop.encap instanceof MplsTunnel tunnel ? tunnel : null;
    Ip gateway = hop == null ? null : hop.gateway;
    this.gatewayFamily = gateway == null ? null : gateway.family();
    this.gatewayHi = gateway == null ? 0 : gateway.hi();
    this.gatewayLo = gateway == null ? 0 : gateway.lo();
  }

  private Route(Route like, Ip gateway) {
    this.family = like.family;
    this.type = like.type;
    this.device = like.device;
    this.way = like.way;
    this.hop = like.hop;
    this.error = like.error;
    this.mtuMetric = like.mtuMetric;
    this.mtuLocked = like.mtuLocked;
    this.labels = like.labels;
    this.gatewayFamily = gateway.family();
    this.gatewayHi = gateway.hi();
    this.gatewayLo = gateway.lo();
  }

  /// This way to `host`, for packets that are for others: the host is the next hop where there is
  /// no gateway before it (`FLOWI_FLAG_KNOWN_NH`).
  public Route toHost(Ip host) {
    return hasGateway() ? this : new Route(this, host);
  }

  /// The largest packet that the route itself allows, in bytes, or 0.
  public int mtuMetric() {
    return mtuMetric;
  }

  /// Whether nothing may be learned of the largest packet.
  public boolean isMtuLocked() {
    return mtuLocked;
  }

  /// The route found for the packet; there must be one.
  public static Route of(Packet packet) {
    Route route = (Route) packet.destination();
    if (route == null) {
      throw new IllegalStateException("the packet has not been routed");
    }
    return route;
  }

  public Family family() {
    return family;
  }

  /// The realms that the route was given, source in the upper half and destination in the lower, or
  /// 0 (`tclassid`).
  public int realms() {
    return way == null ? 0 : way.realms;
  }

  /// UNICAST, LOCAL, BROADCAST, MULTICAST, ANYCAST; or what ends the packet with [#error].
  public RouteType type() {
    return type;
  }

  /// Whether the packet is for this namespace alone.
  public boolean isLocal() {
    return type == RouteType.LOCAL;
  }

  /// Whether it is a broadcast that is sent on to its network and does not stay here
  /// (`bc_forwarding`).
  public boolean isDirected() {
    return directed;
  }

  Route direct() {
    directed = true;
    return this;
  }

  /// The device it leaves by; `lo` for what stays here.
  public NetDevice device() {
    return device;
  }

  /// The number of the error its sender is told, or 0.
  public int error() {
    return error;
  }

  /// Whether it goes to a router and not to the destination itself.
  public boolean hasGateway() {
    return gatewayFamily != null;
  }

  /// The family of the gateway, or null.
  public @Nullable Family gatewayFamily() {
    return gatewayFamily;
  }

  /// The first half of the gateway's address.
  public long gatewayHi() {
    return gatewayHi;
  }

  /// The second half of the gateway's address.
  public long gatewayLo() {
    return gatewayLo;
  }

  /// What the routes say that this is made of, or null where there is none (multicast, the limited
  /// broadcast, no route at all).
  @Nullable Way way() {
    return way;
  }

  /// What its route says about the path.
  public RouteMetrics metrics() {
    return way == null ? RouteMetrics.NONE : way.metrics;
  }

  /// Which of the route's next hops, or null.
  public @Nullable NextHop hop() {
    return hop;
  }

  /// What a tunnel is told about the packet that is sent into it, or that it left there: by the way
  /// the packet goes, else by whoever has had it before (`skb_tunnel_info`). Null when nobody has.
  public static @Nullable TunnelKey tunnelKey(Packet packet) {
    if (packet.destination() instanceof Route route) {
      return route.hop != null && route.hop.encap instanceof TunnelKey key ? key : null;
    }
    return packet.tunnel() instanceof TunnelKey key ? key : null;
  }

  /// The labels that packets of this way are given, or null.
  public @Nullable MplsTunnel labels() {
    return labels;
  }

  /// Whether it gives packets labels. In words that name no class of labels: where nothing has
  /// loaded that, the compiler never inlines what returns one.
  public boolean givesLabels() {
    return labels != null;
  }

  /// Bytes that packets of this way grow by (`lwtunnel_headroom`).
  public int headroom() {
    return labels == null ? 0 : labels.headroom();
  }

  /// A metric of the route, see [RouteMetrics]; 0 when it says nothing.
  public int metric(int index) {
    return metrics().value(index);
  }

  /// The largest packet that may leave this way, in bytes: the route's own, or the device's.
  public int mtu() {
    int own = metric(RouteMetrics.MTU);
    int most = deviceMtu();
    return (own == 0 ? most : Math.min(own, most)) - headroom();
  }

  private int deviceMtu() {
    InetDevice inet6 = family == Family.IPV6 ? InetDevice.inet6(device) : null;
    return inet6 == null ? device.mtu() : inet6.setting(Ipv6Setting.MTU);
  }

  /// The neighbour entry of the next hop, if somebody has put it here.
  public @Nullable NextHopNeighbour neighbour() {
    return neighbour;
  }

  public void neighbour(@Nullable NextHopNeighbour value) {
    neighbour = value;
  }
}
