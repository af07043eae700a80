package dev.patchbay.trace.journey;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Leg.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How the packets of a journey ended, in words.
final class Ends {
  /// `4 packets: 1 delivered, 2 consumed, 1 dropped (NO_SOCKET)`
  static String of(Journey journey) {
    List<String> words = new ArrayList<>();
    for (End end : new End[] {End.DELIVERED, End.CONSUMED, End.MERGED, End.DROPPED, End.QUEUED}) {
      long count = journey.ended(end);
      if (count > 0) {
        words.add(count + " " + end.words() + (end == End.DROPPED ? drops(journey) : ""));
      }
    }
    long all = journey.begun();
    return all + (all == 1 ? " packet: " : " packets: ") + String.join(", ", words);
  }

  private static String drops(Journey journey) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<DropReason, Long> drop : journey.drops().entrySet()) {
      String name = drop.getKey().name();
      words.add(drop.getValue() == 1 ? name : drop.getValue() + " " + name);
    }
    return " (" + String.join(", ", words) + ")";
  }

  private Ends() {}
}
