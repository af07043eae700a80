package dev.patchbay.stack.socket;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6Receivers;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A raw socket above IPv6 (raw(7), ipv6(7)): sends payloads of one protocol, and gets a copy of
/// every packet of that protocol, from the transport header on. Checksums of ICMPv6 are filled in.
public final class RawSocket6 extends Ipv6Socket {
  private static final int NONE = -1;

  private @Nullable BitSet refused;
  private int checksumOffset = NONE;

  private final Ip6Receivers.Raw receiver =
      new Ip6Receivers.Raw() {
        @Override
        public int protocol() {
          return RawSocket6.this.protocol();
        }

        @Override
        public boolean matches(
            long localHi, long localLo, long remoteHi, long remoteLo, NetDevice device) {
          return isBetween(localHi, localLo, remoteHi, remoteLo, device);
        }

        @Override
        public boolean refuses(Packet packet) {
          return isFiltered(packet);
        }

        @Override
        public void deliver(Packet packet, NetDevice device) {
          if (checksumHolds(packet)) {
            enqueue(packet);
          } else {
            countDrop();
            world().drop(packet, DropReason.NOT_SPECIFIED);
          }
        }

        @Override
        public void error(Icmp6Error error) {
          if (receivesErrors() || remote() != null) {
            take(error);
          }
        }
      };

  /// A socket of the namespace; `title` says in journeys who sends.
  public RawSocket6(Netns netns, int protocol, String title) {
    super(netns, protocol, title);
    Ip6Receivers.of(netns).add(receiver);
  }

  /// Opens one as a descriptor of the process.
  ///
  /// @throws SocketException `EPERM` when it is not root's
  public static RawSocket6 open(Process process, int protocol) throws SocketException {
    if (process.user() != 0) {
      throw new SocketException(Errno.EPERM);
    }
    return install(new RawSocket6(process.netns(), protocol, title(process)), process);
  }

  /// Keeps ICMPv6 messages of these types away (`ICMP6_FILTER`).
  public void refuse(BitSet types) {
    refused = (BitSet) types.clone();
  }

  /// Lets the kernel compute and check the checksum that stands `offset` bytes into the payload, an
  /// even number; with -1 none (`IPV6_CHECKSUM`). ICMPv6 has its own in any case.
  ///
  /// @throws SocketException `EINVAL` for an odd offset, or for ICMPv6
  public void checksumOffset(int offset) throws SocketException {
    if (isIcmp() || (offset > 0 && (offset & 1) != 0)) {
      throw new SocketException(Errno.EINVAL);
    }
    checksumOffset = Math.max(offset, NONE);
  }

  @Override
  void complete(Packet packet, Ip source, Ip destination) throws SocketException {
    if (checksumOffset == NONE) {
      return;
    }
    if (checksumOffset + 1 >= packet.length()) {
      world().consume(packet);
      throw new SocketException(Errno.EINVAL);
    }
    int at = packet.head();
    byte[] bytes = packet.bytes();
    put(bytes, at + checksumOffset, 0);
    long pseudo =
        Checksum.pseudo(
            source.hi(),
            source.lo(),
            destination.hi(),
            destination.lo(),
            protocol(),
            packet.length());
    int checksum = Checksum.fold(Checksum.add(pseudo, bytes, at, packet.length()));
    boolean absent = checksum == 0 && protocol() == IpProtocol.UDP;
    put(bytes, at + checksumOffset, absent ? 0xffff : checksum);
  }

  private static void put(byte[] bytes, int at, int checksum) {
    bytes[at] = (byte) (checksum >>> 8);
    bytes[at + 1] = (byte) checksum;
  }

  private boolean checksumHolds(Packet packet) {
    int at = packet.transport();
    int length = packet.tail() - at;
    return checksumOffset == NONE
        || Checksum.fold(
                Checksum.add(
                    Checksum.pseudoV6(packet.bytes(), packet.network(), protocol(), length),
                    packet.bytes(),
                    at,
                    length))
            == 0;
  }

  private boolean isFiltered(Packet packet) {
    BitSet types = refused;
    return types != null
        && isIcmp()
        && Icmpv6.fits(packet.bytes(), packet.head(), packet.tail())
        && types.get(Icmpv6.type(packet.bytes(), packet.head()));
  }

  @Override
  public void send(byte[] bytes, @Nullable Ip destination, boolean confirm) throws SocketException {
    transmit(bytes, destination, confirm ? Control.CONFIRM : Control.NONE);
  }

  @Override
  protected void detach() {
    super.detach();
    Ip6Receivers.of(netns()).remove(receiver);
  }
}
