package dev.patchbay.core;

import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// Packets that wait for a worker, who takes them up as soon as what is under way is done (a
/// `work_struct` and its list of packets).
public final class PacketWork {
  private final World world;
  private final Timer timer;
  private final Consumer<Packet> worker;
  private final ArrayDeque<Packet> packets = new ArrayDeque<>();
  private int limit;

  /// The packets are `worker`'s, one by one.
  public PacketWork(Machine machine, Consumer<Packet> worker) {
    this.world = machine.world();
    this.timer = new Timer(machine.number(), this::run);
    this.worker = worker;
  }

  /// How many packets may wait, without a sign; none at first.
  public int limit() {
    return limit;
  }

  public void limit(int packets) {
    limit = packets;
  }

  /// Lets the packet wait. Returns whether there was room; else it remains the caller's.
  public boolean add(Packet packet) {
    if (Integer.compareUnsigned(packets.size(), limit) >= 0) {
      return false;
    }
    packets.add(packet);
    if (!timer.isArmed()) {
      world.loop().arm(timer, world.loop().now());
    }
    return true;
  }

  private void run() {
    for (Packet packet = packets.poll(); packet != null; packet = packets.poll()) {
      world.takeUp(packet);
      worker.accept(packet);
    }
  }

  /// Drops what waits.
  public void clear() {
    for (Packet packet = packets.poll(); packet != null; packet = packets.poll()) {
      world.drop(packet, DropReason.DEV_GONE);
    }
  }
}
