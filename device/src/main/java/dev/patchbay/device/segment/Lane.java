package dev.patchbay.device.segment;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.World;
import dev.patchbay.core.time.Event;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One direction between a NIC and its segment: a queue, a wire, and what happens to frames on it,
/// in the order of netem (net/sched/sch_netem.c): loss, duplication, corruption, the limit, then
/// rate and delay. One event serves all frames under way.
public final class Lane extends Event {
  private final World world;
  private final EventLoop loop;
  private final Consumer<Packet> exit;
  private final String name;
  private final LaneQueue queue = new LaneQueue();
  private final LaneStatistics statistics = new LaneStatistics();
  private Conditions conditions = Conditions.NONE;
  private @Nullable Chances chances;
  private boolean cut;

  /// When the wire is free for the next frame.
  private long free;

  /// Random numbers of a lane, a stream a purpose, so that more loss does not change which frames
  /// are corrupted.
  private static final class Chances {
    final RandomStream loss;
    final RandomStream duplicate;
    final RandomStream corrupt;
    final RandomStream reorder;
    final RandomStream jitter;

    Chances(World world, String lane) {
      loss = world.random(lane + "/loss");
      duplicate = world.random(lane + "/duplicate");
      corrupt = world.random(lane + "/corrupt");
      reorder = world.random(lane + "/reorder");
      jitter = world.random(lane + "/jitter");
    }
  }

  /// A lane of machine number `machine` whose frames come out at `exit`; its random numbers are
  /// called `name`.
  Lane(World world, int machine, String name, Consumer<Packet> exit) {
    super(machine);
    this.world = world;
    this.loop = world.loop();
    this.name = name;
    this.exit = exit;
  }

  public Conditions conditions() {
    return conditions;
  }

  /// What it does to frames from now on; those under way go on as they are.
  void conditions(Conditions value) {
    conditions = value;
  }

  public LaneStatistics statistics() {
    return statistics;
  }

  /// How many frames are under way.
  public int backlogFrames() {
    return queue.count();
  }

  /// How many bytes the frames under way have.
  public long backlogBytes() {
    return queue.bytes();
  }

  /// Cuts it, and what is under way is lost, or mends it.
  void cut(boolean value) {
    cut = value;
    if (value) {
      while (queue.count() > 0) {
        dropCut(queue.remove());
      }
      loop.disarm(this);
      free = 0;
    }
  }

  // ---- the way in

  /// Takes a frame, with its link header at the head.
  void send(Packet packet) {
    Conditions now = conditions;
    if (cut) {
      dropCut(packet);
    } else if (now.isPlain() && queue.count() == 0) {
      leave(packet);
    } else {
      enter(packet, now, chances());
    }
  }

  private Chances chances() {
    Chances known = chances;
    if (known == null) {
      known = new Chances(world, name);
      chances = known;
    }
    return known;
  }

  private void enter(Packet packet, Conditions now, Chances chances) {
    if (isTooLong(packet, now.mtu())) {
      statistics.tooLong++;
      world.drop(packet, DropReason.SEGMENT_MTU);
      return;
    }
    boolean twice = now.duplicate().strikes(chances.duplicate);
    if (now.loss().strikes(chances.loss)) {
      statistics.lost++;
      world.drop(packet, DropReason.SEGMENT_LOSS);
      return;
    }
    if (twice) {
      statistics.duplicated++;
      queue(world.clone(packet), now, chances);
    }
    queue(packet, now, chances);
  }

  private static boolean isTooLong(Packet packet, int mtu) {
    if (mtu == 0 || packet.segmentSize() != 0) {
      return false;
    }
    int type = Ethernet.type(packet.bytes(), packet.head());
    boolean tagged = type == EtherType.VLAN || type == EtherType.QINQ;
    return packet.length() > mtu + Ethernet.HEADER + (tagged ? VlanTag.HEADER : 0);
  }

  private void queue(Packet packet, Conditions now, Chances chances) {
    if (now.corrupt().strikes(chances.corrupt)) {
      corrupt(packet, chances.corrupt);
    }
    if (!now.limit().admits(queue.count(), queue.bytes(), packet.length())) {
      statistics.overlimit++;
      world.drop(packet, DropReason.SEGMENT_LIMIT);
      return;
    }
    if (queue.add(packet, arrival(packet, now, chances))) {
      loop.arm(this, queue.firstTime());
    }
  }

  /// Changes one bit, somewhere. The checksum is the sender's, so that the receiver can tell.
  private void corrupt(Packet packet, RandomStream random) {
    Checksum.resolve(packet);
    byte[] bytes = packet.edit();
    int at = packet.head() + random.nextInt(packet.length());
    bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    statistics.corrupted++;
  }

  private long arrival(Packet packet, Conditions now, Chances chances) {
    long start = Math.max(loop.now(), free);
    long sent = start + now.transmissionTime(packet.length());
    free = sent;
    if (now.reorder().strikes(chances.reorder)) {
      statistics.reordered++;
      return sent;
    }
    long jitter = now.jitter();
    long delay = now.delay() + (jitter == 0 ? 0 : chances.jitter.between(-jitter, jitter));
    return sent + Math.max(delay, 0);
  }

  // ---- the way out

  @Override
  protected void run() {
    while (queue.count() > 0 && queue.firstTime() <= loop.now()) {
      Packet packet = queue.remove();
      world.takeUp(packet);
      leave(packet);
    }
    if (queue.count() > 0 && !isArmed()) {
      loop.arm(this, queue.firstTime());
    }
  }

  private void leave(Packet packet) {
    statistics.frames++;
    statistics.bytes += packet.length();
    exit.accept(packet);
  }

  private void dropCut(Packet packet) {
    statistics.cut++;
    world.drop(packet, DropReason.SEGMENT_CUT);
  }
}
