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

/// `-m esp`: the index of an ESP packet's security association.
public final class Esp implements MatchKind {
  private static final int LEAST = dev.patchbay.packet.Esp.HEADER;
  private static final Option<Range> INDEX =
      Option.of("espspi", Values.range(Numbers.MOST)).invertible();

  @Override
  public String name() {
    return "esp";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(INDEX);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Index(Numbers.of(chosen, INDEX));
  }

  record Index(Numbers index) implements Match {
    @Override
    public String name() {
      return "esp";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.ESP);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return packet.hasWholeHeader(LEAST)
          && index.matches(dev.patchbay.packet.Esp.index(packet.bytes(), packet.transport()));
    }

    @Override
    public void save(StringBuilder out) {
      index.save(out, "espspi");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      index.list(out.append(" esp"), " spi");
    }
  }
}
