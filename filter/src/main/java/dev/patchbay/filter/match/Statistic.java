package dev.patchbay.filter.match;

import dev.patchbay.core.RandomStream;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-m statistic`: some packets, by chance or by count.
public final class Statistic implements MatchKind {
  private static final long WHOLE = 0x8000_0000L;
  private static final Option<Boolean> MODE = Option.of("mode", Statistic::readMode).mandatory();
  private static final Option<Double> PROBABILITY =
      Option.of("probability", Statistic::readProbability).invertible();
  private static final Option<Long> EVERY =
      Option.of("every", Values.number(1, 0xffff_ffffL))
          .invertible()
          .requires("packet")
          .excludes("probability");
  private static final Option<Long> PACKET =
      Option.of("packet", Values.u32()).requires("every").excludes("probability");

  @Override
  public String name() {
    return "statistic";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(MODE, PROBABILITY, EVERY, PACKET);
  }

  /// True for counting.
  private static boolean readMode(Reading reading, String text) {
    return switch (text) {
      case "random" -> false;
      case "nth" -> true;
      default -> throw new Refusal("Bad mode \"" + text + "\"");
    };
  }

  private static double readProbability(Reading reading, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outOfRange();
    }
    throw outOfRange();
  }

  private static Refusal outOfRange() {
    return new Refusal(
        "statistic: bad value for option \"--probability\", or out of range (0-1).\n");
  }

  @Override
  public void verify(Chosen chosen) {
    boolean counts = chosen.get(MODE, false);
    if (!counts && !chosen.has(PROBABILITY)) {
      throw new Refusal("--probability must be specified when using random mode");
    }
    if (counts && !chosen.has(EVERY) && !chosen.has(PACKET)) {
      throw new Refusal("--every and --packet must be specified when using nth mode");
    }
    if (counts && chosen.get(PACKET, 0L) >= chosen.get(EVERY, 0L)) {
      throw new Refusal("the --packet p must be 0 <= p <= n-1");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    if (!chosen.get(MODE, false)) {
      long share = Math.round(chosen.required(PROBABILITY) * WHOLE);
      return new Chance(share, chosen.inverted(PROBABILITY));
    }
    return new Nth(chosen.required(EVERY), chosen.get(PACKET, 0L), chosen.inverted(EVERY));
  }

  /// @param share of all packets, in parts of 2^31
  record Chance(long share, boolean inverted) implements Match {
    @Override
    public String name() {
      return "statistic";
    }

    @Override
    public Match attach(Attachment place) {
      return new Drawing(this, place.netns().random("statistic"));
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("nothing is drawn outside a table");
    }

    private String figures() {
      return String.format(Locale.ROOT, "%.11f", (double) share / WHOLE);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --mode random").append(inverted ? " !" : "");
      out.append(" --probability ").append(figures());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" statistic mode random").append(inverted ? " !" : "");
      out.append(" probability ").append(figures());
    }
  }

  /// A chance with dice.
  private record Drawing(Chance chance, RandomStream random) implements Match {
    @Override
    public String name() {
      return chance.name();
    }

    @Override
    public Match attach(Attachment place) {
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return (random.nextInt() & WHOLE - 1) < chance.share != chance.inverted;
    }

    @Override
    public void save(StringBuilder out) {
      chance.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      chance.list(out, listing);
    }
  }

  /// One packet of so many; the words, and in a table how many have come.
  static final class Nth implements Match {
    private final long every;
    private final long packet;
    private final boolean inverted;
    private long count;

    Nth(long every, long packet, boolean inverted) {
      this.every = every;
      this.packet = packet;
      this.inverted = inverted;
      this.count = every - 1 - packet;
    }

    @Override
    public String name() {
      return "statistic";
    }

    @Override
    public Match attach(Attachment place) {
      return new Nth(every, packet, inverted);
    }

    @Override
    public boolean matches(Inspection looked) {
      count = count == every - 1 ? 0 : count + 1;
      return count == 0 != inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --mode nth").append(inverted ? " !" : "").append(" --every ").append(every);
      out.append(" --packet ").append(packet);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" statistic mode nth").append(inverted ? " !" : "");
      out.append(" every ").append(every).append(packet == 0 ? "" : " packet " + packet);
    }
  }
}
