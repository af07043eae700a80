package dev.patchbay.qdisc;

import dev.patchbay.core.Features;
import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Stage;
import dev.patchbay.core.TrafficPart;
import dev.patchbay.core.TxQueue;
import dev.patchbay.core.World;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.text.Handle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The disciplines of a device, and the way of its packets through them.
///
/// The root one is given every packet that the device is to send; then it is asked, until it has
/// nothing that may go now, and what it lets go is transmitted. One that lets packets go later has
/// a [Watchdog] ask again.
public final class DeviceTraffic implements TrafficPart, TxQueue {
  private static final int BUCKETS = 16;

  /// The golden ratio, by which the kernel spreads numbers over the buckets of a table.
  private static final int GOLDEN_RATIO = 0x61c8_8647;

  private final NetDevice device;
  private final World world;

  /// Those below the root, by their numbers, the newest first in each bucket (`dev->qdisc_hash`):
  /// the order they are listed in.
  private @Nullable List<List<Qdisc>> buckets;

  /// What is first to be asked; null while the device has never been up.
  private @Nullable Qdisc root;

  private @Nullable Qdisc ingress;
  private boolean hadIngress;
  private boolean running;

  private DeviceTraffic(NetDevice device) {
    this.device = device;
    this.world = device.netns().world();
  }

  /// What a device begins with when it comes up: nothing where it does not queue.
  static TrafficPart begin(NetDevice device) {
    return device.has(Features.NO_QUEUE) ? TrafficPart.NOQUEUE : new DeviceTraffic(device);
  }

  /// What the device has, to be looked at.
  public static DeviceTraffic view(NetDevice device) {
    if (device.traffic() instanceof DeviceTraffic traffic) {
      return traffic;
    }
    DeviceTraffic traffic = new DeviceTraffic(device);
    if (device.traffic() != null) {
      traffic.root = traffic.usual();
    }
    return traffic;
  }

  /// What the device has, to be changed.
  static DeviceTraffic edit(NetDevice device) {
    DeviceTraffic traffic = view(device);
    device.traffic(traffic);
    return traffic;
  }

  // ---- the way of a packet

  @Override
  public int enqueue(Packet packet) {
    Qdisc queue = root;
    if (queue == null) {
      return device.hardStart(packet);
    }
    SizeTable sizes = queue.sizes();
    packet.cost(sizes == null ? 0 : sizes.cost(packet.length()));
    if (!running && queue.canBypass() && queue.statistics().length == 0) {
      queue.countSent(packet);
      transmit(packet);
      run();
      return 0;
    }
    if (packet.trace() instanceof Leg leg) {
      leg.waitsSince(world.loop().now());
      world.note(packet, device.netns(), new QueueStages.Enqueued(rootKind(), device.name()));
    }
    int verdict = queue.enqueue(packet);
    run();
    return Qdisc.told(verdict);
  }

  /// Something may go that could not before (`netif_schedule_queue`).
  public void wake() {
    run();
  }

  /// Transmits what may go now (`__qdisc_run`).
  void run() {
    if (running || root == null) {
      return;
    }
    Object cause = world.loop().cause();
    Packet packet = next();
    while (packet != null) {
      world.takeUp(packet);
      if (packet.trace() instanceof Leg leg) {
        long waited = world.loop().now() - leg.waitsSince();
        Stage stage = new QueueStages.Dequeued(rootKind(), device.name(), waited);
        world.note(packet, device.netns(), stage);
      }
      transmit(packet);
      packet = next();
    }
    world.loop().cause(cause);
  }

  private @Nullable Packet next() {
    Qdisc queue = root;
    return queue == null || !device.isActive() ? null : queue.poll();
  }

  /// Nobody else transmits by the device meanwhile.
  private void transmit(Packet packet) {
    running = true;
    try {
      var _ = device.hardStart(packet);
    } finally {
      running = false;
    }
  }

  // ---- the device

  @Override
  public String rootKind() {
    return root == null ? "noop" : root.kind().name();
  }

  @Override
  public void activate() {
    if (root == null) {
      root(usual());
    }
  }

  @Override
  public void deactivate() {
    if (root != null) {
      root.reset();
    }
  }

  @Override
  public void shutdown() {
    root(null);
    ingress(null);
  }

  /// What a device has that nobody has given another one.
  private Qdisc usual() {
    MachineTraffic machine = MachineTraffic.of(device.netns().machine());
    if (device.has(Features.NO_QUEUE)) {
      return create(machine, "noqueue");
    }
    return create(machine, device.numTxQueues() > 1 ? "mq" : machine.defaultKind());
  }

  /// What a queue of the device begins with, counted from 0 (`mq_init`); those that are not in use
  /// are not shown.
  public Qdisc usualOfQueue(int queue, int parent) {
    boolean inUse = queue < device.realTxQueues();
    MachineTraffic machine = MachineTraffic.of(device.netns().machine());
    String name = inUse ? machine.defaultKind() : "pfifo_fast";
    Qdisc made = usualChild(name, parent, QdiscKind.Options.NONE);
    made.invisible(!inUse);
    return made;
  }

  private Qdisc create(MachineTraffic machine, String name) {
    QdiscKind kind = machine.kinds().find(name);
    if (kind == null) {
      throw new IllegalStateException("no " + name);
    }
    try {
      return kind.create(new Place(device, this, Handle.ROOT, 0), QdiscKind.Options.NONE);
    } catch (NetlinkException e) {
      throw new IllegalStateException(name + " cannot be the usual one", e);
    }
  }

  /// A fifo for a class that has nothing else, of so many packets (`qdisc_create_dflt`), which need
  /// not be the device's own number.
  public Qdisc usualChild(String name, int parent, QdiscKind.Options options) {
    QdiscKind kind = MachineTraffic.of(device.netns().machine()).kinds().find(name);
    if (kind == null) {
      throw new IllegalStateException("no " + name);
    }
    try {
      Qdisc made = kind.create(new Place(device, this, parent, 0), options);
      made.invisible(true);
      return made;
    } catch (NetlinkException e) {
      throw new IllegalStateException(name + " cannot be the usual one", e);
    }
  }

  // ---- the tree

  /// The root discipline, or null while the device has never been up.
  public @Nullable Qdisc root() {
    return root;
  }

  /// What stands at ingress, or null.
  public @Nullable Qdisc ingress() {
    return ingress;
  }

  /// Whether anything ever stood at ingress.
  boolean hadIngress() {
    return hadIngress;
  }

  /// Puts another discipline at the root, and ends the one there; null for the usual one.
  void root(@Nullable Qdisc next) {
    Qdisc before = root;
    root = next;
    device.queue(next == null || next.kind().name().equals("noqueue") ? null : this);
    if (next != null) {
      next.hang(null, Handle.ROOT);
    }
    if (before != null) {
      before.end();
    }
  }

  /// Puts a discipline at ingress, or none.
  void ingress(@Nullable Qdisc next) {
    Qdisc before = ingress;
    hadIngress = true;
    ingress = next;
    if (before != null) {
      before.end();
    }
    if (next != null) {
      next.attached();
    }
  }

  /// Hangs `child` on a class of `upper`.
  public void hang(Qdisc child, Qdisc upper, int classid) {
    child.hang(upper, classid);
    List<Qdisc> bucket = bucket(child.handle());
    if (!bucket.contains(child)) {
      bucket.addFirst(child);
    }
  }

  /// The discipline is no longer part of the tree.
  void forget(Qdisc qdisc) {
    if (buckets != null) {
      bucket(qdisc.handle()).remove(qdisc);
    }
  }

  private List<Qdisc> bucket(int handle) {
    if (buckets == null) {
      buckets = new ArrayList<>(BUCKETS);
      for (int i = 0; i < BUCKETS; i++) {
        buckets.add(new ArrayList<>(0));
      }
    }
    return buckets.get((handle * GOLDEN_RATIO) >>> 28);
  }

  /// The discipline of this number, or null (`qdisc_lookup`).
  public @Nullable Qdisc find(int handle) {
    if (handle == 0) {
      return null;
    }
    if (root != null && root.handle() == handle) {
      return root;
    }
    if (buckets != null) {
      for (Qdisc qdisc : bucket(handle)) {
        if (qdisc.handle() == handle) {
          return qdisc;
        }
      }
    }
    return ingress != null && ingress.handle() == handle ? ingress : null;
  }

  /// All of them, in the kernel's order.
  public List<Qdisc> all() {
    List<Qdisc> all = new ArrayList<>();
    if (root != null) {
      all.add(root);
    }
    if (buckets != null) {
      buckets.forEach(all::addAll);
    }
    if (ingress != null) {
      all.add(ingress);
    }
    return all;
  }
}
