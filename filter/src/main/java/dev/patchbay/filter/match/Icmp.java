package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import java.util.List;

/// `-m icmp`: type and code of ICMP.
public final class Icmp implements MatchKind {
  private static final Option<IcmpNames.Kind> TYPE =
      Option.of("icmp-type", (reading, text) -> IcmpNames.V4.read(text)).mandatory().invertible();

  @Override
  public String name() {
    return "icmp";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV4;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TYPE);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Message(chosen.required(TYPE), chosen.inverted(TYPE));
  }

  record Message(IcmpNames.Kind kind, boolean inverted) implements Match {
    private static final int TYPE_AND_CODE = 4;

    @Override
    public String name() {
      return "icmp";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(IpProtocol.ICMP);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.fragment() != 0) {
        return false;
      }
      if (!packet.hasTransport(TYPE_AND_CODE)) {
        packet.hotDrop();
        return false;
      }
      int type = packet.bytes()[packet.transport()] & 0xff;
      int code = packet.bytes()[packet.transport() + 1] & 0xff;
      boolean fits = type == kind.type() && code >= kind.low() && code <= kind.high();
      return (kind.type() == 0xff || fits) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --icmp-type " : " --icmp-type ");
      out.append(kind.type() == 0xff ? "any" : Integer.toString(kind.type()));
      out.append(kind.hasAnyCode() ? "" : "/" + kind.low());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" icmp");
      IcmpNames.V4.list(out, kind, inverted, listing.numeric());
    }
  }
}
