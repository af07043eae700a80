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

/// `-j HL`: writes how many hops the packet has left.
public final class Hl implements TargetKind {
  private static final String[] ALL = {"hl-set", "hl-dec", "hl-inc"};
  private static final Option<Long> SET = Option.of(ALL[0], Values.u8()).excludes(ALL);
  private static final Option<Long> DECREMENT =
      Option.of(ALL[1], Values.number(1, 0xff)).excludes(ALL);
  private static final Option<Long> INCREMENT =
      Option.of(ALL[2], Values.number(1, 0xff)).excludes(ALL);

  @Override
  public String name() {
    return "HL";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET, DECREMENT, INCREMENT);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("HL: You must specify an action");
    }
    if (chosen.has(SET)) {
      return new Hops("hl-set", chosen.required(SET).intValue());
    }
    return chosen.has(DECREMENT)
        ? new Hops("hl-dec", chosen.required(DECREMENT).intValue())
        : new Hops("hl-inc", chosen.required(INCREMENT).intValue());
  }

  /// @param option which of the options was given
  record Hops(String option, int value) implements Target {
    @Override
    public String name() {
      return "HL";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      int hops = IpFields.hops(packet);
      int wanted =
          switch (option) {
            case "hl-set" -> value;
            case "hl-inc" -> Math.min(hops + value, 0xff);
            default -> Math.max(hops - value, 0);
          };
      if (wanted != hops) {
        IpFields.hops(packet, wanted);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --").append(option).append(' ').append(value);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(
          switch (option) {
            case "hl-set" -> " HL set to ";
            case "hl-inc" -> " HL increment by ";
            default -> " HL decrement by ";
          });
      out.append(value);
    }
  }
}
