package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.InterfacePattern;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.PhysicalPorts;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m physdev`: by which ports of a bridge the packet comes and goes.
public final class Physdev implements MatchKind {
  private static final Option<InterfacePattern> IN =
      Option.of("physdev-in", Physdev::read).invertible();
  private static final Option<InterfacePattern> OUT =
      Option.of("physdev-out", Physdev::read).invertible();
  private static final Option<Void> IS_IN = Option.flag("physdev-is-in").invertible();
  private static final Option<Void> IS_OUT = Option.flag("physdev-is-out").invertible();
  private static final Option<Void> BRIDGED = Option.flag("physdev-is-bridged").invertible();

  /// A yes-or-no question: asked, and which answer is wanted.
  record Asked(boolean isAsked, boolean inverted) {
    boolean fits(boolean answer) {
      return !isAsked || answer != inverted;
    }

    void show(StringBuilder out, String option) {
      if (isAsked) {
        out.append(inverted ? " ! --" : " --").append(option);
      }
    }
  }

  @Override
  public String name() {
    return "physdev";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(IN, OUT, IS_IN, IS_OUT, BRIDGED);
  }

  private static final int LONGEST = 15;

  private static InterfacePattern read(Reading reading, String text) {
    if (text.length() > LONGEST) {
      throw new Refusal(
          "interface name `" + text + "' must be shorter than IFNAMSIZ (" + LONGEST + ")");
    }
    return new InterfacePattern(text);
  }

  @Override
  public Match build(Chosen chosen) {
    if (chosen.isEmpty()) {
      throw new Refusal("PHYSDEV: no physdev option specified");
    }
    return new BridgePort(
        asked(chosen, IS_IN),
        chosen.get(IN, InterfacePattern.ANY),
        chosen.inverted(IN),
        asked(chosen, IS_OUT),
        chosen.get(OUT, InterfacePattern.ANY),
        chosen.inverted(OUT),
        asked(chosen, BRIDGED));
  }

  private static Asked asked(Chosen chosen, Option<Void> option) {
    return new Asked(chosen.has(option), chosen.inverted(option));
  }

  record BridgePort(
      Asked isIn,
      InterfacePattern in,
      boolean notIn,
      Asked isOut,
      InterfacePattern out,
      boolean notOut,
      Asked bridged)
      implements Match {
    @Override
    public String name() {
      return "physdev";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.netns().machine().modules().loadIfKnown("br_netfilter");
      boolean early = place.points().contains(HookPoint.OUTPUT);
      boolean asksOut = !out.isAny() || isOut.isAsked;
      if (asksOut && (!bridged.isAsked || bridged.inverted) && early) {
        throw place.refuseSaying(
            "xt_physdev: --physdev-out and --physdev-is-out only supported in the FORWARD and"
                + " POSTROUTING chains with bridged traffic");
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      PhysicalPorts ports = PhysicalPorts.of(packet.packet());
      NetDevice from = ports == null ? null : ports.physicalIn();
      NetDevice to = ports == null ? null : ports.physicalOut();
      return isIn.fits(from != null)
          && isOut.fits(to != null)
          && bridged.fits(to != null)
          && (in.isAny() || in.matches(from) != notIn)
          && (out.isAny() || out.matches(to) != notOut);
    }

    @Override
    public void save(StringBuilder text) {
      isIn.show(text, "physdev-is-in");
      show(text, "physdev-in", in, notIn);
      isOut.show(text, "physdev-is-out");
      show(text, "physdev-out", out, notOut);
      bridged.show(text, "physdev-is-bridged");
    }

    private static void show(
        StringBuilder text, String option, InterfacePattern pattern, boolean inverted) {
      if (!pattern.text().isEmpty()) {
        text.append(inverted ? " ! --" : " --").append(option).append(' ').append(pattern.text());
      }
    }

    @Override
    public void list(StringBuilder text, Listing listing) {
      text.append(" PHYSDEV match");
      save(text);
    }
  }
}
