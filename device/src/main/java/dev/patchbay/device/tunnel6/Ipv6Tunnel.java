package dev.patchbay.device.tunnel6;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.tunnel.TunnelDevice;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// A tunnel above IPv6 (`struct ip6_tnl`): what is sent here leaves in a packet to the other end.
/// It is routed in the namespace that the tunnel was made in, wherever its device goes.
abstract class Ipv6Tunnel extends TunnelDevice<Ipv6Tunnel> {
  static final int LARGEST = 0xffff;

  /// Bytes of the header that says how often the packet may be wrapped.
  private static final int LIMIT_OPTION = EncapLimit.BYTES;

  private final Tunnel6Table table;
  private Tunnel6Parameters parameters;

  Ipv6Tunnel(Netns netns, DeviceKind kind, Tunnel6Table table, Tunnel6Parameters parameters) {
    super(netns, kind);
    this.table = table;
    this.parameters = parameters;
    flags(DeviceFlags.NOARP);
  }

  final Tunnel6Parameters parameters() {
    return parameters;
  }

  final Tunnel6Table table() {
    return table;
  }

  /// Whether the outer ECN bits say what the inner ones do (RFC 6040).
  boolean marksCongestion() {
    return true;
  }

  // ---- addresses

  @Override
  public int addressLength() {
    return isEthernet() ? super.addressLength() : 16;
  }

  @Override
  public String addressText() {
    return isEthernet() ? super.addressText() : parameters.local().text();
  }

  @Override
  public String broadcastText() {
    return isEthernet() ? super.broadcastText() : parameters.remote().text();
  }

  @Override
  public Ip linkIpv6() {
    return isEthernet() ? super.linkIpv6() : parameters.local();
  }

  /// A random Ethernet address, shown as if it had as many bytes as the others.
  @Override
  public String permanentText() {
    return isEthernet() ? "" : Ip.v6(address().value() << 16, 0).text();
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
  protected void added() {
    super.added();
    if (!isEthernet()) {
      address(netns().randomMac(firstName()));
    }
  }

  @Override
  protected void removed() {
    table.remove(this);
  }

  /// Takes an MTU that was asked for with it, if it may have it.
  final void tryMtu(int bytes) {
    if (allows(bytes)) {
      mtu(bytes);
    }
  }

  /// Bytes of all headers before the packet inside, with the option that says the limit.
  final int overhead() {
    return Ipv6.HEADER + tunnelHeader() + limitOption() + headerLength();
  }

  /// Bytes of the option that says the limit.
  int limitOption() {
    return parameters.saidLimit() < 0 ? 0 : LIMIT_OPTION;
  }

  /// Takes the flag of one that has a single other end, and, if it is asked for, the MTU that its
  /// way leaves it (`ip6_tnl_link_config`).
  final void bind(boolean withMtu) {
    boolean single = parameters.isPointToPoint() && !isEthernet();
    int without = flags() & ~DeviceFlags.POINTOPOINT;
    flags(single ? without | DeviceFlags.POINTOPOINT : without);
    NetDevice out =
        withMtu && parameters.maySend(parameters.local(), parameters.remote()) ? way() : null;
    if (out != null) {
      mtu(Math.max(Math.min(out.mtu(), LARGEST) - overhead(), leastBound()));
    }
  }

  /// The MTU that the way at least leaves, whatever it is.
  int leastBound() {
    return Ipv6.MIN_MTU;
  }

  private @Nullable NetDevice way() {
    Flow flow = Tunnel6Output.of(underlay()).flow;
    fillFlow(flow, parameters.remote().hi(), parameters.remote().lo());
    Route route = Fib.of(underlay(), Family.IPV6).output(flow);
    return route == null || route.error() != 0 ? linkDevice() : route.device();
  }

  /// What all kinds that say no more refuse (`ip6_tnl_change_mtu`).
  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (!allows(bytes)) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  private boolean allows(int bytes) {
    int least = parameters.protocol() == IpProtocol.IPV6 ? Ipv6.MIN_MTU : Ipv4.MIN_MTU;
    return bytes >= least && bytes <= LARGEST;
  }

  /// Takes other parameters, and the MTU that goes with them (`ip6_tnl_update`).
  void update(Tunnel6Parameters changed) {
    table.remove(this);
    parameters = changed;
    table.add(this);
    bind(true);
    netns().links().announce(this);
  }

  // ---- the way down

  private void fillFlow(Flow flow, long hi, long lo) {
    flow.clear();
    flow.destinationHi = hi;
    flow.destinationLo = lo;
    flow.sourceHi = parameters.local().hi();
    flow.sourceLo = parameters.local().lo();
    flow.output = linkDevice();
    flow.flowLabel = parameters.flowLabel();
    flow.tos = parameters.trafficClass();
  }

  /// Sends a packet of this EtherType, whose network header is at `inner`; what the tunnel puts
  /// before it stands there already (`ip6_tnl_xmit`). Returns 0: nobody is told that way.
  ///
  /// @param protocol what the packet is, for the outer header
  final int encapsulate(Packet packet, int inner, int etherType, int protocol) {
    packet.network(inner);
    byte[] bytes = packet.bytes();
    int limit = parameters.saidLimit();
    if (etherType == EtherType.IPV6) {
      int option = EncapLimit.find(bytes, inner, packet.tail());
      if (option >= 0 && EncapLimit.value(bytes, option) == 0) {
        int pointer = option + EncapLimit.VALUE - inner;
        tell6(packet, Icmpv6.PARAMETER_PROBLEM, Icmpv6.ERRONEOUS_FIELD, pointer);
        return fail(packet, DropReason.TUNNEL_LIMIT);
      }
      limit = option >= 0 ? EncapLimit.value(bytes, option) - 1 : limit;
    }
    Tunnel6Output output = Tunnel6Output.of(underlay());
    if (!aim(packet, etherType, output.flow)) {
      return failLink(packet);
    }
    int field = Ecn.field(bytes, inner, packet.tail(), etherType);
    int outerClass =
        parameters.has(Tunnel6Parameters.INHERIT_CLASS) ? field : parameters.trafficClass();
    Flow flow = output.flow;
    flow.protocol = protocol;
    flow.tos = marksCongestion() ? Ecn.encapsulate(outerClass, field) : outerClass;
    flow.mark = parameters.has(Tunnel6Parameters.INHERIT_MARK) ? packet.mark() : parameters.mark();
    if (parameters.has(Tunnel6Parameters.INHERIT_LABEL) && etherType == EtherType.IPV6) {
      flow.flowLabel |= Ipv6.flowLabel(bytes, inner);
    }
    return transmit(packet, etherType, limit, parameters.hopLimit(), output);
  }

  /// As [#encapsulate(Packet, int, int, int)], to where the key says.
  final int encapsulate(Packet packet, int inner, int etherType, int protocol, TunnelKey key) {
    packet.network(inner);
    Tunnel6Output output = Tunnel6Output.of(underlay());
    Flow flow = output.flow;
    flow.clear();
    flow.destinationHi = key.destination().hi();
    flow.destinationLo = key.destination().lo();
    flow.sourceHi = key.source().hi();
    flow.sourceLo = key.source().lo();
    flow.flowLabel = key.label();
    flow.protocol = protocol;
    int field = Ecn.field(packet.bytes(), inner, packet.tail(), etherType);
    flow.tos = marksCongestion() ? Ecn.encapsulate(key.tos(), field) : key.tos();
    return transmit(packet, etherType, -1, key.ttl(), output);
  }

  /// The key that a packet brings to a tunnel whose packets bring their addresses, or null when it
  /// brings none that helps.
  static @Nullable TunnelKey outgoingKey(Packet packet) {
    TunnelKey key = Route.tunnelKey(packet);
    return key == null || !key.isOutgoing() || !key.isIpv6() ? null : key;
  }

  /// Whether the packet's sender is the tunnel's other end, which the tunnel cannot carry
  /// (`ip6_tnl_addr_conflict`).
  final boolean isFromOtherEnd(Packet packet) {
    Ip remote = parameters.remote();
    byte[] bytes = packet.bytes();
    int inner = packet.head() + headerLength();
    return Ipv6.sourceHi(bytes, inner) == remote.hi()
        && Ipv6.sourceLo(bytes, inner) == remote.lo()
        && !remote.isUnspecified();
  }

  /// Fills in the outer addresses; false where a packet cannot be sent between them.
  private boolean aim(Packet packet, int etherType, Flow flow) {
    Ip remote = parameters.remote();
    long hi = remote.hi();
    long lo = remote.lo();
    if (remote.isUnspecified()) {
      Route route = (Route) packet.destination();
      if (route == null || !(etherType == EtherType.IPV6 || isAbove6(route))) {
        return false;
      }
      boolean gateway = route.hasGateway();
      hi = gateway ? route.gatewayHi() : Ipv6.destinationHi(packet.bytes(), packet.network());
      lo = gateway ? route.gatewayLo() : Ipv6.destinationLo(packet.bytes(), packet.network());
    }
    fillFlow(flow, hi, lo);
    return maySend(hi, lo);
  }

  private static boolean isAbove6(Route route) {
    return route.hasGateway() && route.gatewayFamily() == Family.IPV6;
  }

  /// `ip6_tnl_xmit_ctl`
  private boolean maySend(long hi, long lo) {
    Ip local = parameters.local();
    Ip remote = parameters.remote();
    boolean possible = parameters.maySend(local, remote.isUnspecified() ? Ip.v6(hi, lo) : remote);
    NetDevice link = linkDevice();
    return possible
        && isOwn(local.hi(), local.lo(), link)
        && (parameters.has(Tunnel6Parameters.ALLOW_LOCAL_REMOTE)
            || Ipv6.isMulticast(hi)
            || !isOwn(hi, lo, link));
  }

  /// Whether a device of the namespace, or that one if there is one, has the address
  /// (`ipv6_chk_addr_and_flags`).
  private boolean isOwn(long hi, long lo, @Nullable NetDevice only) {
    NetDevice where = Ipv6.isLinkLocal(hi) ? only : null;
    return Addresses.of(underlay()).isUsable(Family.IPV6, hi, lo, where);
  }

  private int transmit(
      Packet packet, int etherType, int limit, int hopLimit, Tunnel6Output output) {
    Route route = output.route();
    if (route == null) {
      return failLink(packet);
    }
    if (route.device() == this) {
      statistics().collisions++;
      return fail(packet, DropReason.IP_OUTNOROUTES);
    }
    int before = packet.network() - packet.head();
    int room = output.mtu(route) - Ipv6.HEADER - before - (limit < 0 ? 0 : LIMIT_OPTION);
    if (!fits(packet, etherType, Math.max(room, least(etherType)))) {
      return fail(packet, DropReason.PKT_TOO_BIG);
    }
    tellOfFailure(packet);
    int inside = packet.tail() - packet.network();
    int hops = hopLimit == 0 ? innerHops(packet, etherType) : hopLimit;
    output.begin(route, hops);
    if (limit >= 0) {
      EncapLimit.push(packet, output.flow.protocol, limit);
      output.header.protocol = IpProtocol.DESTINATION_OPTIONS;
    }
    packet.checksum(Packet.ChecksumState.NONE);
    output.transmit(packet, this, inside);
    return 0;
  }

  private static int least(int etherType) {
    return etherType == EtherType.IPV6 ? Ipv6.MIN_MTU : Ipv4.MIN_MTU;
  }

  private static int innerHops(Packet packet, int etherType) {
    return switch (etherType) {
      case EtherType.IPV4 -> Ipv4.ttl(packet.bytes(), packet.network());
      case EtherType.IPV6 -> Ipv6.hopLimit(packet.bytes(), packet.network());
      default -> -1;
    };
  }

  /// Whether the packet inside fits into `mtu`; its way remembers that size, and if it does not fit
  /// its sender is told, cut or not.
  private boolean fits(Packet packet, int etherType, int mtu) {
    Route route = (Route) packet.destination();
    boolean four = etherType == EtherType.IPV4;
    if (route != null && route.family() == (four ? Family.IPV4 : Family.IPV6)) {
      if (four) {
        IpStack.of(this).pathMtu().learn(packet, mtu);
      } else {
        Tunnel6Output.learn(netns(), packet, mtu);
      }
    }
    if (packet.tail() - packet.network() <= mtu || packet.segmentSize() != 0) {
      return true;
    }
    if (four) {
      tell4(packet, Icmp.FRAGMENTATION_NEEDED, mtu);
    } else if (etherType == EtherType.IPV6) {
      tell6(packet, Icmpv6.PACKET_TOO_BIG, 0, mtu);
    }
    return false;
  }

  // ---- what the sender inside is told

  final void tell4(Packet packet, int code, int info) {
    IpStack.of(this).icmp().send(packet, this, Icmp.UNREACHABLE, code, info);
  }

  final void tell6(Packet packet, int type, int code, int info) {
    Ip6.of(netns().machine()).icmp().error(packet, this, type, code, info);
  }

  /// Tells the sender of an IPv4 packet that was sent here what has become of it on the way: that
  /// its destination cannot be reached, or, with an MTU, that it is too large (`ip4ip6_err`). The
  /// packet stays the caller's.
  final void pass4(Packet packet, int mtu) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Flow flow = Tunnel6Output.of(underlay()).flow;
    flow.clear();
    flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
    flow.anySource = true;
    Route route = Fib.of(netns(), Family.IPV4).output(flow);
    if (route == null) {
      return;
    }
    packet.destination(route);
    if (mtu == 0) {
      tell4(packet, Icmp.HOST_UNREACHABLE, 0);
    } else if (mtu <= IpStack.of(this).pathMtu().of(route, Ipv4.destination(bytes, at))) {
      IpStack.of(this).pathMtu().learn(packet, mtu);
      tell4(packet, Icmp.FRAGMENTATION_NEEDED, mtu);
    }
  }

  @Override
  protected final void linkFailure(Packet packet) {
    Route route = (Route) packet.destination();
    if (route != null && route.family() == Family.IPV4) {
      tell4(packet, Icmp.HOST_UNREACHABLE, 0);
    } else if (route != null) {
      tell6(packet, Icmpv6.UNREACHABLE, Icmpv6.ADDRESS_UNREACHABLE, 0);
    }
  }

  private int failLink(Packet packet) {
    statistics().txCarrierErrors++;
    linkFailure(packet);
    return fail(packet, DropReason.IP_OUTNOROUTES);
  }

  /// Drops a packet that could not be sent.
  final int fail(Packet packet, DropReason reason) {
    statistics().txErrors++;
    statistics().txDropped++;
    netns().world().drop(packet, reason);
    return 0;
  }

  // ---- the way up

  /// Whether packets between these outer addresses are to be taken (`ip6_tnl_rcv_ctl`).
  final boolean mayReceive(Packet packet) {
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    long hi = Ipv6.destinationHi(bytes, outer);
    long lo = Ipv6.destinationLo(bytes, outer);
    long fromHi = Ipv6.sourceHi(bytes, outer);
    long fromLo = Ipv6.sourceLo(bytes, outer);
    return isBetween(hi, lo, fromHi, fromLo)
        && (Ipv6.isMulticast(hi) || isOwn(hi, lo, linkDevice()))
        && (parameters.has(Tunnel6Parameters.ALLOW_LOCAL_REMOTE) || !isOwn(fromHi, fromLo, null));
  }

  /// Whether a tunnel can be between the packet's ends: where its own are fixed they are these.
  private boolean isBetween(long hi, long lo, long fromHi, long fromLo) {
    boolean fixed = !parameters.local().isUnspecified() && !parameters.remote().isUnspecified();
    return fixed
        ? parameters.mayReceive(parameters.local(), parameters.remote())
        : parameters.mayReceive(Ip.v6(hi, lo), Ip.v6(fromHi, fromLo));
  }

  /// Takes what has come for the tunnel, whose outer header stands at the packet's network header:
  /// the packet inside, of this EtherType, begins at its head (`__ip6_tnl_rcv`). Where packets keep
  /// how they have come, with this identifier and these flags of the header between.
  final void decapsulate(Packet packet, int etherType, int id, int keyFlags) {
    TunnelKey key = parameters.external() ? keys().of(packet, id & 0xffff_ffffL, keyFlags) : null;
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    int inner = packet.head() + headerLength();
    int field = Ipv6.trafficClass(bytes, outer);
    if (packet.trace() != null) {
      String from = Ip.format(Ipv6.sourceHi(bytes, outer), Ipv6.sourceLo(bytes, outer));
      netns().world().note(packet, netns(), new TunnelStages.Decapsulated(name(), from));
    }
    if (parameters.has(Tunnel6Parameters.COPY_DSCP)) {
      Ecn.copyDscp(packet, inner, etherType, field);
    }
    if (Ecn.decapsulate(packet, inner, etherType, field) == Ecn.Arrival.BROKEN) {
      statistics().rxFrameErrors++;
      refuse(packet, DropReason.IP_TUNNEL_ECN);
      return;
    }
    statistics().rxPackets++;
    statistics().rxBytes += packet.tail() - inner;
    packet.scrub(underlay() != netns());
    packet.checksum(Packet.ChecksumState.NONE);
    if (key != null) {
      packet.tunnel(key);
    }
    packet.device(this);
    packet.protocol(etherType);
    if (isEthernet()) {
      arrive(packet);
    } else {
      packet.link(packet.head());
      packet.network(packet.head());
      packet.type(Packet.Type.HOST);
    }
    receiveFromTunnel(packet);
  }
}
