package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.packet.Family;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `-m devgroup`: the group of the device that the packet came by or leaves by.
public final class Devgroup implements MatchKind {
  private static final String NAMED = "default";
  private static final Option<Masked> SOURCE =
      Option.of("src-group", Values.masked(NAMED)).invertible();
  private static final Option<Masked> DESTINATION =
      Option.of("dst-group", Values.masked(NAMED)).invertible();

  @Override
  public String name() {
    return "devgroup";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SOURCE, DESTINATION);
  }

  @Override
  public Match build(Chosen chosen) {
    if (!chosen.has(SOURCE) && !chosen.has(DESTINATION)) {
      throw new Refusal("devgroup match: You must specify either '--src-group' or '--dst-group'");
    }
    return new Groups(
        chosen.get(SOURCE),
        chosen.inverted(SOURCE),
        chosen.get(DESTINATION),
        chosen.inverted(DESTINATION));
  }

  record Groups(
      @Nullable Masked source,
      boolean notSource,
      @Nullable Masked destination,
      boolean notDestination)
      implements Match {
    @Override
    public String name() {
      return "devgroup";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      Set<HookPoint> allowed = EnumSet.of(HookPoint.FORWARD);
      if (destination == null) {
        allowed.addAll(Set.of(HookPoint.PREROUTING, HookPoint.INPUT));
      }
      if (source == null) {
        allowed.addAll(Set.of(HookPoint.OUTPUT, HookPoint.POSTROUTING));
      }
      place.onlyAt(allowed.toArray(HookPoint[]::new));
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      return (source == null || isIn(packet.in(), source) != notSource)
          && (destination == null || isIn(packet.out(), destination) != notDestination);
    }

    private static boolean isIn(@Nullable NetDevice device, Masked group) {
      return device != null && ((device.group() ^ group.value()) & group.mask()) == 0;
    }

    @Override
    public void save(StringBuilder out) {
      show(out, source, notSource, "--src-group", true);
      show(out, destination, notDestination, "--dst-group", true);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, source, notSource, "src-group", !listing.numeric());
      show(out, destination, notDestination, "dst-group", !listing.numeric());
    }

    private static void show(
        StringBuilder out, @Nullable Masked group, boolean inverted, String word, boolean named) {
      if (group != null) {
        out.append(inverted ? " ! " : " ").append(word);
        out.append(' ').append(group.text(named ? NAMED : null));
      }
    }
  }
}
