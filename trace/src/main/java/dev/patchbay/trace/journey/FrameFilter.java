package dev.patchbay.trace.journey;

import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.trace.pcap.Names;
import dev.patchbay.trace.pcap.PcapFilter;
import dev.patchbay.trace.pcap.PcapFilterException;
import java.util.function.Predicate;

/// Whether a packet, as it was seen at that moment, is one that an expression of tcpdump's language
/// chooses.
final class FrameFilter implements Predicate<Journey.Entry> {
  private final PcapFilter framed;
  private final PcapFilter bare;

  /// @throws CommandException with status 2 and a caret under the place where it makes no sense
  FrameFilter(String expression) {
    framed = compile(expression, LinkType.EN10MB);
    bare = compile(expression, LinkType.RAW);
  }

  private static PcapFilter compile(String expression, LinkType type) {
    try {
      return PcapFilter.compile(expression, type, Names.NONE);
    } catch (PcapFilterException e) {
      String caret = " ".repeat(Math.max(0, e.position())) + "^";
      throw new CommandException(
          2, "filter: " + e.getMessage() + "\n  " + expression + "\n  " + caret);
    }
  }

  @Override
  public boolean test(Journey.Entry entry) {
    Frame frame = entry.frame();
    if (frame == null) {
      return false;
    }
    byte[] bytes = frame.bytes();
    PcapFilter filter = frame.hasLink() ? framed : bare;
    return filter.matches(bytes, 0, bytes.length, frame.length());
  }
}
