package dev.patchbay.trace.journey;

import dev.patchbay.core.Journey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where a journey leads: the namespaces and, between machines, the segments, in the order in which
/// it comes to them.
final class Places {
  private final List<String> names = new ArrayList<>();
  private final boolean oneMachine;

  Places(Journey journey) {
    Set<String> machines = new LinkedHashSet<>();
    for (Journey.Entry entry : journey.entries()) {
      if (!entry.machine().isEmpty()) {
        machines.add(entry.machine());
      }
    }
    oneMachine = machines.size() <= 1;
    for (Journey.Entry entry : journey.entries()) {
      String name = name(entry);
      if (!names.contains(name)) {
        names.add(name);
      }
    }
  }

  /// What the place of the entry is called: the namespace, with its machine where there are
  /// several.
  String name(Journey.Entry entry) {
    if (entry.machine().isEmpty()) {
      return "(between machines)";
    }
    boolean whole = entry.netns().equals(entry.machine());
    return whole || oneMachine ? entry.netns() : entry.machine() + "/" + entry.netns();
  }

  /// Which place it is, from 0 on.
  int index(Journey.Entry entry) {
    return names.indexOf(name(entry));
  }

  /// All of them.
  List<String> names() {
    return names;
  }
}
