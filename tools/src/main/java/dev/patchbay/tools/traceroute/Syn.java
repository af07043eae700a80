package dev.patchbay.tools.traceroute;

import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Tcp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A segment of TCP as a probe (`-T`): one that asks for a connection, unless `-O` says otherwise.
/// The host refuses or accepts it; what it accepts the own kernel, which knows of no such
/// connection, resets.
final class Syn {
  /// The port of `-T`.
  static final int PORT = 80;

  private static final int SEGMENT_SIZE = 1460;
  private static final int WINDOW = 4 * SEGMENT_SIZE;
  private static final int SCALE = 2;

  /// The flags, the lowest bit first.
  private static final List<String> FLAGS =
      List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr");

  private final int flags;
  private final int segmentSize;
  private final boolean sack;
  private final boolean timestamps;
  private final boolean scaling;

  /// As `-O` says; without flags and options of TCP the ones that a Linux host sends.
  Syn(MethodOptions options) {
    int asked = flags(options);
    flags = asked == 0 ? Tcp.SYN : asked;
    Long size = options.number("mss");
    segmentSize = size == null ? SEGMENT_SIZE : size.intValue();
    boolean optionsSaid =
        options.has("sack")
            || options.has("timestamps")
            || options.has("window_scaling")
            || options.has("flags");
    boolean usual = options.has("sysctl") || (!optionsSaid && (asked & ~Tcp.SYN) == 0);
    sack = usual || options.has("sack");
    timestamps = usual || options.has("timestamps");
    scaling = usual || options.has("window_scaling");
  }

  private static int flags(MethodOptions options) {
    Long exact = options.number("flags");
    if (exact != null) {
      return exact.intValue() & 0xff;
    }
    int flags = 0;
    for (int i = 0; i < FLAGS.size(); i++) {
      flags |= options.has(FLAGS.get(i)) ? 1 << i : 0;
    }
    return options.has("ecn") ? flags | Tcp.SYN | Tcp.ECE | Tcp.CWR : flags;
  }

  /// Its bytes: only what asks for a connection has options.
  int length() {
    if ((flags & Tcp.SYN) == 0) {
      return Tcp.HEADER;
    }
    int marks = timestamps ? 12 : sack ? 4 : 0;
    return Tcp.HEADER + 4 + marks + (scaling ? 4 : 0);
  }

  byte[] segment(Ip source, int sourcePort, Ip destination, int port, int sequence) {
    byte[] bytes = new byte[length()];
    Tcp.sourcePort(bytes, 0, sourcePort);
    Tcp.destinationPort(bytes, 0, port);
    Tcp.sequence(bytes, 0, sequence);
    Tcp.headerLength(bytes, 0, bytes.length);
    Tcp.flags(bytes, 0, flags);
    Tcp.window(bytes, 0, WINDOW);
    if (bytes.length > Tcp.HEADER) {
      options(ByteBuffer.wrap(bytes, Tcp.HEADER, bytes.length - Tcp.HEADER), sequence);
    }
    Tcp.fillChecksum(bytes, 0, bytes.length, pseudo(source, destination, bytes.length));
    return bytes;
  }

  private void options(ByteBuffer options, int sequence) {
    options.put((byte) Tcp.OPTION_MSS).put((byte) 4).putShort((short) segmentSize);
    if (sack) {
      options.put((byte) Tcp.OPTION_SACK_PERMITTED).put((byte) 2);
    } else if (timestamps) {
      options.put((byte) Tcp.OPTION_NOP).put((byte) Tcp.OPTION_NOP);
    }
    if (timestamps) {
      options.put((byte) Tcp.OPTION_TIMESTAMP).put((byte) 10).putInt(sequence).putInt(0);
    } else if (sack) {
      options.put((byte) Tcp.OPTION_NOP).put((byte) Tcp.OPTION_NOP);
    }
    if (scaling) {
      options.put((byte) Tcp.OPTION_NOP);
      options.put((byte) Tcp.OPTION_WINDOW).put((byte) 3).put((byte) SCALE);
    }
  }

  /// The flags of the segment at `at`, as `info` shows them: `<rst,ack>`.
  static String shownFlags(byte[] bytes, int at) {
    int flags = Tcp.flags(bytes, at);
    List<String> set = new ArrayList<>();
    for (int i = 0; i < FLAGS.size(); i++) {
      if ((flags & 1 << i) != 0) {
        set.add(FLAGS.get(i));
      }
    }
    return "<" + String.join(",", set) + ">";
  }

  private static long pseudo(Ip source, Ip destination, int length) {
    return source.isV4()
        ? Checksum.pseudo(
            (int) (source.hi() >>> 32), (int) (destination.hi() >>> 32), IpProtocol.TCP, length)
        : Checksum.pseudo(
            source.hi(), source.lo(), destination.hi(), destination.lo(), IpProtocol.TCP, length);
  }

  /// Whether a segment at `at`, of which a few bytes may be all there is, comes from `from` and
  /// goes to `to`.
  static boolean isBetween(byte[] bytes, int at, int from, int to) {
    return bytes.length >= at + 4
        && Tcp.sourcePort(bytes, at) == from
        && Tcp.destinationPort(bytes, at) == to;
  }
}
