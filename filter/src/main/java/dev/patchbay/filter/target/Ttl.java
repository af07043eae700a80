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

/// `-j TTL`: writes how many hops the packet has left.
public final class Ttl implements TargetKind {
  private static final String[] ALL = {"ttl-set", "ttl-dec", "ttl-inc"};
  private static final Option<Long> SET = Option.of(ALL[0], Values.u8()).excludes(ALL);
  private static final Option<Long> DECREMENT =
      Option.of(ALL[1], Values.number(1, 0xff)).excludes(ALL);
  private static final Option<Long> INCREMENT =
      Option.of(ALL[2], Values.number(1, 0xff)).excludes(ALL);

  @Override
  public String name() {
    return "TTL";
  }

  @Override
  public boolean speaks(Family family) {
    return family == Family.IPV4;
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET, DECREMENT, INCREMENT);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("TTL: You must specify an action");
    }
    if (chosen.has(SET)) {
      return new Hops("ttl-set", chosen.required(SET).intValue());
    }
    return chosen.has(DECREMENT)
        ? new Hops("ttl-dec", chosen.required(DECREMENT).intValue())
        : new Hops("ttl-inc", chosen.required(INCREMENT).intValue());
  }

  /// @param option which of the options was given
  record Hops(String option, int value) implements Target {
    @Override
    public String name() {
      return "TTL";
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
            case "ttl-set" -> value;
            case "ttl-inc" -> Math.min(hops + value, 0xff);
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
            case "ttl-set" -> " TTL set to ";
            case "ttl-inc" -> " TTL increment by ";
            default -> " TTL decrement by ";
          });
      out.append(value);
    }
  }
}
