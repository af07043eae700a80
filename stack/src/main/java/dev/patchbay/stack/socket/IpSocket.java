package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.route.L3Master;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A socket above IPv4 or IPv6: addresses of both ends, a device, and what its packets say (ip(7),
/// ipv6(7)). What is sent and received, and how the way is found, is the family's.
public abstract class IpSocket extends Socket {
  private final Family family;
  private final int protocol;
  private @Nullable NetDevice boundDevice;
  private @Nullable NetDevice multicastDevice;
  private @Nullable Ip local;
  private @Nullable Ip remote;
  private @Nullable Ip multicastSource;
  private @Nullable Memberships memberships;
  private boolean broadcast;
  private boolean dontRoute;
  private boolean transparent;
  private boolean receivesErrors;
  private int ttl;
  private int multicastTtl = 1;
  private boolean multicastLoop = true;
  private int tos;
  private int mark;
  private int priority;
  private PathMtuDiscovery discovery = PathMtuDiscovery.WANT;

  /// A socket of the namespace for an IP protocol.
  protected IpSocket(Netns netns, Family family, int protocol, String title) {
    this(netns, family, protocol, title, true);
  }

  /// As the other; one of the kernel's own does not hold its namespace.
  protected IpSocket(Netns netns, Family family, int protocol, String title, boolean holds) {
    super(netns, title, holds);
    this.family = family;
    this.protocol = protocol;
  }

  public final Family family() {
    return family;
  }

  /// The IP protocol.
  public final int protocol() {
    return protocol;
  }

  // ---- the two ends

  /// The address it receives at and sends from, or null when it has none (`getsockname`).
  public final @Nullable Ip local() {
    return local;
  }

  protected final void local(@Nullable Ip address) {
    local = address;
  }

  /// The other end, or null when it is not connected (`getpeername`).
  public final @Nullable Ip remote() {
    return remote;
  }

  protected final void remote(@Nullable Ip address) {
    remote = address;
  }

  /// Takes an address of the namespace for its own (`bind`).
  ///
  /// @throws SocketException `EADDRNOTAVAIL` when the namespace has no such address
  public abstract void bind(Ip address) throws SocketException;

  /// Sends to this address only, and receives from it only (`connect`). Finds the way and the
  /// source address.
  ///
  /// @throws SocketException `ENETUNREACH`, `EHOSTUNREACH`, `EACCES`, `EINVAL` as the route says;
  ///   `EACCES` for a broadcast that has not been permitted
  public abstract void connect(Ip address) throws SocketException;

  /// The destination as it is meant, if the socket can speak to it: an address of IPv4 in IPv6's
  /// form is that of IPv4, and none at all is this host.
  ///
  /// @throws SocketException `EAFNOSUPPORT`, `ENETUNREACH`
  protected final Ip destination(Ip address, boolean ipv6Only) throws SocketException {
    Ip to = address.unmapped();
    Ip own = local;
    if (to.isV6() && to.isUnspecified()) {
      to = own != null && own.isV4() ? Ip.LOOPBACK4 : Ip.LOOPBACK6;
    }
    if (family == Family.IPV4 && to.isV6()) {
      throw new SocketException(Errno.EAFNOSUPPORT);
    }
    boolean apart = own != null && own.family() != to.family();
    if (apart || (to.isV4() && ipv6Only)) {
      throw new SocketException(Errno.ENETUNREACH);
    }
    return to;
  }

  /// Refuses a port that is root's to one that is not root's.
  ///
  /// @throws SocketException `EACCES`
  protected final void checkPrivilege(int port) throws SocketException {
    if (port != 0 && user() != 0 && LocalPorts.of(netns()).isPrivileged(port)) {
      throw new SocketException(Errno.EACCES);
    }
  }

  /// The device it must send and receive by (`SO_BINDTODEVICE`), or null.
  public final @Nullable NetDevice boundDevice() {
    return boundDevice;
  }

  /// Binds it to the device of that name; to none with an empty one.
  ///
  /// @throws SocketException `ENODEV` when there is no such device
  public final void bindDevice(String name) throws SocketException {
    NetDevice device = name.isEmpty() ? null : netns().device(name);
    if (device == null && !name.isEmpty()) {
      throw new SocketException(Errno.ENODEV);
    }
    boundDevice = device;
  }

  /// Takes from the socket that listens what its connections have from it.
  protected final void takeOptions(IpSocket listener) {
    user(listener.user());
    dontRoute = listener.dontRoute;
    transparent = listener.transparent;
    receivesErrors = listener.receivesErrors;
    ttl = listener.ttl;
    tos = listener.tos;
    mark = listener.mark;
    priority = listener.priority;
    discovery = listener.discovery;
  }

  /// In a routing domain it is bound to that from the start.
  @Override
  public void createdBy(Process process) {
    super.createdBy(process);
    boundDevice = process.domain();
  }

  protected final void boundDevice(@Nullable NetDevice device) {
    boundDevice = device;
  }

  /// Whether it hears what comes by the device.
  protected final boolean hears(NetDevice device) {
    boolean accept = boundDevice == null && L3Master.of(device) != null && hearsDomains();
    return L3Master.reaches(boundDevice, device, accept);
  }

  /// Whether it hears what comes in routing domains without being bound to one
  /// (`raw_l3mdev_accept`, `udp_l3mdev_accept`).
  protected boolean hearsDomains() {
    return IpStack.of(netns()).settings().isOn(IpSetting.RAW_L3MDEV_ACCEPT);
  }

  /// The multicast groups it has joined.
  public final Memberships memberships() {
    Memberships known = memberships;
    if (known == null) {
      known = new Memberships(this);
      memberships = known;
    }
    return known;
  }

  /// How many groups of IPv4 it may join (`igmp_max_memberships`).
  final int mostMemberships() {
    return IpStack.of(netns()).settings().get(IpSetting.IGMP_MAX_MEMBERSHIPS);
  }

  /// How many sources of a group it may name (`igmp_max_msf`, `mld_max_msf`).
  final int mostSources(Family of) {
    return of == Family.IPV4
        ? IpStack.of(netns()).settings().get(IpSetting.IGMP_MAX_MSF)
        : Ip6Netns.of(netns().machine().initialNetns()).setting(Ip6Setting.MLD_MAX_MSF);
  }

  /// Whether it hears what is sent to the group, or to one address, and comes by the device.
  protected final boolean hears(
      Family packets, long hi, long lo, long sourceHi, long sourceLo, NetDevice device) {
    boolean group =
        packets == Family.IPV4 ? Ipv4.isMulticast((int) (hi >>> 32)) : Ipv6.isMulticast(hi);
    return !group
        || memberships == null
        || memberships.hears(packets, hi, lo, sourceHi, sourceLo, device);
  }

  /// The port of its own end: of a ping socket its identifier, of a raw socket 0.
  public int localPort() {
    return 0;
  }

  /// The port of the other end, or 0.
  public int remotePort() {
    return 0;
  }

  // ---- options

  /// Whether it may send to broadcast addresses (`SO_BROADCAST`).
  public final boolean broadcast() {
    return broadcast;
  }

  public final void broadcast(boolean value) {
    broadcast = value;
  }

  /// Whether errors are queued with all that is known of them (`IP_RECVERR`).
  public final boolean receivesErrors() {
    return receivesErrors;
  }

  public final void receivesErrors(boolean value) {
    receivesErrors = value;
  }

  /// The TTL or hop limit of its packets, 1 to 255; 0 for as many as the route or the namespace
  /// says (`IP_TTL`, `IPV6_UNICAST_HOPS`).
  public final int ttl() {
    return ttl;
  }

  public final void ttl(int value) {
    ttl = value;
  }

  /// The same for multicast (`IP_MULTICAST_TTL`); 1 at first.
  public final int multicastTtl() {
    return multicastTtl;
  }

  public final void multicastTtl(int value) {
    multicastTtl = value;
  }

  /// Whether the namespace hears the multicast it sends (`IP_MULTICAST_LOOP`).
  public final boolean multicastLoop() {
    return multicastLoop;
  }

  public final void multicastLoop(boolean value) {
    multicastLoop = value;
  }

  /// The device multicast leaves by (`IP_MULTICAST_IF`), or null.
  public final @Nullable NetDevice multicastDevice() {
    return multicastDevice;
  }

  public final void multicastDevice(@Nullable NetDevice device) {
    multicastDevice = device;
  }

  /// The type of service or traffic class of its packets.
  public final int tos() {
    return tos;
  }

  public final void tos(int value) {
    tos = value;
  }

  /// The mark of its packets (`SO_MARK`).
  public final int mark() {
    return mark;
  }

  public final void mark(int value) {
    mark = value;
  }

  /// The queueing priority of its packets (`SO_PRIORITY`).
  public final int priority() {
    return priority;
  }

  public final void priority(int value) {
    priority = value;
  }

  /// The address multicast comes from unless the socket is bound (`IP_MULTICAST_IF`), or null.
  public final @Nullable Ip multicastSource() {
    return multicastSource;
  }

  public final void multicastSource(@Nullable Ip address) {
    multicastSource = address;
  }

  /// Whether it only reaches hosts on a link (`SO_DONTROUTE`).
  public final boolean dontRoute() {
    return dontRoute;
  }

  public final void dontRoute(boolean value) {
    dontRoute = value;
  }

  /// Whether it may use addresses that are not this namespace's (`IP_TRANSPARENT`, `IP_FREEBIND`).
  public final boolean transparent() {
    return transparent;
  }

  public final void transparent(boolean value) {
    transparent = value;
  }

  public final PathMtuDiscovery pathMtuDiscovery() {
    return discovery;
  }

  public final void pathMtuDiscovery(PathMtuDiscovery value) {
    discovery = value;
  }

  // ---- packets

  /// Sends `bytes`, which begin with the transport header, to `destination`, or when that is null
  /// to the address it is connected to. `confirm` says that the program has heard from there, so
  /// the neighbour need not be asked (`MSG_CONFIRM`).
  ///
  /// @throws SocketException when the packet is refused, or with an error that was pending
  public abstract void send(byte[] bytes, @Nullable Ip destination, boolean confirm)
      throws SocketException;

  /// The datagram that has waited longest, or null when there is none.
  ///
  /// @throws SocketException with an error that was pending
  public abstract @Nullable Datagram receive() throws SocketException;

  /// A packet of these bytes.
  protected final Packet packet(byte[] bytes) {
    Packet packet = world().allocate(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), packet.put(bytes.length), bytes.length);
    return packet;
  }

  /// Fails with the error that sending returned. A full queue is one only to those who ask.
  protected final void failUnlessSent(int error) throws SocketException {
    if (error != 0 && (error != Errno.ENOBUFS.number() || receivesErrors())) {
      throw SocketException.of(error);
    }
  }

  @Override
  protected void detach() {
    if (memberships != null) {
      memberships.leaveAll();
    }
  }

  // ---- errors

  /// Queues that a packet was larger than `mtu` bytes (`ip_local_error`).
  final void tooLarge(Ip destination, int port, int mtu) {
    if (receivesErrors()) {
      long now = world().loop().now();
      SocketError.Origin origin = SocketError.Origin.LOCAL;
      byte[] nothing = {};
      enqueue(
          new SocketError(
              Errno.EMSGSIZE, origin, 0, 0, mtu, null, destination, port, nothing, 0, now));
    }
  }

  /// An ICMP error quotes a packet of this socket that was for `port`; what it carried stands in
  /// the message from `payload` on (`raw_err`, `__udp4_lib_err`, `ping_err`).
  protected final void take(IcmpError error, int payload, int port) {
    IcmpErrno meaning = IcmpErrno.of(error.type(), error.code());
    boolean needed = error.isFragmentationNeeded();
    if (needed) {
      IpStack.of(netns()).pathMtu().learn(error);
    }
    if (receivesErrors()) {
      Packet packet = error.packet();
      enqueue(
          new SocketError(
              meaning.errno(),
              SocketError.Origin.ICMP,
              error.type(),
              error.code(),
              error.info(),
              Ip.v4(error.offender()),
              Ip.v4(error.destination()),
              port,
              Arrays.copyOfRange(packet.bytes(), payload, packet.tail()),
              Ipv4.ttl(packet.bytes(), packet.network()),
              world().loop().now()));
    }
    tell(meaning, needed ? discovery != PathMtuDiscovery.DONT : meaning.isFatal());
  }

  /// As [#take(IcmpError, int, int)], for ICMPv6 (`rawv6_err`, `__udp6_lib_err`).
  protected final void take(Icmp6Error error, int payload, int port) {
    IcmpErrno meaning = IcmpErrno.ofIcmpv6(error.type(), error.code());
    if (receivesErrors()) {
      Packet packet = error.packet();
      enqueue(
          new SocketError(
              meaning.errno(),
              SocketError.Origin.ICMP6,
              error.type(),
              error.code(),
              error.info(),
              error.offender(),
              error.destination(),
              port,
              Arrays.copyOfRange(packet.bytes(), payload, packet.tail()),
              Ipv6.hopLimit(packet.bytes(), packet.network()),
              world().loop().now()));
    }
    boolean tooBig = error.type() == Icmpv6.PACKET_TOO_BIG;
    tell(meaning, tooBig ? discovery == PathMtuDiscovery.DO : meaning.isFatal());
  }

  private void tell(IcmpErrno meaning, boolean fatal) {
    if (receivesErrors() || (fatal && remote != null)) {
      pending(meaning.errno());
    }
  }
}
