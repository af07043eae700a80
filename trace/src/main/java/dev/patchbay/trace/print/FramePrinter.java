package dev.patchbay.trace.print;

import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;

/// Prints the frames of a capture, one after the other, as tcpdump does. It remembers what a line
/// needs of those before: the time of the last one, and where each TCP connection began.
public final class FramePrinter {
  /// The longest frame there may be.
  private static final int LENGTH_LIMIT = 262_144;

  private final PrintOptions options;
  private final Names names;
  private final TimeStamps times;
  private final TcpConversations conversations = new TcpConversations();
  private long count;

  /// A printer that looks names up at `names`, unless only numbers are wanted.
  public FramePrinter(PrintOptions options, Names names) {
    this.options = options;
    this.names = options.numeric() ? new OnlyDevices(names) : names;
    this.times = new TimeStamps(options);
  }

  /// The text of a frame, with the end of its last line. Never throws, whatever the bytes are.
  public String print(CapturedFrame frame) {
    Dissection d = new Dissection(frame.bytes(), options, names, conversations);
    count++;
    if (options.numbered()) {
      d.print("%5d  ", count);
    }
    if (isPossible(d, frame)) {
      d.put(times.text(frame.time()));
      dissect(d, frame);
      d.end(frame.bytes().length);
      dump(d);
    }
    return d.put('\n').text();
  }

  private static boolean isPossible(Dissection d, CapturedFrame frame) {
    int captured = frame.bytes().length;
    StringBuilder wrong = new StringBuilder();
    if (captured == 0) {
      wrong.append(" caplen==0,");
    }
    if (frame.length() == 0) {
      wrong.append(" len==0,");
    } else if (Integer.compareUnsigned(frame.length(), captured) < 0) {
      wrong.append(" len(").append(frame.length()).append(") < caplen(").append(captured);
      wrong.append("),");
    }
    tooLong(wrong, "caplen", captured);
    tooLong(wrong, "len", frame.length());
    if (wrong.isEmpty()) {
      return true;
    }
    d.put("[Invalid header:").put(wrong.substring(0, wrong.length() - 1)).put(']');
    return false;
  }

  private static void tooLong(StringBuilder wrong, String what, int length) {
    if (Integer.compareUnsigned(length, LENGTH_LIMIT) > 0) {
      String shown = Integer.toUnsignedString(length);
      wrong.append(' ').append(what).append('(').append(shown).append(") > ").append(LENGTH_LIMIT);
      wrong.append(',');
    }
  }

  private static void dissect(Dissection d, CapturedFrame frame) {
    try {
      print(d, frame.linkType(), frame.length());
    } catch (Truncated e) {
      d.cut();
      d.linkHeader(0);
    }
  }

  private static void print(Dissection d, LinkType type, int length) {
    switch (type) {
      case EN10MB -> d.linkHeader(EtherPrinter.print(d, 0, length));
      case LINUX_SLL -> CookedPrinter.print(d, length);
      case LINUX_SLL2 -> CookedPrinter.print2(d, length);
      case NULL, LOOP -> LoopbackPrinter.print(d, length);
      case PPP -> PppPrinter.frame(d, length);
      case PPP_SERIAL -> PppPrinter.serial(d, length);
      case C_HDLC -> ChdlcPrinter.frame(d, length);
      case FRELAY -> FrameRelayPrinter.frame(d, length);
      case RAW, IPV4, IPV6 -> raw(d, length);
    }
  }

  private static void raw(Dissection d, int length) {
    d.protocol("raw");
    if (d.options.link()) {
      d.put("ip: ");
    }
    IpProtocols.any(d, 0, length);
  }

  private void dump(Dissection d) {
    int from = options.dumpsLink() ? 0 : d.linkHeader();
    int length = d.left(from);
    if (length == 0) {
      return;
    }
    switch (options.dump()) {
      case NONE -> {}
      case HEX -> HexDump.hex(d, "\n\t", from, length);
      case HEX_AND_TEXT -> HexDump.hexAndText(d, "\n\t", from, length);
      case TEXT -> HexDump.text(d, from, length);
    }
  }
}
