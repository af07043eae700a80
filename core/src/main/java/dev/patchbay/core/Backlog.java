package dev.patchbay.core;

import dev.patchbay.core.time.Event;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Packet;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where packets cross from one device to another (`netif_rx`, `process_backlog`): a ring that
/// takes a microsecond to cross, is served one packet every half microsecond, and holds
/// `net.core.netdev_max_backlog`. So a call never nests across a veth, time always moves, and a
/// loop in a topology costs a bounded amount of work.
public final class Backlog extends Event {
  /// How long a crossing takes, in nanoseconds.
  public static final long CROSSING = 1_000;

  /// How far apart packets are served, in nanoseconds.
  public static final long SERVICE = 500;

  private final World world;
  private final EventLoop loop;
  private @Nullable Packet[] packets = new @Nullable Packet[16];

  /// When each is served.
  private long[] times = new long[16];

  private int first;
  private int count;
  private long lastTime;
  private boolean serving;
  private int limit = 1000;
  private long drops;
  private long processed;
  private @Nullable Gro gro;

  Backlog(World world, int machine) {
    super(machine);
    this.world = world;
    this.loop = world.loop();
  }

  /// How many packets it holds at most.
  public int limit() {
    return limit;
  }

  /// Sets `net.core.netdev_max_backlog`.
  public void limit(int packets) {
    limit = packets;
  }

  /// How many packets were dropped because it was full.
  public long drops() {
    return drops;
  }

  /// How many packets have crossed.
  public long processed() {
    return processed;
  }

  /// How many packets it holds.
  public int length() {
    return count;
  }

  /// Lets the packet, whose device is set, cross to that device. Returns whether there was room
  /// (`netif_rx`).
  public boolean add(Packet packet) {
    if (count > limit) {
      drops++;
      NetDevice device = NetDevice.of(packet);
      if (device != null) {
        device.statistics().rxDropped++;
      }
      world.drop(packet, DropReason.CPU_BACKLOG);
      return false;
    }
    if (count == packets.length) {
      grow();
    }
    int at = (first + count) & (packets.length - 1);
    long time = Math.max(loop.now() + CROSSING, lastTime + SERVICE);
    lastTime = time;
    packets[at] = packet;
    times[at] = time;
    count++;
    if (!serving && !isArmed()) {
      loop.armQueue(this, time);
    }
    return true;
  }

  /// As [#add], but the packet goes on together with one of its connection that waits before it,
  /// where that may be (`napi_gro_receive`).
  public boolean join(Packet packet) {
    Gro known = gro;
    if (known == null) {
      known = new Gro();
      gro = known;
    }
    if (!known.receive(packet, processed + count, processed)) {
      return add(packet);
    }
    NetDevice device = NetDevice.of(packet);
    if (device != null) {
      device.countJoined(packet);
    }
    world.merge(packet);
    return true;
  }

  /// Drops what it holds.
  void clear() {
    while (count > 0) {
      Packet packet = Objects.requireNonNull(packets[first]);
      packets[first] = null;
      first = (first + 1) & (packets.length - 1);
      count--;
      world.drop(packet, DropReason.NETNS_GONE);
    }
  }

  @Override
  protected void run() {
    if (count == 0) {
      return;
    }
    serving = true;
    try {
      do {
        serve();
      } while (count > 0 && loop.advanceWithin(times[first]));
    } finally {
      serving = false;
      if (count > 0) {
        loop.armQueue(this, times[first]);
      }
    }
  }

  private void serve() {
    Packet packet = Objects.requireNonNull(packets[first]);
    packets[first] = null;
    first = (first + 1) & (packets.length - 1);
    count--;
    processed++;
    world.takeUp(packet);
    NetDevice device = NetDevice.of(packet);
    if (device == null || !device.isRegistered()) {
      world.drop(packet, DropReason.DEV_GONE);
    } else {
      device.receive(packet);
    }
  }

  private void grow() {
    int size = packets.length;
    @Nullable Packet[] wider = Arrays.copyOf(packets, size * 2);
    long[] widerTimes = Arrays.copyOf(times, size * 2);
    // The ring is full, so it wraps at `first`: what stands before goes behind.
    System.arraycopy(packets, 0, wider, size, first);
    System.arraycopy(times, 0, widerTimes, size, first);
    Arrays.fill(wider, 0, first, null);
    packets = wider;
    times = widerTimes;
  }
}
