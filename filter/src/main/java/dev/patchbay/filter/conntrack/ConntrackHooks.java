package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where tracking stands in a namespace, with Linux's priorities (`nf_ip_hook_priorities`), as long
/// as somebody needs it.
final class ConntrackHooks {
  private static final int TRACK = -200;
  private static final int CONFIRM = Integer.MAX_VALUE;

  private record Place(HookPoint point, HookFunction function) {}

  private final Conntrack conntrack;
  private final int[] users = new int[Family.values().length];
  private final List<List<Place>> places = List.of(new ArrayList<>(0), new ArrayList<>(0));

  ConntrackHooks(Conntrack conntrack) {
    this.conntrack = conntrack;
  }

  private static int slot(Family family) {
    return family == Family.IPV4 ? 0 : 1;
  }

  void require(Family family) {
    if (users[slot(family)]++ == 0) {
      Defragmenter defragmenter = new Defragmenter(conntrack.netns(), family);
      Entrance entrance = new Entrance(family);
      Exit exit = new Exit(family);
      add(family, HookPoint.PREROUTING, Defragmenter.PRIORITY, defragmenter);
      add(family, HookPoint.OUTPUT, Defragmenter.PRIORITY, defragmenter);
      add(family, HookPoint.PREROUTING, TRACK, entrance);
      add(family, HookPoint.OUTPUT, TRACK, entrance);
      add(family, HookPoint.INPUT, CONFIRM, exit);
      add(family, HookPoint.POSTROUTING, CONFIRM, exit);
    }
  }

  /// `nf_conntrack_in`
  private final class Entrance extends HookFunction {
    private final Family family;

    Entrance(Family family) {
      this.family = family;
    }

    @Override
    public Verdict judge(
        Packet packet,
        @Nullable NetDevice in,
        @Nullable NetDevice out,
        Hook hook,
        Continuation next) {
      conntrack.invalidLog().between(in, out);
      Verdict verdict = conntrack.enter(packet, family, hook.point());
      if (packet.trace() != null) {
        Netns netns = conntrack.netns();
        netns.world().note(packet, netns, TrackStage.of(packet));
      }
      return verdict;
    }
  }

  /// `nf_confirm`
  private final class Exit extends HookFunction {
    private final Family family;

    Exit(Family family) {
      this.family = family;
    }

    @Override
    public Verdict judge(
        Packet packet,
        @Nullable NetDevice in,
        @Nullable NetDevice out,
        Hook hook,
        Continuation next) {
      return conntrack.confirmation().confirm(packet, family);
    }
  }

  void release(Family family) {
    if (--users[slot(family)] == 0) {
      Netns netns = conntrack.netns();
      for (Place place : places.get(slot(family))) {
        netns.hook(hookFamily(family), place.point).remove(place.function);
      }
      places.get(slot(family)).clear();
    }
  }

  private void add(Family family, HookPoint point, int priority, HookFunction function) {
    conntrack.netns().hook(hookFamily(family), point).add(priority, function);
    places.get(slot(family)).add(new Place(point, function));
  }

  private static HookFamily hookFamily(Family family) {
    return family == Family.IPV4 ? HookFamily.IPV4 : HookFamily.IPV6;
  }
}
