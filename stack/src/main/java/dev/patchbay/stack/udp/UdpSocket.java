package dev.patchbay.stack.udp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6Netns;
import dev.patchbay.stack.ip6.Ip6Setting;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Ipv4Sender;
import dev.patchbay.stack.socket.Ipv6Sender;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A UDP socket (udp(7)). One above IPv6 speaks IPv4, too, unless [#ipv6Only]: there an IPv4
/// address is meant by itself and by its form `::ffff:a.b.c.d`; [#local] and [#remote] are then
/// IPv4 addresses.
///
/// Reading: [#receive] gives a whole datagram; what a program has no room for is its to forget
/// (`MSG_TRUNC`).
public final class UdpSocket extends IpSocket {
  private static final int LARGEST = 0xffff;

  private final UdpTable table;
  private final Ipv4Sender ipv4;
  private final @Nullable Ipv6Sender ipv6;
  private int localPort;
  private int remotePort;
  private boolean addressGiven;
  private boolean portGiven;
  private boolean ipv6Only;
  private boolean reuseAddress;
  private boolean reusePort;
  private boolean withoutChecksum;
  private @Nullable Encapsulation encapsulation;
  private boolean takesNoChecksum;

  /// The next one in its bucket of the [UdpTable].
  @Nullable UdpSocket next;

  /// A socket of the namespace; `title` says in journeys who sends.
  public UdpSocket(Netns netns, Family family, String title) {
    this(netns, family, title, true);
  }

  /// A socket of the kernel's own (`udp_sock_create`), which does not hold its namespace.
  public static UdpSocket ofKernel(Netns netns, Family family) {
    return new UdpSocket(netns, family, "kernel", false);
  }

  private UdpSocket(Netns netns, Family family, String title, boolean holds) {
    super(netns, family, IpProtocol.UDP, title, holds);
    this.table = UdpTable.of(netns);
    this.ipv4 = new Ipv4Sender(this);
    this.ipv6 = family == Family.IPV6 ? new Ipv6Sender(this) : null;
    this.ipv6Only = family == Family.IPV6 && Ip6Netns.of(netns).setting(Ip6Setting.BINDV6ONLY) != 0;
    if (IpStack.of(netns).settings().isOn(IpSetting.IP_NO_PMTU_DISC)) {
      pathMtuDiscovery(PathMtuDiscovery.DONT);
    }
  }

  /// Opens one as a descriptor of the process.
  public static UdpSocket open(Process process, Family family) {
    return install(new UdpSocket(process.netns(), family, title(process)), process);
  }

  // ---- options

  /// Whether a socket above IPv6 keeps away from IPv4 (`IPV6_V6ONLY`).
  public boolean ipv6Only() {
    return ipv6Only;
  }

  /// Keeps it away from IPv4, or lets it speak it.
  ///
  /// @throws SocketException `EINVAL` once it has a port
  public void ipv6Only(boolean value) throws SocketException {
    if (localPort != 0) {
      throw new SocketException(Errno.EINVAL);
    }
    ipv6Only = value;
  }

  /// Whether it shares its port with others that say so (`SO_REUSEADDR`).
  public boolean reuseAddress() {
    return reuseAddress;
  }

  public void reuseAddress(boolean value) {
    reuseAddress = value;
  }

  /// Whether it shares its port, and what comes to it, with others of its user that say so
  /// (`SO_REUSEPORT`).
  public boolean reusePort() {
    return reusePort;
  }

  public void reusePort(boolean value) {
    reusePort = value;
  }

  /// Whether its datagrams above IPv4 have no checksum (`SO_NO_CHECK`).
  public void withoutChecksum(boolean value) {
    withoutChecksum = value;
  }

  /// The device that link-local addresses of IPv6 are on (`sin6_scope_id`).
  public void scope(@Nullable NetDevice device) {
    if (ipv6 != null) {
      ipv6.scope(device);
    }
  }

  /// The flow label of its packets (`IPV6_FLOWINFO_SEND`); 0 for the one that the namespace makes.
  public void flowLabel(int label) {
    if (ipv6 != null) {
      ipv6.flowLabel(label);
    }
  }

  /// Lets every packet by IPv4 carry these IP options (`IP_OPTIONS`); none when there are no bytes.
  ///
  /// @throws SocketException `EINVAL` when they are malformed
  public void options(byte[] bytes) throws SocketException {
    ipv4.options(bytes);
  }

  /// Lets every packet by IPv6 pass these addresses on its way (`IPV6_RTHDR`); none when it is
  /// empty.
  ///
  /// @throws SocketException `EINVAL` for more than one
  public void sourceRoute(List<Ip> hops) throws SocketException {
    if (ipv6 != null) {
      ipv6.sourceRoute(hops);
    }
  }

  /// Lets a tunnel have what comes (`UDP_ENCAP`), or with null nobody.
  public void encapsulation(@Nullable Encapsulation value) {
    encapsulation = value;
  }

  /// Whether it takes datagrams without a checksum above IPv6 (`UDP_NO_CHECK6_RX`, RFC 6935).
  public void takesNoChecksum(boolean value) {
    takesNoChecksum = value;
  }

  boolean takesNoChecksum() {
    return takesNoChecksum;
  }

  @Nullable Encapsulation encapsulation() {
    return encapsulation;
  }

  // ---- the two ends

  /// Its port, or 0 while it has none.
  @Override
  public int localPort() {
    return localPort;
  }

  void localPort(int port) {
    localPort = port;
  }

  /// The port of the other end, or 0.
  @Override
  public int remotePort() {
    return remotePort;
  }

  /// Takes an address of the namespace, and any port.
  @Override
  public void bind(Ip address) throws SocketException {
    bind(address, 0);
  }

  /// Takes an address of the namespace, or any (`0.0.0.0`, `::`), and a port, or with 0 one that is
  /// free (`inet_bind`, `inet6_bind`).
  ///
  /// @throws SocketException `EADDRNOTAVAIL`, `EACCES` for a port that is root's, `EADDRINUSE`,
  ///   `EINVAL` when it has a port already or a link-local address lacks a device, `EAFNOSUPPORT`
  public void bind(Ip address, int port) throws SocketException {
    Ip at = address.unmapped();
    if (family() == Family.IPV4 && !at.isV4()) {
      throw new SocketException(Errno.EAFNOSUPPORT);
    }
    if (at.isV4()) {
      checkIpv4(at, port);
    } else {
      checkIpv6(at, port);
    }
    local(at.isUnspecified() ? null : at);
    if (!table.take(this, port)) {
      local(null);
      throw new SocketException(Errno.EADDRINUSE);
    }
    addressGiven = local() != null;
    portGiven = port != 0;
  }

  private void checkIpv4(Ip address, int port) throws SocketException {
    if (ipv6Only) {
      throw new SocketException(Errno.EINVAL);
    }
    if (!ipv4.mayBind(address)) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    checkPort(port);
  }

  private void checkIpv6(Ip address, int port) throws SocketException {
    Ipv6Sender sender = Objects.requireNonNull(ipv6);
    checkPort(port);
    sender.checkBind(address);
    NetDevice link = sender.linkDevice();
    if (address.isLinkLocal() && link != null) {
      boundDevice(link);
    }
  }

  private void checkPort(int port) throws SocketException {
    checkPrivilege(port);
    if (localPort != 0 || remote() != null) {
      throw new SocketException(Errno.EINVAL);
    }
  }

  /// Chooses a port if it has none.
  private void autobind() throws SocketException {
    if (localPort == 0 && !table.take(this, 0)) {
      throw new SocketException(Errno.EAGAIN);
    }
  }

  /// Connects to the port that it is connected to at another address, or to port 0.
  @Override
  public void connect(Ip address) throws SocketException {
    connect(address, remotePort);
  }

  /// Sends to this address and port, and receives from there only. Finds the way and the source
  /// address.
  ///
  /// @throws SocketException as the route says; `EACCES` for a broadcast that has not been
  ///   permitted, `EINVAL` for a link-local address without a device, `EAFNOSUPPORT`
  public void connect(Ip address, int port) throws SocketException {
    autobind();
    Ip to = destination(address, ipv6Only);
    Ip source = to.isV4() ? connectIpv4(to, port) : connectIpv6(to, port);
    if (local() == null) {
      local(source);
    }
    remotePort = port;
  }

  private Ip connectIpv4(Ip to, int port) throws SocketException {
    ipv4.connect(to.toInt(), port);
    remote(Ip.v4(ipv4.destination()));
    return Ip.v4(ipv4.source());
  }

  private Ip connectIpv6(Ip to, int port) throws SocketException {
    Ipv6Sender sender = Objects.requireNonNull(ipv6);
    NetDevice link = to.isLinkLocal() ? sender.linkDevice() : null;
    if (to.isLinkLocal() && link == null) {
      throw new SocketException(Errno.EINVAL);
    }
    sender.route(to, port, Control.NONE);
    if (link != null) {
      boundDevice(link);
    }
    remote(to);
    return sender.source();
  }

  /// Is connected no more; what was chosen for it is given back (`connect` to `AF_UNSPEC`).
  public void disconnect() {
    remote(null);
    remotePort = 0;
    boundDevice(null);
    if (!addressGiven) {
      local(null);
    }
    if (!portGiven) {
      table.remove(this);
      localPort = 0;
    }
  }

  // ---- sending

  /// Sends to where it is connected.
  public void send(byte[] data) throws SocketException {
    send(data, null, 0, Control.NONE);
  }

  /// Sends to the port that it is connected to, at another address or the same.
  @Override
  public void send(byte[] data, @Nullable Ip destination, boolean confirm) throws SocketException {
    send(data, destination, remotePort, confirm ? Control.CONFIRM : Control.NONE);
  }

  /// Sends a datagram to an address and port, or with a null address to where it is connected
  /// (`udp_sendmsg`, `udpv6_sendmsg`).
  ///
  /// @throws SocketException `EDESTADDRREQ`, `EMSGSIZE`, `EINVAL` for port 0, as the route says, or
  ///   with an error that was pending
  public void send(byte[] data, @Nullable Ip address, int port, Control control)
      throws SocketException {
    autobind();
    if (data.length > LARGEST && family() == Family.IPV4) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    if (address != null && port == 0) {
      throw new SocketException(Errno.EINVAL);
    }
    Ip remote = address == null ? remote() : destination(address, ipv6Only);
    if (remote == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    int toPort = address == null ? remotePort : port;
    int error =
        remote.isV4()
            ? sendIpv4(data, remote, toPort, control)
            : sendIpv6(data, remote, toPort, control);
    UdpCounters counters = table.counters(remote.family());
    boolean full = error == Errno.ENOBUFS.number();
    counters.count(full ? UdpCounter.SNDBUF_ERRORS : UdpCounter.OUT_DATAGRAMS);
    failUnlessSent(error);
  }

  private int sendIpv4(byte[] data, Ip to, int port, Control control) throws SocketException {
    Route route = ipv4.route(to.toInt(), port, control);
    ipv4.size(route, Udp.HEADER + data.length, port);
    failIfPending();
    Packet packet = packet(data);
    int at = Udp.push(packet, localPort, port);
    if (!withoutChecksum) {
      long pseudo =
          Checksum.pseudo(ipv4.source(), ipv4.destination(), IpProtocol.UDP, packet.length());
      checksum(packet, at, pseudo, Ipv4.HEADER, route);
    }
    return ipv4.send(packet);
  }

  private int sendIpv6(byte[] data, Ip to, int port, Control control) throws SocketException {
    Ipv6Sender sender = Objects.requireNonNull(ipv6);
    Route route = sender.route(to, port, control);
    sender.size(route, Udp.HEADER + data.length, port);
    failIfPending();
    Packet packet = packet(data);
    int at = Udp.push(packet, localPort, port);
    Ip from = sender.source();
    long pseudo =
        Checksum.pseudo(from.hi(), from.lo(), to.hi(), to.lo(), IpProtocol.UDP, packet.length());
    checksum(packet, at, pseudo, Ipv6.HEADER, route);
    return sender.send(packet);
  }

  /// Leaves the checksum to the device when the datagram goes out whole (`__ip_append_data`).
  private static void checksum(Packet packet, int at, long pseudo, int header, Route route) {
    if (header + packet.length() > route.device().mtu()) {
      Udp.fillChecksum(packet.bytes(), at, pseudo);
      return;
    }
    Udp.checksum(packet.bytes(), at, Checksum.foldSum(pseudo));
    packet.checksumPartial(at, Udp.CHECKSUM_OFFSET);
  }

  // ---- receiving

  /// The datagram that has waited longest, or null when there is none.
  @Override
  public @Nullable Datagram receive() throws SocketException {
    Packet packet = sound();
    if (packet == null) {
      return null;
    }
    Datagram datagram = datagram(packet);
    dequeue();
    table.counters(familyOf(packet)).count(UdpCounter.IN_DATAGRAMS);
    world().deliver(packet);
    return datagram;
  }

  /// As [#receive], but the datagram stays (`MSG_PEEK`).
  public @Nullable Datagram peek() throws SocketException {
    Packet packet = sound();
    return packet == null ? null : datagram(packet);
  }

  /// The first packet whose checksum is right; those before it are dropped.
  private @Nullable Packet sound() throws SocketException {
    failIfPending();
    Packet packet = first();
    while (packet != null && !UdpInput.checksumHolds(packet)) {
      dequeue();
      countDrop();
      UdpCounters counters = table.counters(familyOf(packet));
      counters.count(UdpCounter.IN_CSUM_ERRORS);
      counters.count(UdpCounter.IN_ERRORS);
      world().drop(packet, DropReason.UDP_CSUM);
      packet = first();
    }
    return packet;
  }

  private static Datagram datagram(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport();
    byte[] data = Arrays.copyOfRange(bytes, at + Udp.HEADER, packet.tail());
    int port = Udp.sourcePort(bytes, at);
    return familyOf(packet) == Family.IPV4
        ? Datagram.ofIpv4(packet, data, port)
        : Datagram.ofIpv6(packet, data, port);
  }

  private static Family familyOf(Packet packet) {
    return UdpInput.isIpv4(packet) ? Family.IPV4 : Family.IPV6;
  }

  /// Queues a packet that is for it; returns whether there was room.
  boolean queue(Packet packet) {
    return enqueue(packet);
  }

  /// Hears of an error about what it sent to `port`; the data stands in the message from `payload`
  /// on.
  void tell(IcmpError error, int payload, int port) {
    if (encapsulation != null) {
      tellTunnel(error);
    } else if (error.type() != Icmp.SOURCE_QUENCH) {
      take(error, payload, port);
    }
  }

  /// What a tunnel has sent was too large for its path: that is remembered, and nobody else told.
  static void tellTunnel(IcmpError error) {
    if (error.isFragmentationNeeded()) {
      IpStack.of(error.device()).pathMtu().learn(error);
    }
  }

  /// As [#tell(IcmpError, int, int)], for ICMPv6.
  void tell(Icmp6Error error, int payload, int port) {
    if (encapsulation == null) {
      take(error, payload, port);
    }
  }

  // ---- what the table asks

  /// Whether it is bound to this address.
  boolean isBoundTo(Ends ends) {
    Ip local = local();
    return local != null
        && local.hi() == ends.localHi
        && local.lo() == ends.localLo
        && local.family() == ends.family;
  }

  /// Whether it takes the family's packets to any address.
  boolean isBoundToAny(Family packets) {
    return local() == null && speaks(packets);
  }

  /// Whether packets of the family may come to it.
  boolean speaks(Family packets) {
    return family() == packets || (packets == Family.IPV4 && !ipv6Only);
  }

  /// How much it says of packets from there that come by the device, or -1 when it refuses them
  /// (`compute_score`).
  int score(Ends ends, NetDevice device) {
    Ip remote = remote();
    NetDevice bound = boundDevice();
    if ((remote != null && (remote.hi() != ends.remoteHi || remote.lo() != ends.remoteLo))
        || (remotePort != 0 && remotePort != ends.remotePort)
        || !hears(device)) {
      return -1;
    }
    int own = family() == ends.family ? 2 : 1;
    return own + (remote == null ? 0 : 4) + (remotePort == 0 ? 0 : 4) + (bound == null ? 0 : 4);
  }

  @Override
  protected boolean hearsDomains() {
    return IpStack.of(netns()).settings().isOn(IpSetting.UDP_L3MDEV_ACCEPT);
  }

  /// Whether it wants a packet for many (`__udp_is_mcast_sock`).
  boolean wants(Ends ends, NetDevice by) {
    return (isBoundToAny(ends.family) || isBoundTo(ends))
        && score(ends, by) >= 0
        && hears(ends.family, ends.localHi, ends.localLo, ends.remoteHi, ends.remoteLo, by);
  }

  @Override
  protected void detach() {
    super.detach();
    if (localPort != 0) {
      table.remove(this);
    }
  }
}
