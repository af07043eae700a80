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
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import java.util.List;
import java.util.Locale;

/// What ttl and hl have in common: a match that looks at how many hops the packet has left
/// (net/netfilter/xt_hl.c).
abstract sealed class HopMatch implements MatchKind permits Hl, Ttl {
  /// How the packet's number is compared.
  private enum Sign {
    LESS("lt", " < "),
    GREATER("gt", " > "),
    EQUAL("eq", " == ");

    private final String word;
    private final String shown;

    Sign(String word, String shown) {
      this.word = word;
      this.shown = shown;
    }

    boolean holds(int hops, int value) {
      return switch (this) {
        case LESS -> hops < value;
        case GREATER -> hops > value;
        case EQUAL -> hops == value;
      };
    }
  }

  private final Family family;
  private final String name;
  private final String refusal;
  private final List<Option<Long>> options;

  /// `refusal` is what is said when no number is given.
  HopMatch(Family family, String name, String refusal) {
    this.family = family;
    this.name = name;
    this.refusal = refusal;
    String[] all = {option(name, Sign.LESS), option(name, Sign.GREATER), option(name, Sign.EQUAL)};
    this.options =
        List.of(
            Option.of(all[0], Values.u8()).excludes(all),
            Option.of(all[1], Values.u8()).excludes(all),
            Option.of(all[2], Values.u8()).invertible().excludes(all));
  }

  private static String option(String name, Sign sign) {
    return name + "-" + sign.word;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String module(Family family) {
    return "xt_hl";
  }

  @Override
  public final boolean speaks(Family asked) {
    return asked == family;
  }

  @Override
  public final List<Option<?>> options(Family asked) {
    return List.copyOf(options);
  }

  @Override
  public final Match build(Chosen chosen) {
    for (Sign sign : Sign.values()) {
      Option<Long> option = options.get(sign.ordinal());
      Long value = chosen.get(option);
      if (value != null) {
        return new Hops(name, sign, value.intValue(), chosen.inverted(option));
      }
    }
    throw new Refusal(refusal);
  }

  private record Hops(String name, Sign sign, int value, boolean inverted) implements Match {
    @Override
    public boolean matches(Inspection packet) {
      byte[] bytes = packet.bytes();
      int hops =
          packet.family() == Family.IPV4
              ? Ipv4.ttl(bytes, packet.network())
              : Ipv6.hopLimit(bytes, packet.network());
      return sign.holds(hops, value) != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --" : " --").append(option(name, sign)).append(' ').append(value);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      String shown = name.toUpperCase(Locale.ROOT);
      out.append(' ').append(shown).append(" match ").append(shown);
      out.append(inverted ? " != " : sign.shown).append(value);
    }
  }
}
