package dev.patchbay.stack.socket;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.RawReceiver;
import org.jspecify.annotations.Nullable;

/// A raw socket above IPv4 (raw(7)): sends payloads of one protocol, and gets a copy of every
/// packet of that protocol, IP header included.
public final class RawSocket extends Ipv4Socket {
  private int icmpFilter;
  private boolean headerIncluded;

  private final RawReceiver receiver =
      new RawReceiver() {
        @Override
        public int protocol() {
          return RawSocket.this.protocol();
        }

        @Override
        public boolean matches(int local, int remote, NetDevice device) {
          return isBetween(local, remote, device);
        }

        @Override
        public boolean refuses(Packet packet) {
          return isFiltered(packet);
        }

        @Override
        public void deliver(Packet packet, NetDevice device) {
          enqueue(packet);
        }

        @Override
        public void error(IcmpError error) {
          if (error.type() != Icmp.SOURCE_QUENCH && (receivesErrors() || remote() != null)) {
            take(error);
          }
        }
      };

  /// A socket of the namespace; `title` says in journeys who sends.
  public RawSocket(Netns netns, int protocol, String title) {
    super(netns, protocol, title);
    headerIncluded = protocol == IpProtocol.RAW;
    stack().receivers().add(receiver);
  }

  /// Opens one as a descriptor of the process.
  ///
  /// @throws SocketException `EPERM` when it is not root's
  public static RawSocket open(Process process, int protocol) throws SocketException {
    if (process.user() != 0) {
      throw new SocketException(Errno.EPERM);
    }
    return install(new RawSocket(process.netns(), protocol, title(process)), process);
  }

  /// Keeps ICMP messages of the types away whose bits are set (`ICMP_FILTER`).
  public void icmpFilter(int types) {
    icmpFilter = types;
  }

  /// Lets programs give their packets IP headers of their own (`IP_HDRINCL`); so it is from the
  /// start with protocol 255.
  public void headerIncluded(boolean value) {
    headerIncluded = value;
  }

  private boolean isFiltered(Packet packet) {
    if (protocol() != IpProtocol.ICMP || !Icmp.fits(packet.bytes(), packet.head(), packet.tail())) {
      return false;
    }
    int type = Icmp.type(packet.bytes(), packet.head());
    return type < 32 && (icmpFilter >>> type & 1) != 0;
  }

  @Override
  public void send(byte[] bytes, @Nullable Ip destination, boolean confirm) throws SocketException {
    Control control = confirm ? Control.CONFIRM : Control.NONE;
    if (headerIncluded) {
      transmitIncluded(bytes, destination, control);
    } else {
      transmit(bytes, destination, control);
    }
  }

  @Override
  public @Nullable Datagram receive() throws SocketException {
    return receive(true);
  }

  @Override
  protected void detach() {
    super.detach();
    stack().receivers().remove(receiver);
  }
}
