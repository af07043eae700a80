package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.EchoReceiver;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import org.jspecify.annotations.Nullable;

/// An ICMP datagram socket (icmp(7)): sends echo requests under an identifier of its own, and gets
/// the replies to them, without IP header. For those whose group `ping_group_range` names.
public final class PingSocket extends Ipv4Socket {
  private int identifier;

  private final EchoReceiver receiver =
      new EchoReceiver() {
        @Override
        public int identifier() {
          return identifier;
        }

        @Override
        public boolean matches(int local, NetDevice device) {
          Ip own = local();
          return (own == null || own.toInt() == local || Ipv4.isMulticast(local)) && hears(device);
        }

        @Override
        public void deliver(Packet packet, NetDevice device) {
          enqueue(packet);
        }

        @Override
        public void error(IcmpError error) {
          take(error);
        }
      };

  /// A socket of the namespace; `title` says in journeys who sends.
  public PingSocket(Netns netns, String title) {
    super(netns, IpProtocol.ICMP, title);
  }

  /// Bound to no device, it hears every domain (`ping_lookup`).
  @Override
  protected boolean hearsDomains() {
    return true;
  }

  /// Opens one as a descriptor of the process.
  ///
  /// @throws SocketException `EACCES` when its group may not
  public static PingSocket open(Process process) throws SocketException {
    if (!IpStack.of(process.netns()).settings().mayPing(process.user())) {
      throw new SocketException(Errno.EACCES);
    }
    return install(new PingSocket(process.netns(), title(process)), process);
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
      stack().receivers().add(receiver);
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
  /// @throws SocketException `EINVAL` for another type of message
  @Override
  public void send(byte[] bytes, @Nullable Ip destination, boolean confirm) throws SocketException {
    if (bytes.length < Icmp.HEADER) {
      throw new SocketException(Errno.EINVAL);
    }
    if (Icmp.type(bytes, 0) != Icmp.ECHO_REQUEST || Icmp.code(bytes, 0) != 0) {
      throw new SocketException(Errno.EINVAL);
    }
    identify(Errno.EAGAIN);
    byte[] message = bytes.clone();
    Icmp.id(message, 0, identifier);
    Icmp.fillChecksum(message, 0, message.length);
    transmit(message, destination, confirm ? Control.CONFIRM : Control.NONE);
  }

  @Override
  public @Nullable Datagram receive() throws SocketException {
    return receive(false);
  }

  @Override
  protected void detach() {
    super.detach();
    if (identifier != 0) {
      stack().receivers().remove(receiver);
      PingIdentifiers.of(netns().machine()).giveBack(identifier);
    }
  }
}
