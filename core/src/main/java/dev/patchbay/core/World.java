package dev.patchbay.core;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.PacketPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the machines of a lab share: the loop, the packets, the seed, the journeys. Everything
/// belongs to exactly one.
public final class World {
  private final EventLoop loop;
  private final PacketPool pool;
  private final Ledger ledger;
  private final long seed;
  private final List<Machine> machines = new ArrayList<>();
  private final Map<WorldPart.Key<?>, WorldPart> parts = new LinkedHashMap<>();
  private final Journeys journeys;
  private @Nullable PacketTap tap;
  private @Nullable Process front;
  private int lastMachine;
  private int namespaces;

  public World(EventLoop loop, PacketPool pool, long seed) {
    this.loop = loop;
    this.pool = pool;
    this.seed = seed;
    this.ledger = new Ledger(pool);
    this.journeys = new Journeys(loop);
  }

  /// What makes things happen, and what time it is.
  public EventLoop loop() {
    return loop;
  }

  /// The balance of the packets.
  public Ledger ledger() {
    return ledger;
  }

  /// What is being recorded.
  public Journeys journeys() {
    return journeys;
  }

  /// The leader of the process group that the keys of the terminal mean (`tcgetpgrp`); null when no
  /// shell hands them out.
  public @Nullable Process front() {
    return front;
  }

  /// Gives the keys of the terminal to the group of `leader` (`tcsetpgrp`).
  public void front(@Nullable Process leader) {
    front = leader;
  }

  /// The machines, in the order they were made.
  public List<Machine> machines() {
    return List.copyOf(machines);
  }

  /// Lets a tap see the packets of every namespace, those to come included.
  public void tapEverywhere(PacketTap everywhere) {
    tap = everywhere;
    for (Machine machine : machines) {
      for (Netns netns : machine.namespaces()) {
        netns.addTap(everywhere);
      }
    }
  }

  /// What sees the packets of every namespace, or null.
  @Nullable PacketTap tap() {
    return tap;
  }

  /// What is kept under `key`, made when it is asked for the first time.
  @SuppressWarnings("unchecked")
  public <P extends WorldPart> P part(WorldPart.Key<P> key) {
    WorldPart part = parts.get(key);
    if (part == null) {
      part = key.make(this);
      parts.put(key, part);
    }
    return (P) part;
  }

  /// Keeps `part` under `key`, in the place of one that would be made.
  public <P extends WorldPart> void part(WorldPart.Key<P> key, P part) {
    parts.put(key, part);
  }

  /// The random numbers of this name: `machine/namespace/purpose`.
  public RandomStream random(String name) {
    return new RandomStream(seed, name);
  }

  int add(Machine machine) {
    machines.add(machine);
    return ++lastMachine;
  }

  void remove(Machine machine) {
    machines.remove(machine);
  }

  int nextNamespace() {
    return ++namespaces;
  }

  // ---- a packet's beginning and its ends

  /// A new packet with room for `capacity` bytes, part of the journey that caused it.
  public Packet allocate(int capacity) {
    Packet packet = pool.allocate(capacity);
    Leg cause = (Leg) loop.cause();
    if (cause != null || journeys.isRecording()) {
      journeys.made(packet, cause, Leg.Birth.CAUSED);
    }
    return packet;
  }

  /// As [#allocate(int)], for a packet that is made because of `cause`.
  public Packet allocate(int capacity, Packet cause) {
    Packet packet = pool.allocate(capacity);
    if (cause.trace() != null || journeys.isRecording()) {
      journeys.made(packet, (Leg) cause.trace(), Leg.Birth.CAUSED);
    }
    return packet;
  }

  /// As [#allocate(int)], for a piece of `whole`.
  public Packet allocatePiece(int capacity, Packet whole) {
    Packet packet = pool.allocate(capacity);
    if (whole.trace() != null || journeys.isRecording()) {
      journeys.made(packet, (Leg) whole.trace(), Leg.Birth.PIECE);
    }
    return packet;
  }

  /// Another packet over the same bytes.
  public Packet clone(Packet packet) {
    Packet clone = pool.clone(packet);
    if (packet.trace() != null) {
      journeys.copied(clone, (Leg) packet.trace());
    }
    return clone;
  }

  /// The packet ends here, for a reason. The one door for drops; interface and protocol counters
  /// are the caller's.
  public void drop(Packet packet, DropReason reason) {
    ledger.countDropped(reason);
    NetDevice device = NetDevice.of(packet);
    if (device != null) {
      device.countDropped(reason);
    }
    if (packet.trace() != null) {
      journeys.dropped(packet, reason);
    }
    pool.free(packet);
  }

  /// The network itself has used the packet up.
  public void consume(Packet packet) {
    ledger.countConsumed();
    end(packet, Leg.End.CONSUMED);
  }

  /// A program has the packet's bytes.
  public void deliver(Packet packet) {
    ledger.countDelivered();
    end(packet, Leg.End.DELIVERED);
  }

  /// The packet's bytes are part of another packet now.
  public void merge(Packet packet) {
    ledger.countMerged();
    end(packet, Leg.End.MERGED);
  }

  private void end(Packet packet, Leg.End how) {
    if (packet.trace() != null) {
      journeys.ended(packet, how, null);
    }
    pool.free(packet);
  }

  /// What is under way now belongs to this packet's journey, if it has one.
  public void takeUp(Packet packet) {
    if (packet.trace() != loop.cause()) {
      loop.cause(packet.trace());
    }
  }

  /// Notes a stage of a packet that is being recorded: call it behind `packet.trace() != null`.
  public void note(Packet packet, @Nullable Netns netns, Stage stage) {
    journeys.note(packet, netns, stage);
  }
}
