package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Tcp;
import java.util.List;

/// `-m tcpmss`: the maximum segment size that a TCP header offers.
public final class Tcpmss implements MatchKind {
  private static final Option<Range> MSS =
      Option.of("mss", Values.range(0xffff)).mandatory().invertible();

  @Override
  public String name() {
    return "tcpmss";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(MSS);
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.required(MSS).min() > chosen.required(MSS).max()) {
      throw new Refusal("tcpmss: invalid range given");
    }
    return new Offer(chosen.required(MSS), chosen.inverted(MSS));
  }

  record Offer(Range range, boolean inverted) implements Match {
    private static final int KIND = 2;
    private static final int LENGTH = 4;

    @Override
    public String name() {
      return "tcpmss";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.TCP);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.transport();
      if (!packet.hasWholeHeader(20) || !Tcp.fits(bytes, at, packet.packet().tail())) {
        packet.hotDrop();
        return false;
      }
      int end = at + Tcp.headerLength(bytes, at);
      int option = at + Tcp.HEADER;
      while (option + LENGTH <= end) {
        int kind = bytes[option] & 0xff;
        if (kind == KIND && bytes[option + 1] == LENGTH) {
          return range.contains(Tcp.half(bytes, option + 2)) != inverted;
        }
        option += kind < KIND ? 1 : Math.max(bytes[option + 1] & 0xff, 1);
      }
      return inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --mss " : " --mss ").append(range.text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" tcpmss match ").append(inverted ? "!" : "").append(range.text());
    }
  }
}
