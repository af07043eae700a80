package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Route;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What raw and ping sockets above IPv4 have in common: how they are bound and connected, what they
/// receive, and how errors are told.
abstract class Ipv4Socket extends IpSocket {
  private static final int LARGEST = 0xffff;

  private final Ipv4Sender sender;

  Ipv4Socket(Netns netns, int protocol, String title) {
    super(netns, Family.IPV4, protocol, title);
    this.sender = new Ipv4Sender(this);
    if (stack().settings().isOn(IpSetting.IP_NO_PMTU_DISC)) {
      pathMtuDiscovery(PathMtuDiscovery.DONT);
    }
  }

  final IpStack stack() {
    return sender.stack();
  }

  /// Lets every packet carry these IP options (`IP_OPTIONS`); none when there are no bytes.
  ///
  /// @throws SocketException `EINVAL` when they are malformed
  public final void options(byte[] bytes) throws SocketException {
    sender.options(bytes);
  }

  // ---- the two ends

  @Override
  public void bind(Ip address) throws SocketException {
    if (!sender.mayBind(address)) {
      throw new SocketException(Errno.EADDRNOTAVAIL);
    }
    local(address.isUnspecified() ? null : address);
  }

  @Override
  public void connect(Ip address) throws SocketException {
    sender.connect(address.toInt(), 0);
    if (local() == null) {
      local(Ip.v4(sender.source()));
    }
    remote(Ip.v4(sender.destination()));
  }

  /// Whether packets between these addresses that come by the device are for it.
  final boolean isBetween(int ours, int theirs, NetDevice device) {
    Ip local = local();
    Ip remote = remote();
    return (local == null || local.toInt() == ours)
        && (remote == null || remote.toInt() == theirs)
        && hears(device);
  }

  // ---- sending

  /// Sends a packet with this payload, if the kernel would.
  final void transmit(byte[] bytes, @Nullable Ip to, Control control) throws SocketException {
    Ip destination = to == null ? remote() : to;
    if (bytes.length > LARGEST) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    if (destination == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    Route route = sender.route(destination.toInt(), 0, control);
    sender.size(route, bytes.length, 0);
    failIfPending();
    failUnlessSent(sender.send(packet(bytes)));
  }

  /// Sends a packet that begins with its IP header.
  final void transmitIncluded(byte[] bytes, @Nullable Ip to, Control control)
      throws SocketException {
    Ip destination = to == null ? remote() : to;
    if (destination == null) {
      throw new SocketException(Errno.EDESTADDRREQ);
    }
    if (bytes.length > LARGEST) {
      throw new SocketException(Errno.EMSGSIZE);
    }
    Route route = sender.route(destination.toInt(), 0, control);
    if (bytes.length < Ipv4.HEADER || Ipv4.headerLength(bytes, 0) > bytes.length) {
      throw new SocketException(Errno.EINVAL);
    }
    failIfPending();
    failUnlessSent(sender.sendIncluded(route, packet(bytes)));
  }

  // ---- receiving

  /// Receives a packet; with its IP header, or from the transport header on.
  final @Nullable Datagram receive(boolean withHeader) throws SocketException {
    failIfPending();
    Packet packet = dequeue();
    if (packet == null) {
      return null;
    }
    int from = withHeader ? packet.network() : packet.transport();
    byte[] bytes = Arrays.copyOfRange(packet.bytes(), from, packet.tail());
    Datagram datagram = Datagram.ofIpv4(packet, bytes, 0);
    world().deliver(packet);
    return datagram;
  }

  // ---- errors

  /// An ICMP error quotes a packet of this socket (`raw_err`, `ping_err`).
  final void take(IcmpError error) {
    take(error, error.payload(), 0);
  }
}
