package dev.patchbay.stack.socket;

import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Routing;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Output;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the packets of a socket leave by IPv6: the way, the header, the size (`rawv6_sendmsg`,
/// `udpv6_sendmsg`, `ping_v6_sendmsg`, `__ip6_datagram_connect`).
///
/// A link-local address means something only together with a device: that of [#scope], or the one
/// the socket is bound to.
public final class Ipv6Sender {
  private static final int LARGEST = 0xffff;

  private final IpSocket socket;
  private final Ip6Netns ip6;
  private final Ip6Output output;
  private final Flow flow = new Flow();
  private final Ip6Header header = new Ip6Header();
  private @Nullable NetDevice scope;
  private int flowLabel;

  /// Whom packets pass first, or null (`IPV6_RTHDR`).
  private @Nullable Ip firstHop;

  public Ipv6Sender(IpSocket socket) {
    this.socket = socket;
    this.ip6 = Ip6Netns.of(socket.netns());
    this.output = Ip6.of(socket.netns().machine()).output();
  }

  /// The flow label of its packets; 0 for the one that the namespace makes (`IPV6_FLOWINFO_SEND`).
  public int flowLabel() {
    return flowLabel;
  }

  public void flowLabel(int value) {
    flowLabel = value;
  }

  /// Lets every packet pass this address on its way, by a routing header of type 2 (`IPV6_RTHDR`,
  /// RFC 6275 section 6.4), or with null take the straight one.
  ///
  /// @throws SocketException `EINVAL` for more than one: other types are not sent
  public void sourceRoute(List<Ip> hops) throws SocketException {
    if (hops.size() > 1) {
      throw new SocketException(Errno.EINVAL);
    }
    firstHop = hops.isEmpty() ? null : hops.getFirst();
  }

  /// The device that link-local destinations are on (`sin6_scope_id`), or null.
  public @Nullable NetDevice scope() {
    return scope;
  }

  public void scope(@Nullable NetDevice device) {
    scope = device;
  }

  /// The device that a link-local address is on, or null.
  public @Nullable NetDevice linkDevice() {
    return scope == null ? socket.boundDevice() : scope;
  }

  /// Refuses an address that a socket of the namespace may not be bound to.
  ///
  /// @throws SocketException `EINVAL` for a link-local one without a device, `EADDRNOTAVAIL`
  public void checkBind(Ip address) throws SocketException {
    if (address.isLinkLocal() && linkDevice() == null) {
      throw new SocketException(Errno.EINVAL);
    }
    boolean usable =
        address.isUnspecified()
            || address.isMulticast()
            || socket.transparent()
            || ip6.setting(Ip6Setting.IP_NONLOCAL_BIND) != 0
            || isOwn(address);
    if (!usable) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
  }

  /// Whether the address is of the socket's routing domain, or when it is link-local, of its device
  /// (`ipv6_chk_addr`).
  private boolean isOwn(Ip address) {
    NetDevice on = address.isLinkLocal() ? linkDevice() : null;
    InterfaceAddress own =
        Addresses.of(socket.netns()).find(Family.IPV6, address.hi(), address.lo(), on);
    NetDevice bound = socket.boundDevice();
    return own != null
        && (on != null
            || L3Master.of(own.inetDevice().device())
                == (bound == null ? null : L3Master.of(bound)));
  }

  /// `::` means this host.
  public static Ip meaning(Ip destination) {
    return destination.isUnspecified() ? Ip.LOOPBACK6 : destination;
  }

  // ---- the way

  /// Finds the way to `destination`; [#source] then says the address the packet comes from.
  ///
  /// @throws SocketException as the route says; `EADDRNOTAVAIL` when there is no source
  public Route route(Ip destination, int port, Control control) throws SocketException {
    Ip local = control.source() == null ? socket.local() : control.source();
    flow.clear();
    Ip first = firstHop == null ? destination : firstHop;
    flow.destinationHi = first.hi();
    flow.destinationLo = first.lo();
    if (local != null && !local.isMulticast()) {
      flow.sourceHi = local.hi();
      flow.sourceLo = local.lo();
    }
    flow.output = control.device() == null ? outputDevice(destination) : control.device();
    flow.tos = trafficClass(control);
    flow.mark = socket.mark();
    flow.protocol = socket.protocol();
    flow.sourcePort = socket.localPort();
    flow.destinationPort = port;
    flow.uid = socket.user();
    Route route = isMapped(destination) ? null : fib().output(flow);
    if (route == null) {
      throw noRoute(flow.error);
    }
    if (route.error() != 0) {
      throw SocketException.of(route.error());
    }
    flow.destinationHi = destination.hi();
    flow.destinationLo = destination.lo();
    fill(route, control);
    return route;
  }

  private Fib fib() {
    return Fib.of(socket.netns(), Family.IPV6);
  }

  /// Whether the address is one of IPv4 in IPv6's form, to which nothing leads (RFC 4291 section
  /// 2.5.5.2).
  private static boolean isMapped(Ip address) {
    return address.hi() == 0 && address.lo() >>> 32 == 0xffff;
  }

  /// A host without any address at all hears of that first (`ip6_dst_lookup_tail`).
  private SocketException noRoute(int error) {
    boolean sourceless =
        (flow.sourceHi | flow.sourceLo) == 0 && !output.hasSource(socket.netns(), flow);
    if (sourceless) {
      return new SocketException(Errno.EADDRNOTAVAIL);
    }
    return error == 0 ? new SocketException(Errno.ENETUNREACH) : SocketException.of(error);
  }

  private @Nullable NetDevice outputDevice(Ip destination) {
    boolean linkScope =
        destination.isLinkLocal()
            || (destination.isMulticast() && Ipv6.multicastScope(destination.hi()) <= 2);
    NetDevice device = linkScope ? linkDevice() : socket.boundDevice();
    return device == null && destination.isMulticast() ? socket.multicastDevice() : device;
  }

  private int trafficClass(Control control) {
    return control.tos() < 0 ? socket.tos() : control.tos();
  }

  private void fill(Route route, Control control) {
    header.of(flow, route);
    header.trafficClass = trafficClass(control);
    header.flowLabel = flowLabel;
    if (control.ttl() >= 0) {
      header.hopLimit = control.ttl();
    } else if (Ipv6.isMulticast(flow.destinationHi)) {
      header.hopLimit = socket.multicastTtl();
    } else if (socket.ttl() != 0) {
      header.hopLimit = socket.ttl();
    }
    header.mayCut = socket.pathMtuDiscovery().mayCut();
    header.quiet = !socket.multicastLoop();
    if (control.confirm()) {
      output.confirm(route, flow.destinationHi, flow.destinationLo);
    }
  }

  /// The address the packet comes from.
  public Ip source() {
    return Ip.v6(header.sourceHi, header.sourceLo);
  }

  // ---- the packet

  /// Refuses a packet with so many bytes behind its IPv6 header that is too large and may not be
  /// cut (`__ip6_append_data`).
  ///
  /// @throws SocketException `EMSGSIZE`, also to the error queue
  public void size(Route route, int length, int port) throws SocketException {
    PathMtuDiscovery discovery = socket.pathMtuDiscovery();
    int mtu =
        discovery.usesPath()
            ? ip6.pathMtu().of(route, flow.destinationHi, flow.destinationLo)
            : route.device().mtu();
    int most = discovery.mayCut() ? Ipv6.HEADER + LARGEST : mtu;
    int headers = Ipv6.HEADER + (firstHop == null ? 0 : Ipv6Routing.TYPE_2_LENGTH);
    if (headers + length > most) {
      socket.tooLarge(Ip.v6(flow.destinationHi, flow.destinationLo), port, mtu);
      throw new SocketException(Errno.EMSGSIZE);
    }
  }

  /// Puts the IPv6 header in front and sends the packet; returns 0, or the number of an error. A
  /// full queue is one only to those who receive errors.
  public int send(Packet packet) {
    if (firstHop != null) {
      pushRouting(packet, firstHop);
    }
    packet.mark(socket.mark());
    packet.priority(socket.priority());
    Leg before = socket.begin(packet);
    int error = output.sendDatagram(packet, header);
    socket.sent(before);
    return error;
  }

  /// `ipv6_push_rthdr0`: the packet goes to the hop, and the header says where to from there. A
  /// checksum is that of a packet that has arrived.
  private void pushRouting(Packet packet, Ip hop) {
    if (header.protocol == IpProtocol.ICMPV6) {
      int at = packet.head();
      int length = packet.length();
      long pseudo =
          Checksum.pseudo(
              header.sourceHi,
              header.sourceLo,
              header.destinationHi,
              header.destinationLo,
              IpProtocol.ICMPV6,
              length);
      Icmpv6.checksum(packet.bytes(), at, 0);
      int sum = Checksum.fold(Checksum.add(pseudo, packet.bytes(), at, length));
      Icmpv6.checksum(packet.bytes(), at, sum);
    }
    Ipv6Routing.pushType2(packet, header.protocol, header.destinationHi, header.destinationLo);
    header.protocol = IpProtocol.ROUTING;
    header.destinationHi = hop.hi();
    header.destinationLo = hop.lo();
  }
}
