package dev.patchbay.trace.why;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys.Dropped;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.ip.IpStages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a probe has shown.
public final class Evidence {
  /// Something that happened, which is known to have been of that kind.
  record Found<S extends Stage>(Journey.Entry entry, S stage) {}

  private final Netns asker;
  private final Netns from;
  private final Probe probe;
  private final List<Journey.Entry> entries = new ArrayList<>();
  private final List<Journey> journeys;
  private final Atlas atlas;
  private final boolean reached;

  /// @param asker where `why` was typed
  /// @param from where the probe was sent
  /// @param journeys what became of its packets
  /// @param reached whether they arrived
  public Evidence(Netns asker, Netns from, Probe probe, List<Journey> journeys, boolean reached) {
    this.reached = reached;
    this.asker = asker;
    this.from = from;
    this.probe = probe;
    this.journeys = journeys;
    this.atlas = new Atlas(from.world());
    journeys.forEach(journey -> entries.addAll(journey.entries()));
  }

  boolean reached() {
    return reached;
  }

  Netns from() {
    return from;
  }

  Ip destination() {
    return probe.destination();
  }

  Probe probe() {
    return probe;
  }

  Atlas atlas() {
    return atlas;
  }

  List<Journey> journeys() {
    return journeys;
  }

  List<Journey.Entry> entries() {
    return entries;
  }

  // ---- what happened

  /// The first thing of that kind that happened, or null.
  <S extends Stage> @Nullable Found<S> first(Class<S> kind) {
    for (Journey.Entry entry : entries) {
      if (kind.isInstance(entry.stage())) {
        return new Found<>(entry, kind.cast(entry.stage()));
      }
    }
    return null;
  }

  /// The first drop for one of the reasons, or null.
  Journey.@Nullable Entry drop(DropReason... reasons) {
    for (Journey.Entry entry : entries) {
      if (entry.stage() instanceof Dropped dropped
          && !entry.device().equals("lo")
          && List.of(reasons).contains(dropped.reason())) {
        return entry;
      }
    }
    return null;
  }

  /// The last thing of that kind that happened to the packet before `then`, or null.
  <S extends Stage> @Nullable Found<S> before(Journey.Entry then, Class<S> kind) {
    Found<S> last = null;
    for (Journey.Entry entry : entries) {
      if (entry == then) {
        return last;
      }
      if (entry.leg() == then.leg() && kind.isInstance(entry.stage())) {
        last = new Found<>(entry, kind.cast(entry.stage()));
      }
    }
    return last;
  }

  /// Where the probe, or what it was translated to, came to its destination; null when it did not.
  @Nullable Found<IpStages.Delivered> arrival() {
    for (Journey.Entry entry : entries) {
      boolean first = !entry.leg().journey().legs().isEmpty() && entry.leg().parent() == null;
      if (first && entry.stage() instanceof IpStages.Delivered delivered) {
        return new Found<>(entry, delivered);
      }
    }
    return null;
  }

  // ---- who, and how to speak to them

  /// The namespace of what happened, or null when it is gone.
  @Nullable Netns netns(Journey.Entry entry) {
    return atlas.netns(entry.machine(), entry.netns());
  }

  /// The device of what happened, or null.
  @Nullable NetDevice device(Journey.Entry entry) {
    Netns netns = netns(entry);
    return netns == null ? null : netns.device(entry.device());
  }

  /// What a person calls the namespace.
  String name(Netns netns) {
    boolean whole = netns == netns.machine().initialNetns();
    boolean here = netns.machine() == asker.machine();
    return whole || here ? netns.displayName() : netns.machine().name() + "/" + netns.displayName();
  }

  /// The command as it is to be typed where `why` was, to have its effect in the namespace.
  String in(Netns netns, String command) {
    if (netns == asker) {
      return command;
    }
    String name = netns.name();
    String there = name == null ? command : named(name, command);
    boolean away = netns.machine() != asker.machine() || name == null;
    return away ? "on " + netns.machine().name() + " " + there : there;
  }

  private static String named(String name, String command) {
    if (command.startsWith("ip ") || command.startsWith("bridge ")) {
      int blank = command.indexOf(' ');
      return command.substring(0, blank) + " -n " + name + command.substring(blank);
    }
    return "ip netns exec " + name + " " + command;
  }
}
