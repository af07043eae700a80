package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ipv6;
import java.util.List;

/// `-m hl`: how many hops the packet has left.
public final class Hl implements MatchKind {
  private static final String[] NAMES = {"hl-lt", "hl-gt", "hl-eq"};
  private static final String[] SIGNS = {" < ", " > ", " == "};
  private static final Option<Long> LESS = Option.of(NAMES[0], Values.u8()).excludes(NAMES);
  private static final Option<Long> GREATER = Option.of(NAMES[1], Values.u8()).excludes(NAMES);
  private static final Option<Long> EQUAL =
      Option.of(NAMES[2], Values.u8()).invertible().excludes(NAMES);

  @Override
  public String name() {
    return "hl";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LESS, GREATER, EQUAL);
  }

  @Override
  public Match build(Chosen chosen) {
    for (int sign = 0; sign < NAMES.length; sign++) {
      Option<Long> option = sign == 0 ? LESS : sign == 1 ? GREATER : EQUAL;
      Long value = chosen.get(option);
      if (value != null) {
        return new Hops(sign, value.intValue(), chosen.inverted(option));
      }
    }
    throw new Refusal("HL match: You must specify one of `--hl-eq', `--hl-lt', `--hl-gt'");
  }

  /// @param sign less, greater or equal
  record Hops(int sign, int value, boolean inverted) implements Match {
    @Override
    public String name() {
      return "hl";
    }

    @Override
    public boolean matches(Inspection packet) {
      int hops = Ipv6.hopLimit(packet.bytes(), packet.network());
      return switch (sign) {
        case 0 -> hops < value;
        case 1 -> hops > value;
        default -> (hops == value) != inverted;
      };
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --" : " --").append(NAMES[sign]).append(' ').append(value);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" HL match HL").append(inverted ? " != " : SIGNS[sign]).append(value);
    }
  }
}
