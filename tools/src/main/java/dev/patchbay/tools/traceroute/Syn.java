package dev.patchbay.tools.traceroute;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Tcp;
import java.nio.ByteBuffer;

/// The segment that asks for a connection, as a probe (`-T`). The host refuses or accepts it; what
/// it accepts the own kernel, which knows of no such connection, resets.
final class Syn {
  /// Bytes of the header, with the options that a Linux host sends.
  static final int LENGTH = 40;

  /// The port of `-T`.
  static final int PORT = 80;

  private static final int SEGMENT_SIZE = 1460;
  private static final int WINDOW = 4 * SEGMENT_SIZE;
  private static final int SCALE = 2;

  private Syn() {}

  static byte[] segment(Ip source, int sourcePort, Ip destination, int port, int sequence) {
    byte[] bytes = new byte[LENGTH];
    Tcp.sourcePort(bytes, 0, sourcePort);
    Tcp.destinationPort(bytes, 0, port);
    Tcp.sequence(bytes, 0, sequence);
    Tcp.headerLength(bytes, 0, LENGTH);
    Tcp.flags(bytes, 0, Tcp.SYN);
    Tcp.window(bytes, 0, WINDOW);
    ByteBuffer options = ByteBuffer.wrap(bytes, Tcp.HEADER, LENGTH - Tcp.HEADER);
    options.put((byte) Tcp.OPTION_MSS).put((byte) 4).putShort((short) SEGMENT_SIZE);
    options.put((byte) Tcp.OPTION_SACK_PERMITTED).put((byte) 2);
    options.put((byte) Tcp.OPTION_TIMESTAMP).put((byte) 10).putInt(sequence).putInt(0);
    options.put((byte) Tcp.OPTION_NOP);
    options.put((byte) Tcp.OPTION_WINDOW).put((byte) 3).put((byte) SCALE);
    Tcp.fillChecksum(bytes, 0, LENGTH, pseudo(source, destination));
    return bytes;
  }

  private static long pseudo(Ip source, Ip destination) {
    return source.isV4()
        ? Checksum.pseudo(
            (int) (source.hi() >>> 32), (int) (destination.hi() >>> 32), IpProtocol.TCP, LENGTH)
        : Checksum.pseudo(
            source.hi(), source.lo(), destination.hi(), destination.lo(), IpProtocol.TCP, LENGTH);
  }

  /// Whether a segment at `at`, of which a few bytes may be all there is, comes from `from` and
  /// goes to `to`.
  static boolean isBetween(byte[] bytes, int at, int from, int to) {
    return bytes.length >= at + 4
        && Tcp.sourcePort(bytes, at) == from
        && Tcp.destinationPort(bytes, at) == to;
  }
}
