package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Output;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What raw and ping sockets above IPv6 have in common: how a packet finds its way
/// (`rawv6_sendmsg`, `ping_v6_sendmsg`, `__ip6_datagram_connect`), and how errors are told.
///
/// A link-local address means something only together with a device: that of [#scope], or the one
/// the socket is bound to.
public abstract class Ipv6Socket extends IpSocket {
  private static final int LARGEST = 0xffff;

  private final Ip6Netns ip6;
  private final Ip6Output output;
  private final Flow flow = new Flow();
  private final Ip6Header header = new Ip6Header();
  private @Nullable NetDevice scope;
  private int flowLabel;

  Ipv6Socket(Netns netns, int protocol, String title) {
    super(netns, Family.IPV6, protocol, title);
    this.ip6 = Ip6Netns.of(netns);
    this.output = Ip6.of(netns.machine()).output();
  }

  /// The flow label of its packets; 0 for the one that the namespace makes (`IPV6_FLOWINFO_SEND`).
  public final int flowLabel() {
    return flowLabel;
  }

  public final void flowLabel(int value) {
    flowLabel = value;
  }

  // ---- the two ends

  /// The device that link-local destinations are on (`sin6_scope_id`), or null.
  public final @Nullable NetDevice scope() {
    return scope;
  }

  public final void scope(@Nullable NetDevice device) {
    scope = device;
  }

  final @Nullable NetDevice linkDevice() {
    return scope == null ? boundDevice() : scope;
  }

  @Override
  public void bind(Ip address) throws SocketException {
    if (address.isLinkLocal() && linkDevice() == null) {
      throw new SocketException(Errno.EINVAL);
    }
    NetDevice device = address.isLinkLocal() ? linkDevice() : null;
    boolean usable =
        address.isUnspecified()
            || address.isMulticast()
            || ip6.setting(Ip6Setting.IP_NONLOCAL_BIND) != 0
            || Addresses.of(netns()).find(Family.IPV6, address.hi(), address.lo(), device) != null;
    if (!usable) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    local(address.isUnspecified() ? null : address);
  }

  @Override
  public void connect(Ip address) throws SocketException {
    if (address.isLinkLocal() && linkDevice() == null) {
      throw new SocketException(Errno.EINVAL);
    }
    route(meaning(address));
    if (local() == null) {
      local(Ip.v6(flow.sourceHi, flow.sourceLo));
    }
    remote(meaning(address));
  }

  /// `::` means this host.
  private static Ip meaning(Ip destination) {
    return destination.isUnspecified() ? Ip.LOOPBACK6 : destination;
  }

  /// Whether packets to this address of ours that come by the device are for it.
  final boolean isAt(long hi, long lo, NetDevice device) {
    Ip local = local();
    NetDevice bound = boundDevice();
    boolean ours = local == null || Ipv6.isMulticast(hi) || is(local, hi, lo);
    return ours && (bound == null || bound == device);
  }

  /// Whether packets between these addresses that come by the device are for it.
  final boolean isBetween(
      long localHi, long localLo, long remoteHi, long remoteLo, NetDevice device) {
    Ip remote = remote();
    return isAt(localHi, localLo, device) && (remote == null || is(remote, remoteHi, remoteLo));
  }

  private static boolean is(Ip address, long hi, long lo) {
    return address.hi() == hi && address.lo() == lo;
  }

  // ---- sending

  /// Finds the way to `destination`; the flow says the source address.
  private Route route(Ip destination) throws SocketException {
    Ip local = local();
    flow.clear();
    flow.destinationHi = destination.hi();
    flow.destinationLo = destination.lo();
    if (local != null && !local.isMulticast()) {
      flow.sourceHi = local.hi();
      flow.sourceLo = local.lo();
    }
    flow.output = outputDevice(destination);
    flow.tos = tos();
    flow.mark = mark();
    flow.protocol = protocol();
    Route route = isMapped(destination) ? null : Fib.of(netns(), Family.IPV6).output(flow);
    if (route == null) {
      throw noRoute(flow.error);
    }
    if (route.error() != 0) {
      throw SocketException.of(route.error());
    }
    return route;
  }

  /// Whether the address is one of IPv4 in IPv6's form, to which nothing leads (RFC 4291 section
  /// 2.5.5.2).
  private static boolean isMapped(Ip address) {
    return address.hi() == 0 && address.lo() >>> 32 == 0xffff;
  }

  /// A host without any address at all hears of that first (`ip6_dst_lookup_tail`).
  private SocketException noRoute(int error) {
    boolean sourceless = (flow.sourceHi | flow.sourceLo) == 0 && !output.hasSource(netns(), flow);
    if (sourceless) {
      return new SocketException(Errno.EADDRNOTAVAIL);
    }
    return error == 0 ? new SocketException(Errno.ENETUNREACH) : SocketException.of(error);
  }

  private @Nullable NetDevice outputDevice(Ip destination) {
    boolean linkScope =
        destination.isLinkLocal()
            || (destination.isMulticast() && Ipv6.multicastScope(destination.hi()) <= 2);
    NetDevice device = linkScope ? linkDevice() : boundDevice();
    return device == null && destination.isMulticast() ? multicastDevice() : device;
  }

  /// Sends a packet with this payload, if the kernel would.
  final void transmit(byte[] bytes, @Nullable Ip to, boolean confirm) throws SocketException {
    Ip destination = to == null ? remote() : meaning(to);
    if (destination == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    Route route = route(destination);
    if (confirm) {
      output.confirm(route, flow.destinationHi, flow.destinationLo);
    }
    checkSize(route, destination, bytes);
    failIfPending();
    Packet packet = world().allocate(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.put(bytes.length), bytes.length);
    packet.mark(mark());
    packet.priority(priority());
    begin(packet);
    int error = output.send(packet, fill(route));
    if (error != 0 && (error != Errno.ENOBUFS.number() || receivesErrors())) {
      throw SocketException.of(error);
    }
  }

  private Ip6Header fill(Route route) {
    header.of(flow, route);
    header.trafficClass = tos();
    header.flowLabel = flowLabel;
    if (Ipv6.isMulticast(flow.destinationHi)) {
      header.hopLimit = multicastTtl();
    } else if (ttl() != 0) {
      header.hopLimit = ttl();
    }
    header.mayCut = pathMtuDiscovery().mayCut();
    header.quiet = !multicastLoop();
    return header;
  }

  /// Refuses what is too large and may not be cut (`__ip6_append_data`).
  private void checkSize(Route route, Ip destination, byte[] bytes) throws SocketException {
    PathMtuDiscovery discovery = pathMtuDiscovery();
    int mtu =
        discovery.usesPath()
            ? ip6.pathMtu().of(route, destination.hi(), destination.lo())
            : route.device().mtu();
    int most = discovery.mayCut() ? Ipv6.HEADER + LARGEST : mtu;
    if (Ipv6.HEADER + bytes.length <= most) {
      return;
    }
    if (receivesErrors()) {
      long now = world().loop().now();
      SocketError.Origin origin = SocketError.Origin.LOCAL;
      enqueue(
          new SocketError(
              Errno.EMSGSIZE, origin, 0, 0, mtu, null, destination, bytes.clone(), now));
    }
    throw new SocketException(Errno.EMSGSIZE);
  }

  // ---- receiving

  /// The datagram that has waited longest, from the transport header on, or null when there is
  /// none.
  @Override
  public final @Nullable Datagram receive() throws SocketException {
    failIfPending();
    Packet packet = dequeue();
    if (packet == null) {
      return null;
    }
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    NetDevice device = NetDevice.of(packet);
    Datagram datagram =
        new Datagram(
            Arrays.copyOfRange(bytes, packet.transport(), packet.tail()),
            Ip.v6(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip)),
            Ip.v6(Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip)),
            device == null ? 0 : device.index(),
            Ipv6.hopLimit(bytes, ip),
            Ipv6.trafficClass(bytes, ip),
            new byte[0],
            packet.timestamp());
    world().deliver(packet);
    return datagram;
  }

  // ---- errors

  /// An ICMPv6 error quotes a packet of this socket (`rawv6_err`, `ping_err`).
  final void take(Icmp6Error error) {
    boolean tooBig = error.type() == Icmpv6.PACKET_TOO_BIG;
    IcmpErrno meaning = IcmpErrno.ofIcmpv6(error.type(), error.code());
    boolean fatal = tooBig ? pathMtuDiscovery() == PathMtuDiscovery.DO : meaning.isFatal();
    if (receivesErrors()) {
      enqueue(entry(error, meaning.errno()));
    }
    if (receivesErrors() || (fatal && remote() != null)) {
      pending(meaning.errno());
    }
  }

  private SocketError entry(Icmp6Error error, Errno errno) {
    Packet packet = error.packet();
    return new SocketError(
        errno,
        SocketError.Origin.ICMP6,
        error.type(),
        error.code(),
        error.info(),
        error.offender(),
        error.destination(),
        Arrays.copyOfRange(packet.bytes(), error.payload(), packet.tail()),
        world().loop().now());
  }

  /// Whether the socket's packets are ICMPv6, whose checksum the kernel fills in.
  final boolean isIcmp() {
    return protocol() == IpProtocol.ICMPV6;
  }
}
