package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-m cgroup`: the control group of the program whose socket the packet is of. Programs of a lab
/// are all in the root, and no class is set for them (net/netfilter/xt_cgroup.c).
public final class Cgroup implements MatchKind {
  private static final String ROOT = "/";
  private static final Option<String> PATH = Option.of("path", Values.cut(511)).invertible();
  private static final Option<Long> CLASS = Option.of("cgroup", Values.u32()).invertible();

  @Override
  public String name() {
    return "cgroup";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(PATH, CLASS);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Group(chosen.get(PATH), chosen.inverted(PATH), Sought.of(chosen, CLASS));
  }

  /// @param path a folder below which the group must be
  record Group(@Nullable String path, boolean notPath, Sought number) implements Match {
    @Override
    public String name() {
      return "cgroup";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean hasNumber = number.value() != null;
      if (path == null && !hasNumber) {
        throw place.refuseSaying("xt_cgroup: no path or classid specified");
      }
      if (path != null && hasNumber) {
        throw place.refuseSaying("xt_cgroup: both path and classid specified");
      }
      if (path != null && !path.equals(ROOT)) {
        throw place.refuseSaying("xt_cgroup: invalid path, errno=-2");
      }
      place.onlyAt(HookPoint.INPUT, HookPoint.OUTPUT, HookPoint.POSTROUTING);
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      if (packet.packet().owner() == null) {
        return false;
      }
      return path != null ? !notPath : number.matches(0);
    }

    @Override
    public void save(StringBuilder out) {
      if (path != null) {
        RuleText.quote(out.append(notPath ? " ! --path" : " --path"), path);
      }
      number.save(out, "cgroup");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" cgroup ");
      if (path != null) {
        out.append(notPath ? "! " : "").append(path);
      } else {
        out.append(number.inverted() ? "! " : "").append(number.value());
      }
    }
  }
}
