package dev.patchbay.device.vlan;

import dev.patchbay.packet.VlanTag;
import java.util.ArrayList;
import java.util.List;

/// How priorities of packets become priorities of tags, and the other way round.
final class PriorityMap {
  /// Egress entries are kept by the low bits of the packet's priority.
  private static final int BUCKETS = 16;

  /// The highest priority that a tag can carry.
  private static final int HIGHEST = 7;

  /// `from` becomes `to`.
  record Mapping(int from, int to) {}

  private final int[] ingress = new int[HIGHEST + 1];
  private Mapping[] egress = {};

  /// Packets with the priority `from` in their tag get the priority `to`
  /// (`vlan_dev_set_ingress_priority`).
  void mapIngress(Mapping mapping) {
    ingress[mapping.from() & HIGHEST] = mapping.to();
  }

  /// Packets of priority `from` get the priority `to` in their tag
  /// (`vlan_dev_set_egress_priority`).
  void mapEgress(Mapping mapping) {
    Mapping masked = new Mapping(mapping.from(), mapping.to() & HIGHEST);
    List<Mapping> entries = new ArrayList<>(List.of(egress));
    int at = 0;
    while (at < entries.size() && bucket(entries.get(at)) < bucket(masked)) {
      at++;
    }
    for (int i = at; i < entries.size() && bucket(entries.get(i)) == bucket(masked); i++) {
      if (entries.get(i).from() == masked.from()) {
        entries.set(i, masked);
        egress = entries.toArray(Mapping[]::new);
        return;
      }
    }
    entries.add(at, masked);
    egress = entries.toArray(Mapping[]::new);
  }

  private static int bucket(Mapping mapping) {
    return mapping.from() & BUCKETS - 1;
  }

  /// The priority of a packet that came in with this tag control information.
  int priority(int tci) {
    return ingress[VlanTag.priority(tci)];
  }

  /// The tag control information of a packet of this priority in the VLAN `id`.
  int tci(int priority, int id) {
    for (Mapping mapping : egress) {
      if (mapping.from() == priority) {
        return VlanTag.tci(mapping.to(), false, id);
      }
    }
    return id;
  }

  /// What each priority of a tag becomes.
  List<Mapping> ingress() {
    List<Mapping> entries = new ArrayList<>(ingress.length);
    for (int i = 0; i < ingress.length; i++) {
      entries.add(new Mapping(i, ingress[i]));
    }
    return entries;
  }

  /// Every entry that was made, those that have become 0 included.
  List<Mapping> egress() {
    return List.of(egress);
  }
}
