package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpOptions;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What raw and ping sockets above IPv4 have in common: how a packet finds its way and gets its
/// header (`raw_sendmsg`, `ping_v4_sendmsg`, `__ip4_datagram_connect`), and how errors are told.
abstract class Ipv4Socket extends IpSocket {
  private static final int LARGEST = 0xffff;
  private static final int TOS_MASK = 0x1e;

  private final IpStack stack;
  private final Flow flow = new Flow();
  private final IpHeader header = new IpHeader();
  private @Nullable IpOptions options;

  Ipv4Socket(Netns netns, int protocol, String title) {
    super(netns, Family.IPV4, protocol, title);
    this.stack = IpStack.of(netns);
    if (stack.settings().isOn(IpSetting.IP_NO_PMTU_DISC)) {
      pathMtuDiscovery(PathMtuDiscovery.DONT);
    }
  }

  final IpStack stack() {
    return stack;
  }

  /// Lets every packet carry these IP options (`IP_OPTIONS`); none when there are no bytes.
  ///
  /// @throws SocketException `EINVAL` when they are malformed
  public final void options(byte[] bytes) throws SocketException {
    IpOptions given = bytes.length == 0 ? null : IpOptions.given(bytes);
    if (given == null && bytes.length > 0) {
      throw new SocketException(Errno.EINVAL);
    }
    options = given;
  }

  // ---- the two ends

  @Override
  public void bind(Ip address) throws SocketException {
    RouteType type = stack.fib().addressType(address.hi(), 0);
    boolean usable =
        address.isUnspecified()
            || type == RouteType.LOCAL
            || type == RouteType.BROADCAST
            || type == RouteType.MULTICAST
            || stack.settings().isOn(IpSetting.IP_NONLOCAL_BIND);
    if (!usable) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    local(address.isUnspecified() ? null : address);
  }

  @Override
  public void connect(Ip address) throws SocketException {
    route(address.toInt());
    Ip source = Ip.v4((int) (flow.sourceHi >>> 32));
    if (local() == null) {
      local(source);
    }
    remote(Ip.v4((int) (flow.destinationHi >>> 32)));
  }

  /// Whether packets between these addresses that come by the device are for it.
  final boolean isBetween(int ours, int theirs, NetDevice device) {
    Ip local = local();
    Ip remote = remote();
    NetDevice bound = boundDevice();
    return (local == null || local.toInt() == ours)
        && (remote == null || remote.toInt() == theirs)
        && (bound == null || bound == device);
  }

  // ---- sending

  /// Finds the way to `destination`; the flow says the source address.
  private Route route(int destination) throws SocketException {
    Ip local = local();
    boolean multicast = Ipv4.isMulticast(destination);
    flow.clear();
    flow.destinationHi = Ip.hi(destination);
    flow.sourceHi = local == null || isForMany(local) ? 0 : local.hi();
    flow.output = boundDevice() == null && multicast ? multicastDevice() : boundDevice();
    flow.tos = tos() & TOS_MASK;
    flow.mark = mark();
    flow.protocol = protocol();
    Route route = stack.fib().output(flow);
    if (route == null) {
      stack.output().countNoRoute(flow.error);
      throw SocketException.of(flow.error);
    }
    if (route.type() == RouteType.BROADCAST && !broadcast()) {
      throw new SocketException(Errno.EACCES);
    }
    return route;
  }

  private boolean isForMany(Ip local) {
    RouteType type = stack.fib().addressType(local.hi(), 0);
    return type == RouteType.BROADCAST || type == RouteType.MULTICAST;
  }

  /// Sends a packet with this payload, if the kernel would.
  final void transmit(byte[] bytes, @Nullable Ip to, boolean confirm) throws SocketException {
    Ip destination = to == null ? remote() : to;
    if (bytes.length > LARGEST) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    if (destination == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    Route route = route(destination.toInt());
    fill(route);
    if (confirm) {
      stack.output().confirm(route, header.destination);
    }
    size(route, bytes);
    failIfPending();
    Packet packet = world().allocate(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.put(bytes.length), bytes.length);
    packet.mark(mark());
    packet.priority(priority());
    begin(packet);
    int error = stack.output().send(packet, header);
    if (error != 0 && (error != Errno.ENOBUFS.number() || receivesErrors())) {
      throw SocketException.of(error);
    }
  }

  private void fill(Route route) {
    header.clear();
    header.route = route;
    header.source = (int) (flow.sourceHi >>> 32);
    header.destination = (int) (flow.destinationHi >>> 32);
    header.protocol = protocol();
    header.tos = tos();
    header.ttl = route.type() == RouteType.MULTICAST ? multicastTtl() : ttl();
    header.options = options;
    header.quiet = !multicastLoop();
  }

  /// Decides whether the packet may be cut, and refuses what is too large (`ip_append_data`,
  /// `__ip_make_skb`).
  private void size(Route route, byte[] bytes) throws SocketException {
    PathMtuDiscovery discovery = pathMtuDiscovery();
    int optionBytes = options == null ? 0 : options.length();
    int path = stack.pathMtu().of(route, header.destination);
    int mtu = discovery.usesPath() ? path : route.device().mtu();
    if (mtu < Ipv4.MIN_MTU) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    int total = Ipv4.HEADER + optionBytes + bytes.length;
    if (total > (discovery.mayCut() ? LARGEST : mtu)) {
      localError(mtu - optionBytes, bytes);
      throw new SocketException(Errno.EMSGSIZE);
    }
    boolean wanted =
        discovery == PathMtuDiscovery.DO
            || (discovery == PathMtuDiscovery.WANT
                && !stack.pathMtu().isLocked(route, header.destination));
    header.dontFragment =
        discovery == PathMtuDiscovery.DO
            || discovery == PathMtuDiscovery.PROBE
            || (wanted && total <= path);
    header.ignoreDontFragment = discovery.mayCut();
  }

  private void localError(int mtu, byte[] bytes) {
    if (receivesErrors()) {
      enqueue(
          new SocketError(
              Errno.EMSGSIZE,
              SocketError.Origin.LOCAL,
              0,
              0,
              mtu,
              null,
              Ip.v4(header.destination),
              bytes.clone(),
              world().loop().now()));
    }
  }

  // ---- receiving

  /// Receives a packet; with its IP header, or from the transport header on.
  final @Nullable Datagram receive(boolean withHeader) throws SocketException {
    failIfPending();
    Packet packet = dequeue();
    if (packet == null) {
      return null;
    }
    byte[] bytes = packet.bytes();
    int at = packet.network();
    NetDevice device = NetDevice.of(packet);
    Datagram datagram =
        new Datagram(
            Arrays.copyOfRange(bytes, withHeader ? at : packet.transport(), packet.tail()),
            Ip.v4(Ipv4.source(bytes, at)),
            Ip.v4(Ipv4.destination(bytes, at)),
            device == null ? 0 : device.index(),
            Ipv4.ttl(bytes, at),
            Ipv4.tos(bytes, at),
            Arrays.copyOfRange(bytes, at + Ipv4.HEADER, Ipv4.payload(bytes, at)),
            packet.timestamp());
    world().deliver(packet);
    return datagram;
  }

  // ---- errors

  /// An ICMP error quotes a packet of this socket (`raw_err`, `ping_err`).
  final void take(IcmpError error) {
    IcmpErrno meaning = IcmpErrno.of(error.type(), error.code());
    boolean needed = error.isFragmentationNeeded();
    if (needed) {
      stack.pathMtu().learn(error);
    }
    boolean fatal = needed ? pathMtuDiscovery() != PathMtuDiscovery.DONT : meaning.isFatal();
    if (receivesErrors()) {
      enqueue(entry(error, meaning.errno()));
    }
    if (receivesErrors() || (fatal && remote() != null)) {
      pending(meaning.errno());
    }
  }

  private SocketError entry(IcmpError error, Errno errno) {
    Packet packet = error.packet();
    return new SocketError(
        errno,
        SocketError.Origin.ICMP,
        error.type(),
        error.code(),
        error.info(),
        Ip.v4(error.offender()),
        Ip.v4(error.destination()),
        Arrays.copyOfRange(packet.bytes(), error.payload(), packet.tail()),
        world().loop().now());
  }
}
