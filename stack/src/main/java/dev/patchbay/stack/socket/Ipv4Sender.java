package dev.patchbay.stack.socket;

import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpOptions;
import dev.patchbay.stack.ip.IpPriority;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// How the packets of a socket leave by IPv4: the way, the header, the size (`raw_sendmsg`,
/// `udp_sendmsg`, `ping_v4_sendmsg`, `__ip4_datagram_connect`).
///
/// A packet is sent in three steps: [#route], [#size], [#send].
public final class Ipv4Sender {
  private static final int LARGEST = 0xffff;
  private static final int TOS_MASK = 0x1e;

  private final IpSocket socket;
  private final IpStack stack;
  private final Flow flow = new Flow();
  private final IpHeader header = new IpHeader();
  private @Nullable IpOptions options;

  public Ipv4Sender(IpSocket socket) {
    this.socket = socket;
    this.stack = IpStack.of(socket.netns());
  }

  IpStack stack() {
    return stack;
  }

  /// Lets every packet carry these IP options (`IP_OPTIONS`); none when there are no bytes.
  ///
  /// @throws SocketException `EINVAL` when they are malformed
  public void options(byte[] bytes) throws SocketException {
    IpOptions given = bytes.length == 0 ? null : IpOptions.given(bytes, stack.output()::isLocal);
    if (given == null && bytes.length > 0) {
      throw new SocketException(Errno.EINVAL);
    }
    options = given;
  }

  /// Whether a socket of the namespace may be bound to the address.
  public boolean mayBind(Ip address) {
    RouteType type = stack.fib().addressType(address.hi(), socket.boundDevice());
    return address.isUnspecified()
        || type == RouteType.LOCAL
        || type == RouteType.BROADCAST
        || type == RouteType.MULTICAST
        || socket.transparent()
        || stack.settings().isOn(IpSetting.IP_NONLOCAL_BIND);
  }

  // ---- the way

  /// Finds the way to `destination`; [#source] and [#destination] then say the addresses.
  ///
  /// @throws SocketException as the route says; `EACCES` for a broadcast that has not been
  ///   permitted
  public Route route(int destination, int port, Control control) throws SocketException {
    return route(destination, port, control, options);
  }

  private Route route(int destination, int port, Control control, @Nullable IpOptions options)
      throws SocketException {
    if (destination == 0 && isSourceRouted()) {
      throw new SocketException(Errno.EINVAL);
    }
    boolean multicast = Ipv4.isMulticast(destination);
    flow.clear();
    flow.destinationHi = Ip.hi(IpOptions.firstHop(options, destination));
    flow.sourceHi = source(control, multicast);
    flow.output = device(control, multicast);
    flow.tos = tos(control) & TOS_MASK;
    flow.mark = socket.mark();
    flow.protocol = socket.protocol();
    flow.sourcePort = socket.localPort();
    flow.destinationPort = port;
    flow.uid = socket.user();
    if (control.dontRoute() || socket.dontRoute() || (options != null && options.isStrict())) {
      flow.onLink();
    }
    Route route = stack.fib().output(flow);
    if (route == null) {
      stack.output().countNoRoute(flow.error);
      throw SocketException.of(flow.error);
    }
    if (route.type() == RouteType.BROADCAST && !socket.broadcast()) {
      throw new SocketException(Errno.EACCES);
    }
    fill(route, control);
    header.finalDestination = destination;
    return route;
  }

  /// Finds the way to where the socket is connected: twice, the second time from the address that
  /// the first one said, which may be none to send from (`ip_route_connect`).
  ///
  /// @throws SocketException as [#route], `EINVAL` when a group would be the source
  public void connect(int destination, int port) throws SocketException {
    route(destination, port, Control.NONE, null);
    if (Ipv4.isMulticast(source())) {
      throw new SocketException(Errno.EINVAL);
    }
  }

  private boolean isSourceRouted() {
    return options != null && options.hasSourceRoute();
  }

  private long source(Control control, boolean multicast) {
    Ip local = control.source() == null ? socket.local() : control.source();
    if (local == null && multicast) {
      local = socket.multicastSource();
    }
    return local == null || isForMany(local) ? 0 : local.hi();
  }

  private boolean isForMany(Ip local) {
    RouteType type = stack.fib().addressType(local.hi(), socket.boundDevice());
    return type == RouteType.BROADCAST || type == RouteType.MULTICAST;
  }

  private @Nullable NetDevice device(Control control, boolean multicast) {
    NetDevice device = control.device() == null ? socket.boundDevice() : control.device();
    return device == null && multicast ? socket.multicastDevice() : device;
  }

  private int tos(Control control) {
    return control.tos() < 0 ? socket.tos() : control.tos();
  }

  private void fill(Route route, Control control) {
    header.clear();
    header.route = route;
    header.source = (int) (flow.sourceHi >>> 32);
    header.destination = (int) (flow.destinationHi >>> 32);
    header.protocol = socket.protocol();
    header.tos = tos(control);
    header.ttl = route.type() == RouteType.MULTICAST ? socket.multicastTtl() : socket.ttl();
    if (control.ttl() > 0) {
      header.ttl = control.ttl();
    }
    header.options = options;
    header.quiet = !socket.multicastLoop();
    if (control.confirm()) {
      stack.output().confirm(route, header.destination);
    }
  }

  /// The address the packet comes from.
  public int source() {
    return header.source;
  }

  /// The address it goes to in the end.
  public int destination() {
    return isSourceRouted() ? header.finalDestination : header.destination;
  }

  // ---- the packet

  /// Decides whether a packet with so many bytes behind its IP header may be cut, and refuses what
  /// is too large (`ip_append_data`, `__ip_make_skb`).
  ///
  /// @throws SocketException `EMSGSIZE`, also to the error queue
  public void size(Route route, int length, int port) throws SocketException {
    PathMtuDiscovery discovery = socket.pathMtuDiscovery();
    int optionBytes = options == null ? 0 : options.length();
    int path = stack.pathMtu().of(route, header.destination);
    int mtu = discovery.usesPath() ? path : route.device().mtu();
    if (mtu < Ipv4.MIN_MTU) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    int total = Ipv4.HEADER + optionBytes + length;
    if (total > (discovery.mayCut() ? LARGEST : mtu)) {
      socket.tooLarge(Ip.v4(header.destination), port, mtu - optionBytes);
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
    header.probesPath = !discovery.usesPath();
  }

  /// Puts the IP header in front and sends the packet; returns 0, or the number of an error. A full
  /// queue is one only to those who receive errors.
  public int send(Packet packet) {
    packet.mark(socket.mark());
    packet.priority(priority());
    Leg before = socket.begin(packet);
    int error = stack.output().sendDatagram(packet, header);
    socket.sent(before);
    return error;
  }

  /// That of the socket, or the one that the type of service stands for.
  private int priority() {
    return socket.priority() == 0 ? IpPriority.of(header.tos) : socket.priority();
  }

  /// Sends a packet that has its IP header (`raw_send_hdrinc`).
  ///
  /// @throws SocketException `EMSGSIZE` when it is larger than the device takes
  int sendIncluded(Route route, Packet packet) throws SocketException {
    if (packet.length() > route.device().mtu()) {
      int mtu = route.device().mtu();
      socket.world().consume(packet);
      socket.tooLarge(Ip.v4(header.destination), 0, mtu);
      throw new SocketException(Errno.EMSGSIZE);
    }
    packet.mark(socket.mark());
    packet.priority(priority());
    Leg before = socket.begin(packet);
    int error = stack.output().sendIncluded(packet, header);
    socket.sent(before);
    return error;
  }
}
