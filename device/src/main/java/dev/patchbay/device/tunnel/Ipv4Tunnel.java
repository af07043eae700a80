package dev.patchbay.device.tunnel;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// A tunnel above IPv4 (net/ipv4/ip_tunnel.c): what is sent here leaves in a packet to the other
/// end. It is routed in the namespace that the tunnel was made in, wherever its device goes.
abstract class Ipv4Tunnel extends TunnelDevice<Ipv4Tunnel> {
  private static final int USUAL_MTU = 1500;
  private static final int LARGEST = 0xffff;

  /// The bits of the type of service that routes are looked up by (`RT_TOS`).
  private static final int ROUTE_TOS = 0x1e;

  private final TunnelTable table;
  private final int firstLocal;
  private TunnelParameters parameters;

  Ipv4Tunnel(Netns netns, DeviceKind kind, TunnelTable table, TunnelParameters parameters) {
    super(netns, kind);
    this.table = table;
    this.parameters = parameters;
    this.firstLocal = parameters.local();
    mtu(0);
  }

  TunnelParameters parameters() {
    return parameters;
  }

  TunnelTable table() {
    return table;
  }

  // ---- addresses

  @Override
  public int addressLength() {
    return isEthernet() ? super.addressLength() : 4;
  }

  @Override
  public String addressText() {
    return isEthernet() ? super.addressText() : endText(parameters.local());
  }

  /// One of its ends as a link-layer address.
  String endText(int address) {
    return Ip.format(address);
  }

  /// The local end that it was made with.
  @Override
  public String permanentText() {
    return isEthernet() || firstLocal == 0 ? "" : endText(firstLocal);
  }

  @Override
  public String broadcastText() {
    return isEthernet() ? super.broadcastText() : endText(parameters.remote());
  }

  /// Its packets bring their addresses from now on.
  final void becomeExternal() {
    parameters = parameters.asExternal();
  }

  @Override
  public int linkIpv4() {
    return isEthernet() ? 0 : parameters.local();
  }

  @Override
  public final int linkIndex() {
    return parameters.link();
  }

  @Override
  protected final boolean isExternal() {
    return parameters.external();
  }

  // ---- its life

  @Override
  protected void removed() {
    table.remove(this);
  }

  /// Takes the flag of one that has a single other end, and the MTU that its way leaves it, which
  /// is returned (`ip_tunnel_bind_dev`).
  int bind() {
    NetDevice out = null;
    if (parameters.remote() != 0) {
      TunnelOutput output = TunnelOutput.of(underlay());
      fillFlow(output.flow, parameters.remote(), parameters.tos(), 0);
      Route route = IpStack.of(underlay()).fib().output(output.flow);
      out = route == null ? null : route.device();
      if (!isEthernet()) {
        flags(flags() | DeviceFlags.POINTOPOINT);
      }
    }
    out = out == null ? linkDevice() : out;
    int most = out == null ? USUAL_MTU : Math.min(out.mtu(), LARGEST);
    return Math.max(most - overhead(), Ipv4.MIN_MTU);
  }

  private int overhead() {
    return Ipv4.HEADER + tunnelHeader() + headerLength();
  }

  /// The bounds of the MTU of one that was made by the old request (`ip_tunnel_create`).
  void boundMtu() {
    mtuBounds(Ipv4.MIN_MTU, LARGEST - overhead());
  }

  /// It has a queue, as devices have that do not say otherwise.
  final void queued() {
    features(features() & ~Features.NO_QUEUE);
  }

  /// Has no hardware address of its own.
  void forgetAddress() {
    address(Mac.ZERO);
  }

  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (bytes < Ipv4.MIN_MTU || bytes > LARGEST - overhead()) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Takes other parameters, and the MTU that goes with another link (`ip_tunnel_update`).
  void update(TunnelParameters changed) {
    TunnelParameters before = parameters;
    table.remove(this);
    parameters = changed.protocol(before.protocol());
    table.add(this);
    if (before.link() != changed.link() || before.mark() != changed.mark()) {
      mtu(bind());
    }
    netns().links().announce(this);
  }

  // ---- the way down

  private void fillFlow(Flow flow, int destination, int tos, int mark) {
    flow.clear();
    flow.destinationHi = Ip.hi(destination);
    flow.sourceHi = Ip.hi(parameters.local());
    flow.output = linkDevice();
    flow.tos = tos & ROUTE_TOS;
    flow.mark = mark;
  }

  /// Sends a packet of this EtherType, whose network header is at `inner`; what the tunnel puts
  /// before it stands there already (`ip_tunnel_xmit`).
  ///
  /// @param bytes those of the packet inside that are counted
  final int encapsulate(Packet packet, int inner, int etherType, int protocol, int bytes) {
    packet.network(inner);
    int destination = remote(packet, etherType);
    if (destination == 0) {
      return TunnelOutput.fail(packet, this, DropReason.TUNNEL_NO_REMOTE);
    }
    TunnelOutput output = TunnelOutput.of(underlay());
    int field = Ecn.field(packet.bytes(), inner, packet.tail(), etherType);
    int tos = parameters.tos();
    if ((tos & TunnelParameters.INHERIT_TOS) != 0) {
      tos = isIp(etherType) ? field : tos & ~TunnelParameters.INHERIT_TOS;
    }
    tellOfFailure(packet);
    fillFlow(output.flow, destination, tos, parameters.mark());
    output.flow.protocol = protocol;
    Route route = output.route(this);
    if (route == null) {
      return TunnelOutput.fail(packet, this, DropReason.IP_OUTNOROUTES);
    }
    boolean dontFragment = dontFragment(packet, etherType);
    int room = dontFragment ? output.mtu(route) - overhead() : ownRoom(packet);
    int size = packet.length() - tunnelHeader() - headerLength();
    if (!TunnelOutput.fits(packet, this, etherType, size, room)) {
      return TunnelOutput.fail(packet, this, DropReason.PKT_TOO_BIG);
    }
    output.header.tos = Ecn.encapsulate(tos, field);
    output.header.ttl = ttl(packet, etherType);
    output.header.dontFragment = dontFragment;
    packet.checksum(Packet.ChecksumState.NONE);
    output.transmit(packet, this, bytes);
    return 0;
  }

  /// The key that a packet brings to a tunnel whose packets bring their addresses, or null when it
  /// brings none that helps.
  static @Nullable TunnelKey outgoingKey(Packet packet) {
    TunnelKey key = Route.tunnelKey(packet);
    return key == null || !key.isOutgoing() || key.isIpv6() ? null : key;
  }

  /// As [#encapsulate(Packet, int, int, int, int)], to where the key says (`ip_md_tunnel_xmit`).
  ///
  /// @param header bytes of what the tunnel has put before the packet inside
  final int encapsulate(
      Packet packet, int inner, int etherType, int protocol, int header, int bytes, TunnelKey key) {
    packet.network(inner);
    TunnelOutput output = TunnelOutput.of(underlay());
    int field = Ecn.field(packet.bytes(), inner, packet.tail(), etherType);
    int tos = key.tos() == TunnelParameters.INHERIT_TOS && isIp(etherType) ? field : key.tos();
    output.flow.clear();
    output.flow.destinationHi = key.destination().hi();
    output.flow.sourceHi = key.source().hi();
    output.flow.tos = tos & ROUTE_TOS;
    output.flow.mark = packet.mark();
    output.flow.protocol = protocol;
    Route route = output.route(this);
    if (route == null) {
      return TunnelOutput.fail(packet, this, DropReason.IP_OUTNOROUTES);
    }
    boolean dontFragment = key.has(TunnelKey.DONT_FRAGMENT);
    int frame = headerLength();
    int room = dontFragment ? output.mtu(route) - Ipv4.HEADER - header - frame : ownRoom(packet);
    if (!TunnelOutput.fits(packet, this, etherType, packet.length() - header - frame, room)) {
      return TunnelOutput.fail(packet, this, DropReason.PKT_TOO_BIG);
    }
    output.header.tos = Ecn.encapsulate(tos, field);
    output.header.ttl = key.ttl() == 0 ? innerTtl(packet, etherType) : key.ttl();
    output.header.dontFragment = dontFragment;
    packet.checksum(Packet.ChecksumState.NONE);
    output.transmit(packet, this, bytes);
    return 0;
  }

  /// The outer destination of a packet of this EtherType, or 0 when there is none.
  int remote(Packet packet, int etherType) {
    return parameters.remote() == 0 ? nextHop(packet, etherType) : parameters.remote();
  }

  private static boolean isIp(int etherType) {
    return etherType == EtherType.IPV4 || etherType == EtherType.IPV6;
  }

  private boolean dontFragment(Packet packet, int etherType) {
    return parameters.pmtudisc()
        || (etherType == EtherType.IPV4
            && !parameters.ignoreDf()
            && Ipv4.dontFragment(packet.bytes(), packet.network()));
  }

  /// What the way inside says where the outer packet may be cut.
  private int ownRoom(Packet packet) {
    Route route = (Route) packet.destination();
    return route == null ? mtu() : route.mtu();
  }

  private int ttl(Packet packet, int etherType) {
    return parameters.ttl() != 0 ? parameters.ttl() : innerTtl(packet, etherType);
  }

  private static int innerTtl(Packet packet, int etherType) {
    if (!isIp(etherType)) {
      return 0;
    }
    return etherType == EtherType.IPV4
        ? Ipv4.ttl(packet.bytes(), packet.network())
        : Ipv6.hopLimit(packet.bytes(), packet.network());
  }

  /// The outer destination where the tunnel has none: the next hop inside, of IPv6 one that holds
  /// an IPv4 address; 0 when there is none.
  private int nextHop(Packet packet, int etherType) {
    Route route = (Route) packet.destination();
    if (route == null) {
      statistics().txFifoErrors++;
      return 0;
    }
    byte[] bytes = packet.bytes();
    int at = packet.network();
    if (etherType == EtherType.IPV4) {
      int hop = route.hasGateway() ? (int) (route.gatewayHi() >>> 32) : Ipv4.destination(bytes, at);
      int known = neighbour(Family.IPV4, (long) hop << 32, 0);
      return known == 0 ? hop : known;
    }
    if (etherType != EtherType.IPV6) {
      return 0;
    }
    long hi = route.hasGateway() ? route.gatewayHi() : Ipv6.destinationHi(bytes, at);
    long lo = route.hasGateway() ? route.gatewayLo() : Ipv6.destinationLo(bytes, at);
    int known = neighbour(Family.IPV6, hi, lo);
    return known == 0 ? compatible(packet, hi, lo) : known;
  }

  /// The link-layer address of a neighbour inside, which is an IPv4 address outside, or 0; only
  /// devices that put a header before their packets ask (`ipgre_header`).
  int neighbour(Family family, long hi, long lo) {
    return 0;
  }

  private int compatible(Packet packet, long hi, long lo) {
    if (hi == 0 && lo >>> 32 == 0 && lo > 1) {
      return (int) lo;
    }
    linkFailure(packet);
    return 0;
  }

  // ---- failures at the other end

  @Override
  protected final void linkFailure(Packet packet) {
    TunnelOutput.linkFailure(packet, this);
  }

  /// An ICMP error about a packet that the tunnel has sent: what is too large is remembered, other
  /// failures are told those who send through it from now on (`ipip_err`).
  final void failed(IcmpError error) {
    int type = error.type();
    boolean unreachable = type == Icmp.UNREACHABLE && error.code() != Icmp.SOURCE_ROUTE_FAILED;
    boolean expired = type == Icmp.TIME_EXCEEDED && error.code() != Icmp.REASSEMBLY_TIME_EXCEEDED;
    if (error.isFragmentationNeeded()) {
      IpStack.of(underlay()).pathMtu().learn(error);
    } else if (parameters.remote() != 0 && (unreachable || (expired && parameters.ttl() != 0))) {
      rememberFailure();
    }
  }

  // ---- the way up

  /// Takes what has come for the tunnel, whose outer header stands at the packet's network header:
  /// the packet inside, of this EtherType, begins at its head (`ip_tunnel_rcv`).
  final void decapsulate(Packet packet, int etherType) {
    decapsulate(packet, etherType, 0, 0);
  }

  /// As the other; where packets keep how they have come, with this identifier and these flags of
  /// the header between.
  final void decapsulate(Packet packet, int etherType, int id, int keyFlags) {
    TunnelKey key = parameters.external() ? keys().of(packet, id & 0xffff_ffffL, keyFlags) : null;
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    int from = Ipv4.source(bytes, outer);
    boolean toMany = Ipv4.isMulticast(Ipv4.destination(bytes, outer));
    int field = Ipv4.tos(bytes, outer);
    if (toMany) {
      statistics().multicast++;
    }
    int inner = packet.head() + headerLength();
    if (Ecn.decapsulate(packet, inner, etherType, field) == Ecn.Arrival.BROKEN) {
      statistics().rxFrameErrors++;
      refuse(packet, DropReason.IP_TUNNEL_ECN);
      return;
    }
    statistics().rxPackets++;
    statistics().rxBytes += packet.length();
    packet.scrub(underlay() != netns());
    packet.checksum(Packet.ChecksumState.NONE);
    if (key != null) {
      packet.tunnel(key);
    }
    if (packet.trace() != null) {
      netns().world().note(packet, netns(), new TunnelStages.Decapsulated(name(), Ip.format(from)));
    }
    packet.device(this);
    packet.protocol(etherType);
    if (isEthernet()) {
      arrive(packet);
    } else {
      packet.link(packet.head());
      packet.network(packet.head());
      packet.type(toMany ? Packet.Type.BROADCAST : Packet.Type.HOST);
    }
    receiveFromTunnel(packet);
  }
}
