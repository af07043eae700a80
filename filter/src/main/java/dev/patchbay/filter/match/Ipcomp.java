package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;

/// `-m ipcomp`: the index by which a packet of IP Payload Compression says how it was compressed
/// (RFC 3173 section 3).
public final class Ipcomp implements MatchKind {
  private static final int HEADER = 4;
  private static final Option<Range> INDEX =
      Option.of("ipcompspi", Values.range(Numbers.MOST)).invertible();
  private static final Option<Void> RESERVED = Option.flag("compres");

  @Override
  public String name() {
    return "ipcomp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(INDEX, RESERVED);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Index(Numbers.of(chosen, INDEX), chosen.has(RESERVED));
  }

  /// @param reserved shown, and never looked at
  record Index(Numbers index, boolean reserved) implements Match {
    @Override
    public String name() {
      return "ipcomp";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.COMP);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      if (!packet.hasTransport(HEADER)) {
        packet.hotDrop();
        return false;
      }
      // The index is where UDP has its destination port.
      return index.matches(packet.destinationPort());
    }

    @Override
    public void save(StringBuilder out) {
      index.save(out, "ipcompspi");
      out.append(reserved ? " --compres" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      index.list(out.append(" comp "), "spi");
      out.append(reserved ? " reserved" : "");
    }
  }
}
