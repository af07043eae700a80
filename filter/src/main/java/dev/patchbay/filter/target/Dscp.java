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
import dev.patchbay.filter.match.DscpClass;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-j DSCP`: writes the six bits of DSCP.
public final class Dscp implements TargetKind {
  private static final Option<Long> SET =
      Option.of("set-dscp", Values.number(0, 63)).excludes("set-dscp-class");
  private static final Option<Integer> CLASS =
      Option.of("set-dscp-class", (reading, text) -> DscpClass.read(text)).excludes("set-dscp");

  @Override
  public String name() {
    return "DSCP";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET, CLASS);
  }

  @Override
  public Target build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("DSCP target: Parameter --set-dscp is required");
    }
    Long figures = chosen.get(SET);
    return new Point(figures == null ? chosen.required(CLASS) : figures.intValue());
  }

  record Point(int dscp) implements Target {
    @Override
    public String name() {
      return "DSCP";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      IpFields.tos(packet, dscp << 2 | (packet.tos() & 3));
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --set-dscp ").append(hex());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" DSCP set ").append(hex());
    }

    private String hex() {
      return String.format(Locale.ROOT, "0x%02x", dscp);
    }
  }
}
