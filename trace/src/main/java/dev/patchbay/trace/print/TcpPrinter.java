package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.trace.print.TcpConversations.Ends;
import dev.patchbay.trace.print.TcpConversations.Start;
import org.jspecify.annotations.Nullable;

/// TCP (RFC 9293): flags, sequence numbers counted from where the connection began, options.
final class TcpPrinter {
  private static final int HEADER = 20;
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;
  private static final int URG = 0x20;
  private static final int LONGEST_RESET_TEXT = 30;

  private static final Tokens FLAGS =
      Tokens.of(
          """
          1 F
          2 S
          4 R
          8 P
          16 .
          32 U
          64 E
          128 W
          """);

  private TcpPrinter() {}

  static void print(Dissection d, int at, int length, IpLayer ip) {
    d.protocol("tcp");
    if (!d.has(at + 2, 2)) {
      d.put(ip.source(d)).put(" > ").put(ip.destination(d)).put(':');
      d.cut();
      return;
    }
    String from = d.port(d.u2(at), "tcp");
    ip.printEnds(d, IpProtocol.TCP, from, d.port(d.u2(at + 2), "tcp"));
    if (!d.has(at, HEADER)) {
      d.cut();
      return;
    }
    int header = (d.u1(at + 12) >> 4) * 4;
    if (header < HEADER) {
      d.print(" tcp %d ", Integer.toUnsignedLong(length - header));
      d.print("[bad hdr length %d - too short, < %d]", header, HEADER);
    } else if (d.options.quiet() > 0) {
      d.print("tcp %d", Integer.toUnsignedLong(length - header));
      tooLong(d, header, length);
    } else {
      new Segment(d, at, header, length, ip).print();
    }
  }

  private static boolean tooLong(Dissection d, int header, int length) {
    if (header <= length) {
      return false;
    }
    d.print(" [bad hdr length %d - too long, > %d]", header, length);
    return true;
  }

  /// One segment, whose header is there.
  private static final class Segment {
    private final Dissection d;
    private final int at;
    private final int header;
    private final int length;
    private final IpLayer ip;
    private final int flags;
    private int sequence;
    private int acknowledged;

    /// What SACK blocks are counted from.
    private int blocksStart;

    Segment(Dissection d, int at, int header, int length, IpLayer ip) {
      this.d = d;
      this.at = at;
      this.header = header;
      this.length = length;
      this.ip = ip;
      this.flags = d.u1(at + 13);
      this.sequence = d.s4(at + 4);
      this.acknowledged = d.s4(at + 8);
    }

    private boolean is(int flag) {
      return (flags & flag) != 0;
    }

    void print() {
      d.print("Flags [%s]", FLAGS.bits(flags, "", "none"));
      if (!d.options.absolute() && is(ACK)) {
        countFromStart();
      }
      if (tooLong(d, header, length)) {
        return;
      }
      checksum();
      int payload = length - header;
      numbers(payload);
      TcpOptions options =
          new TcpOptions(d, at + HEADER, header - HEADER, blocksStart, isWhole(), flags);
      if (!options.print()) {
        return;
      }
      d.put(", length ").put(payload);
      if (payload > 0) {
        payload(payload);
      }
    }

    /// Whether all of the segment was captured.
    private boolean isWhole() {
      return d.has(at, length);
    }

    private void countFromStart() {
      int source = d.u2(at);
      int destination = d.u2(at + 2);
      Ip from = ip.isV4() ? d.ip4(ip.at() + 12) : d.ip6(ip.at() + 8);
      Ip to = ip.isV4() ? d.ip4(ip.at() + 16) : d.ip6(ip.at() + 24);
      boolean reverse =
          source > destination || (source == destination && compareAddresses(from, to) > 0);
      Ends ends =
          reverse
              ? new Ends(to, from, destination, source)
              : new Ends(from, to, source, destination);
      @Nullable Start start = d.conversations.find(ends);
      if (start == null || is(SYN)) {
        int before = acknowledged - 1;
        start = reverse ? new Start(before, sequence) : new Start(sequence, before);
        d.conversations.begin(ends, start);
      } else {
        sequence -= reverse ? start.high() : start.low();
        acknowledged -= reverse ? start.low() : start.high();
      }
      blocksStart = reverse ? start.low() : start.high();
    }

    private static int compareAddresses(Ip a, Ip b) {
      int high = Long.compareUnsigned(a.hi(), b.hi());
      return high != 0 ? high : Long.compareUnsigned(a.lo(), b.lo());
    }

    private void checksum() {
      if (!d.verbose() || d.options.unchecked() || ip.isFragment() || !isWhole()) {
        return;
      }
      int sum = ip.sum(d, IpProtocol.TCP, at, length);
      int stored = d.u2(at + 16);
      d.print(", cksum 0x%04x", stored);
      if (sum == 0) {
        d.put(" (correct)");
      } else {
        d.print(" (incorrect -> 0x%04x)", IpLayer.shouldBe(stored, sum));
      }
    }

    private void numbers(int payload) {
      if (d.verbose(2) || payload > 0 || is(SYN | FIN | RST)) {
        d.put(", seq ").put(Integer.toUnsignedLong(sequence));
        if (payload > 0) {
          d.put(':').put(Integer.toUnsignedLong(sequence + payload));
        }
      }
      if (is(ACK)) {
        d.put(", ack ").put(Integer.toUnsignedLong(acknowledged));
      }
      d.put(", win ").put(d.u2(at + 14));
      if (is(URG)) {
        d.put(", urg ").put(d.u2(at + 18));
      }
    }

    private void payload(int payload) {
      if (!d.has(at, header)) {
        d.print(" [remaining caplen(%d) < header length(%d)]", d.left(at), header);
        throw new Truncated();
      }
      if (is(RST) && d.verbose()) {
        resetText(at + header, payload);
      } else {
        TcpPorts.print(d, d.u2(at), d.u2(at + 2), at + header, payload);
      }
    }

    /// A reset's payload says why (RFC 9293 3.5.2).
    private void resetText(int from, int payload) {
      d.put(d.has(from, payload) ? " [RST" : " [!RST");
      d.put(payload > LONGEST_RESET_TEXT ? "+ " : " ");
      d.letters(from, Math.min(payload, LONGEST_RESET_TEXT));
      d.put(']');
    }
  }
}
