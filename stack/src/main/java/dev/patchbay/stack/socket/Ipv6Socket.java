package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.route.Route;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What raw and ping sockets above IPv6 have in common: how they are bound and connected, what they
/// receive, and how errors are told.
public abstract class Ipv6Socket extends IpSocket {
  private final Ipv6Sender sender;

  Ipv6Socket(Netns netns, int protocol, String title) {
    super(netns, Family.IPV6, protocol, title);
    this.sender = new Ipv6Sender(this);
  }

  /// The flow label of its packets; 0 for the one that the namespace makes (`IPV6_FLOWINFO_SEND`).
  public final int flowLabel() {
    return sender.flowLabel();
  }

  public final void flowLabel(int value) {
    sender.flowLabel(value);
  }

  /// Lets every packet pass these addresses on its way (`IPV6_RTHDR`); none when it is empty.
  ///
  /// @throws SocketException `EINVAL` for more than one
  public final void sourceRoute(List<Ip> hops) throws SocketException {
    sender.sourceRoute(hops);
  }

  // ---- the two ends

  /// The device that link-local destinations are on (`sin6_scope_id`), or null.
  public final @Nullable NetDevice scope() {
    return sender.scope();
  }

  public final void scope(@Nullable NetDevice device) {
    sender.scope(device);
  }

  final @Nullable NetDevice linkDevice() {
    return sender.linkDevice();
  }

  @Override
  public void bind(Ip address) throws SocketException {
    sender.checkBind(address);
    local(address.isUnspecified() ? null : address);
  }

  @Override
  public void connect(Ip address) throws SocketException {
    if (address.isLinkLocal() && linkDevice() == null) {
      throw new SocketException(Errno.EINVAL);
    }
    Ip destination = Ipv6Sender.meaning(address);
    sender.route(destination, 0, Control.NONE);
    if (local() == null) {
      local(sender.source());
    }
    remote(destination);
  }

  /// Whether packets to this address of ours that come by the device are for it.
  final boolean isAt(long hi, long lo, NetDevice device) {
    Ip local = local();
    boolean ours = local == null || Ipv6.isMulticast(hi) || is(local, hi, lo);
    return ours && hears(device);
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

  /// Sends a packet with this payload, if the kernel would.
  final void transmit(byte[] bytes, @Nullable Ip to, Control control) throws SocketException {
    Ip destination = to == null ? remote() : Ipv6Sender.meaning(to);
    if (destination == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    Route route = sender.route(destination, 0, control);
    sender.size(route, bytes.length, 0);
    failIfPending();
    Packet packet = packet(bytes);
    complete(packet, sender.source(), destination);
    failUnlessSent(sender.send(packet));
  }

  /// Fills in what the kernel knows of a payload, before its header is put in front.
  void complete(Packet packet, Ip source, Ip destination) throws SocketException {}

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
    byte[] bytes = Arrays.copyOfRange(packet.bytes(), packet.transport(), packet.tail());
    Datagram datagram = Datagram.ofIpv6(packet, bytes, 0);
    world().deliver(packet);
    return datagram;
  }

  // ---- errors

  /// An ICMPv6 error quotes a packet of this socket (`rawv6_err`, `ping_err`).
  final void take(Icmp6Error error) {
    take(error, error.payload(), 0);
  }

  /// Whether the socket's packets are ICMPv6, whose checksum the kernel fills in.
  final boolean isIcmp() {
    return protocol() == IpProtocol.ICMPV6;
  }
}
