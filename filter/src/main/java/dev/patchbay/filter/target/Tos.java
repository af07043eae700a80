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
import dev.patchbay.filter.TosName;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-j TOS`: writes the type of service, or the traffic class.
public final class Tos implements TargetKind {
  private static final String[] ALL = {"set-tos", "and-tos", "or-tos", "xor-tos"};
  private static final Option<Masked> SET = Option.of("set-tos", Values.tos()).excludes(ALL);
  private static final Option<Long> AND = Option.of("and-tos", Values.u8()).excludes(ALL);
  private static final Option<Long> OR = Option.of("or-tos", Values.u8()).excludes(ALL);
  private static final Option<Long> XOR = Option.of("xor-tos", Values.u8()).excludes(ALL);

  @Override
  public String name() {
    return "TOS";
  }

  @Override
  public String module(Family family) {
    return "xt_DSCP";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET, AND, OR, XOR);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("TOS: An action is required");
    }
    return new Writing(change(chosen));
  }

  private static Masked change(Chosen chosen) {
    if (chosen.has(SET)) {
      return chosen.required(SET);
    }
    if (chosen.has(AND)) {
      return new Masked(0, ~chosen.required(AND).intValue() & 0xff);
    }
    int or = chosen.get(OR, 0L).intValue();
    return chosen.has(OR) ? new Masked(or, or) : new Masked(chosen.required(XOR).intValue(), 0);
  }

  record Writing(Masked change) implements Target {
    @Override
    public String name() {
      return "TOS";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      IpFields.tos(packet, (packet.tos() & ~change.mask()) ^ change.value());
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --set-tos ").append(figures());
    }

    private String figures() {
      return String.format(Locale.ROOT, "0x%02x/0x%02x", change.value(), change.mask());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      String word = listing.numeric() ? null : TosName.of(change);
      if (word != null) {
        out.append("  TOS set").append(word);
      } else if (listing.numeric()) {
        out.append(" TOS set ").append(figures());
      } else {
        out.append(" TOS ").append(words());
      }
    }

    private String words() {
      if (change.value() == 0) {
        return String.format(Locale.ROOT, "and 0x%02x", ~change.mask() & 0xff);
      }
      if (change.value() == change.mask()) {
        return String.format(Locale.ROOT, "or 0x%02x", change.value());
      }
      return change.mask() == 0
          ? String.format(Locale.ROOT, "xor 0x%02x", change.value())
          : "set " + figures();
    }
  }
}
