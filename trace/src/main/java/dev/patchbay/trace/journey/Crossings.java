package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A journey as a drawing tells it: visits of a packet to a place, and the crossings between them.
///
/// A packet is at a place until it is seen at another one; a copy comes from where the packet was
/// that it is a copy of.
final class Crossings {
  /// A packet at a place, and what happened to it there.
  ///
  /// @param place which one of [Places]
  /// @param from the visit it came from by a wire, or null when it came to be here
  record Visit(Leg leg, int place, @Nullable Visit from, List<Journey.Entry> entries) {
    /// When it began.
    long start() {
      return entries.getFirst().time();
    }

    /// When the last thing happened in it.
    long end() {
      return entries.getLast().time();
    }
  }

  private final List<Visit> visits = new ArrayList<>();

  Crossings(Journey journey, Places places) {
    Map<Leg, Visit> last = new LinkedHashMap<>();
    for (Journey.Entry entry : journey.entries()) {
      if (entry.machine().isEmpty()) {
        continue;
      }
      int place = places.index(entry);
      Visit now = last.get(entry.leg());
      if (now == null || now.place != place) {
        now = new Visit(entry.leg(), place, origin(last, entry.leg(), place), new ArrayList<>());
        visits.add(now);
        last.put(entry.leg(), now);
      }
      now.entries.add(entry);
    }
  }

  /// Where a packet was before it came to `place`.
  private static @Nullable Visit origin(Map<Leg, Visit> last, Leg leg, int place) {
    Leg one = leg;
    while (one != null) {
      Visit before = last.get(one);
      if (before != null) {
        return before.place == place ? null : before;
      }
      one = one.birth() == Leg.Birth.CAUSED ? null : one.parent();
    }
    return null;
  }

  /// Them all, in the order in which they began.
  List<Visit> visits() {
    return visits;
  }
}
