package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6Receivers;
import org.jspecify.annotations.Nullable;

/// An ICMPv6 datagram socket: sends echo requests under an identifier of its own, and gets the
/// replies to them. For those whose group `net.ipv4.ping_group_range` names, which holds for IPv6,
/// too.
public final class PingSocket6 extends Ipv6Socket {
  private int identifier;

  private final Ip6Receivers.Echo receiver =
      new Ip6Receivers.Echo() {
        @Override
        public int identifier() {
          return identifier;
        }

        @Override
        public boolean matches(long localHi, long localLo, NetDevice device) {
          return isAt(localHi, localLo, device);
        }

        @Override
        public void deliver(Packet packet, NetDevice device) {
          enqueue(packet);
        }

        @Override
        public void error(Icmp6Error error) {
          take(error);
        }
      };

  /// A socket of the namespace; `title` says in journeys who sends.
  public PingSocket6(Netns netns, String title) {
    super(netns, IpProtocol.ICMPV6, title);
  }

  /// Bound to no device, it hears every domain (`ping_lookup`).
  @Override
  protected boolean hearsDomains() {
    return true;
  }

  /// Opens one as a descriptor of the process.
  ///
  /// @throws SocketException `EACCES` when its group may not
  public static PingSocket6 open(Process process) throws SocketException {
    if (!IpStack.of(process.netns()).settings().mayPing(process.user())) {
      throw new SocketException(Errno.EACCES);
    }
    return install(new PingSocket6(process.netns(), title(process)), process);
  }

  /// The identifier in its messages; 0 while it has none.
  public int identifier() {
    return identifier;
  }

  /// Chooses an identifier if it has none (`ping_get_port`).
  private void identify(Errno refusal) throws SocketException {
    if (identifier == 0) {
      identifier = PingIdentifiers.of(netns().machine()).take();
      if (identifier == 0) {
        throw new SocketException(refusal);
      }
      Ip6Receivers.of(netns()).add(receiver);
    }
  }

  /// Takes an address, and an identifier that no other socket has.
  ///
  /// @throws SocketException also `EADDRINUSE` when there is no identifier left
  @Override
  public void bind(Ip address) throws SocketException {
    super.bind(address);
    identify(Errno.EADDRINUSE);
  }

  @Override
  public void connect(Ip address) throws SocketException {
    identify(Errno.EAGAIN);
    super.connect(address);
  }

  @Override
  public int localPort() {
    return identifier;
  }

  /// Sends an echo request; identifier and checksum are filled in.
  ///
  /// @throws SocketException `EINVAL` for another type of message, and for a link-local destination
  ///   without a device
  @Override
  public void send(byte[] bytes, @Nullable Ip destination, boolean confirm) throws SocketException {
    boolean echo =
        bytes.length >= Icmpv6.HEADER
            && Icmpv6.type(bytes, 0) == Icmpv6.ECHO_REQUEST
            && Icmpv6.code(bytes, 0) == 0;
    if (!echo) {
      throw new SocketException(Errno.EINVAL);
    }
    Ip to = destination == null ? remote() : destination;
    if (to != null && to.isLinkLocal() && linkDevice() == null) {
      throw new SocketException(Errno.EINVAL);
    }
    identify(Errno.EAGAIN);
    byte[] message = bytes.clone();
    Icmpv6.id(message, 0, identifier);
    transmit(message, destination, confirm ? Control.CONFIRM : Control.NONE);
  }

  @Override
  protected void detach() {
    super.detach();
    if (identifier != 0) {
      Ip6Receivers.of(netns()).remove(receiver);
      PingIdentifiers.of(netns().machine()).giveBack(identifier);
    }
  }
}
