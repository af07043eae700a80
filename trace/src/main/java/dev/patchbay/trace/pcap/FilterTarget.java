package dev.patchbay.trace.pcap;

import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.LinkType;

/// What a filter is compiled for.
///
/// @param linkType what the first bytes of the packets are
/// @param source where the packets come from
/// @param snapLength what the program answers for a packet that it selects
/// @param netmask the mask of the interface's network, for `ip broadcast`
public record FilterTarget(LinkType linkType, Source source, int snapLength, int netmask) {
  /// Where packets come from.
  public enum Source {
    /// Nowhere: the program is only looked at.
    NONE,
    /// A capture file.
    FILE,
    /// A capture file of a host with the other byte order.
    SWAPPED_FILE,
    /// An interface: what is known beside the bytes can be asked for, and the outer VLAN tag is
    /// there, not in the bytes.
    LIVE
  }

  /// Packets of a type, from nowhere.
  public static FilterTarget of(LinkType linkType) {
    return new FilterTarget(linkType, Source.NONE, CaptureReader.MAXIMUM_SNAP_LENGTH, 0);
  }

  /// The same from there.
  public FilterTarget from(Source from) {
    return new FilterTarget(linkType, from, snapLength, netmask);
  }

  boolean isFile() {
    return source == Source.FILE || source == Source.SWAPPED_FILE;
  }
}
