package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// What TTL and HL have in common: a target that writes how many hops the packet has left
/// (net/netfilter/xt_HL.c).
abstract sealed class HopTarget implements TargetKind permits Hl, Ttl {
  /// What is done with the number.
  private enum Change {
    SET("set", "set to"),
    DECREMENT("dec", "decrement by"),
    INCREMENT("inc", "increment by");

    private final String word;
    private final String told;

    Change(String word, String told) {
      this.word = word;
      this.told = told;
    }

    int apply(int hops, int value) {
      return switch (this) {
        case SET -> value;
        case DECREMENT -> Math.max(hops - value, 0);
        case INCREMENT -> Math.min(hops + value, 0xff);
      };
    }
  }

  private final Family family;
  private final String name;
  private final Option<Long> set;
  private final Option<Long> decrement;
  private final Option<Long> increment;

  HopTarget(Family family, String name) {
    this.family = family;
    this.name = name;
    String[] all = {
      option(name, Change.SET), option(name, Change.DECREMENT), option(name, Change.INCREMENT)
    };
    this.set = Option.of(all[0], Values.u8()).excludes(all);
    this.decrement = Option.of(all[1], Values.number(1, 0xff)).excludes(all);
    this.increment = Option.of(all[2], Values.number(1, 0xff)).excludes(all);
  }

  private static String option(String name, Change change) {
    return name.toLowerCase(Locale.ROOT) + "-" + change.word;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String module(Family family) {
    return "xt_HL";
  }

  @Override
  public final boolean speaks(Family asked) {
    return asked == family;
  }

  @Override
  public final List<Option<?>> options(Family asked) {
    return List.of(set, decrement, increment);
  }

  @Override
  public final Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal(name + ": You must specify an action");
    }
    if (chosen.has(set)) {
      return new Hops(name, Change.SET, chosen.required(set).intValue());
    }
    return chosen.has(decrement)
        ? new Hops(name, Change.DECREMENT, chosen.required(decrement).intValue())
        : new Hops(name, Change.INCREMENT, chosen.required(increment).intValue());
  }

  private record Hops(String name, Change change, int value) implements Target {
    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      int hops = IpFields.hops(packet);
      int wanted = change.apply(hops, value);
      if (wanted != hops) {
        IpFields.hops(packet, wanted);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --").append(option(name, change)).append(' ').append(value);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(' ').append(name).append(' ').append(change.told).append(' ').append(value);
    }
  }
}
