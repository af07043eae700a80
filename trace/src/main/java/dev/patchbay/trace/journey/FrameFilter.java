package dev.patchbay.trace.journey;

import dev.patchbay.core.Frame;
import dev.patchbay.core.Journey;
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

  /// @throws PcapFilterException when the expression makes no sense
  FrameFilter(String expression, Names names) throws PcapFilterException {
    framed = PcapFilter.compile(expression, LinkType.EN10MB, names);
    bare = bare(expression, names);
  }

  /// What has no link header yet is nothing that `arp` or `ether host` could mean.
  private static PcapFilter bare(String expression, Names names) {
    try {
      return PcapFilter.compile(expression, LinkType.RAW, names);
    } catch (PcapFilterException e) {
      return PcapFilter.nothing();
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
