package dev.patchbay.trace.drops;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.WorldPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All drops of a lab by machine, namespace, device and reason, and how many of them are new. What
/// no device has now (a packet had none, or its device is gone) stands by itself, so that the sum
/// is the ledger's.
public final class DropAccount implements WorldPart {
  public static final Key<DropAccount> KEY = new Key<>(DropAccount::new);

  /// Where packets were dropped, and why.
  ///
  /// @param machine empty when it is no device's
  public record Place(String machine, String netns, String device, DropReason reason) {}

  /// How many packets were dropped there.
  ///
  /// @param count since the account was last cleared
  /// @param fresh since it was last looked at
  public record Line(Place place, long count, long fresh) {}

  private final World world;
  private final Map<Place, Long> cleared = new LinkedHashMap<>();
  private final Map<Place, Long> seen = new LinkedHashMap<>();

  private DropAccount(World world) {
    this.world = world;
  }

  /// The account as it is now; what it shows has been looked at.
  public List<Line> look() {
    Map<Place, Long> now = count();
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<Place, Long> entry : now.entrySet()) {
      Place place = entry.getKey();
      long count = entry.getValue() - cleared.getOrDefault(place, 0L);
      long fresh = entry.getValue() - seen.getOrDefault(place, 0L);
      if (count != 0) {
        lines.add(new Line(place, count, fresh));
      }
    }
    seen.clear();
    seen.putAll(now);
    return lines;
  }

  /// Begins anew; the counters of the network stay as they are.
  public void clear() {
    cleared.clear();
    cleared.putAll(count());
    seen.clear();
    seen.putAll(cleared);
  }

  private Map<Place, Long> count() {
    Map<Place, Long> counts = new LinkedHashMap<>();
    long[] left = new long[DropReason.values().length];
    for (DropReason reason : DropReason.values()) {
      left[reason.ordinal()] = world.ledger().dropped(reason);
    }
    for (Machine machine : world.machines()) {
      for (Netns netns : machine.namespaces()) {
        for (NetDevice device : netns.devices()) {
          count(device, counts, left);
        }
      }
    }
    for (DropReason reason : DropReason.values()) {
      if (left[reason.ordinal()] != 0) {
        counts.put(new Place("", "", "", reason), left[reason.ordinal()]);
      }
    }
    return counts;
  }

  private static void count(NetDevice device, Map<Place, Long> counts, long[] left) {
    Netns netns = device.netns();
    for (DropReason reason : DropReason.values()) {
      long count = device.dropped(reason);
      if (count != 0) {
        String machine = netns.machine().name();
        counts.put(new Place(machine, netns.displayName(), device.name(), reason), count);
        left[reason.ordinal()] -= count;
      }
    }
  }
}
