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
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.conntrack.Claim;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConntrackSetting;
import dev.patchbay.filter.conntrack.Extras;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-m connbytes`: how many packets or bytes have gone in the packet's connection, or bytes a
/// packet.
public final class Connbytes implements MatchKind {
  /// Which way is counted.
  enum Way {
    ORIGINAL,
    REPLY,
    BOTH
  }

  /// What is counted.
  enum Mode {
    PACKETS,
    BYTES,
    AVGPKT
  }

  private static final Option<Values.Range> RANGE =
      Option.of("connbytes", range()).mandatory().invertible();
  private static final Option<Way> DIRECTION =
      Option.of("connbytes-dir", word("connbytes-dir", Way.values())).mandatory();
  private static final Option<Mode> MODE =
      Option.of("connbytes-mode", word("connbytes-mode", Mode.values())).mandatory();

  @Override
  public String name() {
    return "connbytes";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(RANGE, DIRECTION, MODE);
  }

  private static Syntax<Values.Range> range() {
    Syntax<Values.Range> plain = Values.range(Long.MAX_VALUE);
    return (reading, text) -> {
      Values.Range range = plain.read(reading, text);
      if (range.max() < range.min()) {
        throw new Refusal(range.min() + " should be less than " + range.max());
      }
      return range;
    };
  }

  private static <E extends Enum<E>> Syntax<E> word(String option, E[] values) {
    return (reading, text) -> {
      for (E value : values) {
        if (value.name().equalsIgnoreCase(text)) {
          return value;
        }
      }
      throw new Refusal("Unknown --" + option + " `" + text + "'");
    };
  }

  @Override
  public Match build(Chosen chosen) {
    return new Counted(
        chosen.required(RANGE),
        chosen.inverted(RANGE),
        chosen.required(DIRECTION),
        chosen.required(MODE));
  }

  record Counted(Values.Range range, boolean inverted, Way way, Mode mode) implements Match {
    @Override
    public String name() {
      return "connbytes";
    }

    @Override
    public boolean matches(Inspection packet) {
      Connection connection = Connection.of(packet.packet());
      Extras extras = connection == null ? null : connection.extras();
      return extras != null && extras.counts() && range.contains(amount(extras)) != inverted;
    }

    private long amount(Extras extras) {
      long packets = 0;
      long bytes = 0;
      for (int direction = 0; direction < 2; direction++) {
        if (way == Way.BOTH || way.ordinal() == direction) {
          packets += extras.packets(direction);
          bytes += extras.bytes(direction);
        }
      }
      return switch (mode) {
        case PACKETS -> packets;
        case BYTES -> bytes;
        case AVGPKT -> packets == 0 ? 0 : bytes / packets;
      };
    }

    private String amounts() {
      return range.max() == Long.MAX_VALUE ? Long.toString(range.min()) : range.text();
    }

    private static String word(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(" --connbytes ").append(amounts());
      out.append(" --connbytes-mode ").append(word(mode));
      out.append(" --connbytes-dir ").append(word(way));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " !" : "").append(" connbytes ").append(amounts());
      out.append(" connbytes mode ").append(word(mode));
      out.append(" connbytes direction ").append(word(way));
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      Claim claim = Claim.of(place.netns(), place.family());
      if (claim.conntrack().setting(ConntrackSetting.ACCT) == 0) {
        place.log().warn("xt_connbytes: Forcing CT accounting to be enabled");
        claim.conntrack().setting(ConntrackSetting.ACCT, 1);
      }
      return new ClaimedMatch(this, claim);
    }
  }
}
