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
import java.util.List;

/// What icmp and icmp6 have in common: a match that looks at type and code.
abstract sealed class IcmpMatch implements MatchKind permits Icmp, Icmp6 {
  private static final int ANY = 0xff;

  private final Family family;
  private final String name;
  private final String optionName;
  private final int protocol;
  private final String shown;
  private final IcmpNames names;
  private final Option<IcmpNames.Kind> type;

  /// `protocol` is the number of the messages, `shown` its name as `-L` prints it.
  IcmpMatch(
      Family family, String name, String optionName, int protocol, String shown, IcmpNames names) {
    this.family = family;
    this.name = name;
    this.optionName = optionName;
    this.protocol = protocol;
    this.shown = shown;
    this.names = names;
    this.type = Option.of(optionName, (reading, text) -> names.read(text)).mandatory().invertible();
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String module(Family family) {
    return "";
  }

  @Override
  public final boolean speaks(Family asked) {
    return asked == family;
  }

  @Override
  public final List<Option<?>> options(Family asked) {
    return List.of(type);
  }

  @Override
  public final Match build(Chosen chosen) {
    return new Message(this, chosen.required(type), chosen.inverted(type));
  }

  /// Whether the type stands for all: only ICMP has a number for that.
  private boolean isAny(IcmpNames.Kind kind) {
    return family == Family.IPV4 && kind.type() == ANY;
  }

  private record Message(IcmpMatch of, IcmpNames.Kind kind, boolean inverted) implements Match {
    private static final int TYPE_AND_CODE = 4;

    @Override
    public String name() {
      return of.name;
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyFor(of.protocol);
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
      return (of.isAny(kind) || fits) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --" : " --").append(of.optionName).append(' ');
      out.append(of.isAny(kind) ? "any" : Integer.toString(kind.type()));
      out.append(kind.hasAnyCode() ? "" : "/" + kind.low());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(' ').append(of.shown);
      of.names.list(out, kind, inverted, listing.numeric());
    }
  }
}
