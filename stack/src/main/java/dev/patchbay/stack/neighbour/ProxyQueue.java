package dev.patchbay.stack.neighbour;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions for other hosts whose answers wait a random while, so that the host itself may be
/// quicker (`pneigh_enqueue`, `proxy_delay`).
public final class ProxyQueue {
  /// A question that waits; its timer answers it.
  private final class Entry {
    final Packet packet;
    final NetDevice device;
    final Timer timer = new Timer(machine.number(), this::run);

    Entry(Packet packet, NetDevice device) {
      this.packet = packet;
      this.device = device;
    }

    private void run() {
      entries.remove(this);
      machine.world().takeUp(packet);
      protocol.redo(packet, device);
    }
  }

  private final Machine machine;
  private final NeighbourProtocol protocol;
  private final List<Entry> entries = new ArrayList<>(0);
  private @Nullable RandomStream random;

  /// An empty one; `protocol` answers what has waited.
  public ProxyQueue(Machine machine, NeighbourProtocol protocol) {
    this.machine = machine;
    this.protocol = protocol;
  }

  /// How many packets wait.
  public int size() {
    return entries.size();
  }

  /// Lets the packet wait for up to `proxy_delay`, or drops it when too many wait on the device.
  public void add(Packet packet, NetDevice device, NeighbourParameters parameters) {
    int waiting = (int) entries.stream().filter(entry -> entry.device == device).count();
    if (waiting > parameters.get(NeighbourSetting.PROXY_QUEUE_LENGTH)) {
      machine.world().drop(packet, DropReason.NEIGH_QUEUEFULL);
      return;
    }
    Entry entry = new Entry(packet, device);
    entries.add(entry);
    int jiffies = random().nextInt(parameters.get(NeighbourSetting.PROXY_DELAY));
    long at = machine.world().loop().now() + jiffies * NeighbourSetting.JIFFY;
    machine.world().loop().arm(entry.timer, at);
  }

  private RandomStream random() {
    RandomStream known = random;
    if (known == null) {
      known = machine.world().random(machine.name() + "/proxy/" + protocol.family().word());
      random = known;
    }
    return known;
  }

  /// The device has gone down: nothing waits for it any more.
  public void forget(NetDevice device) {
    for (Entry entry : List.copyOf(entries)) {
      if (entry.device == device) {
        entries.remove(entry);
        machine.world().loop().disarm(entry.timer);
        machine.world().drop(entry.packet, DropReason.NEIGH_DEAD);
      }
    }
  }
}
