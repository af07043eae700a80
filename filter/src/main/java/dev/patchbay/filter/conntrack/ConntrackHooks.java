package dev.patchbay.filter.conntrack;

import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;

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
      add(family, HookPoint.PREROUTING, Defragmenter.PRIORITY, defragmenter);
      add(family, HookPoint.OUTPUT, Defragmenter.PRIORITY, defragmenter);
      add(family, HookPoint.PREROUTING, TRACK, entrance(family));
      add(family, HookPoint.OUTPUT, TRACK, entrance(family));
      add(family, HookPoint.INPUT, CONFIRM, exit(family));
      add(family, HookPoint.POSTROUTING, CONFIRM, exit(family));
    }
  }

  private HookFunction entrance(Family family) {
    return (packet, in, out, hook, next) -> conntrack.enter(packet, family, hook.point());
  }

  private HookFunction exit(Family family) {
    return (packet, in, out, hook, next) -> conntrack.confirm(packet, family);
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
