package dev.patchbay.stack.neighbour;

import static dev.patchbay.stack.neighbour.NeighbourState.*;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// One neighbour on one device: its link-layer address, how much that can be trusted, and the
/// packets that wait for it.
///
/// Theory of operation, as in net/core/neighbour.c: a packet to an unknown neighbour makes it
/// INCOMPLETE; it is asked for up to `mcast_solicit` times, a `retrans_time` apart; then it is
/// FAILED and the packets' senders are told. An answer makes it REACHABLE for about
/// `base_reachable_time`, then it is STALE. The next packet goes out all the same, and makes it
/// DELAY: if nothing confirms it within `delay_first_probe_time`, it is asked by PROBEs of its own.
public final class Neighbour implements Route.NextHopNeighbour {
  /// [#update] with no address of its own: the one that is known stays.
  public static final long KNOWN_ADDRESS = -1;

  /// Another address may replace a valid one.
  public static final int OVERRIDE = 0x1;

  /// Another address makes a valid one STALE instead of replacing it.
  public static final int WEAK_OVERRIDE = 0x2;

  /// The flag that it is a router may be taken away.
  public static final int OVERRIDE_ISROUTER = 0x4;

  /// Somebody outside has learned it.
  public static final int EXTERNALLY_LEARNED = 0x20;

  /// It is a router.
  public static final int ISROUTER = 0x40;

  /// An administrator says so.
  public static final int ADMIN = 0x80;

  private final NeighbourTable table;
  private final NeighbourParameters parameters;
  private final NetDevice device;
  private final long hi;
  private final long lo;
  private int state = NONE;

  /// Whether no limit of the table counts it.
  boolean exempt;

  private long address;
  private boolean dead;
  private boolean router;
  private boolean external;
  private boolean managed;
  private int protocol;
  private int probes;
  private long confirmed;
  private long updated;
  private long used;
  private @Nullable Timer timer;
  private @Nullable WaitingPackets waiting;

  Neighbour(
      NeighbourTable table, NeighbourParameters parameters, NetDevice device, long hi, long lo) {
    this.table = table;
    this.parameters = parameters;
    this.device = device;
    this.hi = hi;
    this.lo = lo;
    this.updated = now();
    this.used = updated;
    this.confirmed = longAgo();
  }

  // ---- who it is

  public NetDevice device() {
    return device;
  }

  /// The upper half of its address, left-aligned.
  public long hi() {
    return hi;
  }

  public long lo() {
    return lo;
  }

  public Ip ip() {
    return new Ip(table.family(), hi, lo);
  }

  /// One of [NeighbourState].
  public int state() {
    return state;
  }

  /// Whether the state is one of these.
  public boolean is(int states) {
    return (state & states) != 0;
  }

  /// The link-layer address: good while the state is VALID, before that 0, afterwards the last one.
  public long address() {
    return address;
  }

  public boolean isRouter() {
    return router;
  }

  /// Whether it was learned by somebody outside (`extern_learn`).
  public boolean isExternal() {
    return external;
  }

  /// Whether it is looked for again and again (`managed`).
  public boolean isManaged() {
    return managed;
  }

  /// Who made it (`RTPROT_…`); 0 when nobody says.
  public int protocol() {
    return protocol;
  }

  void protocol(int value) {
    protocol = value;
  }

  /// How often it has been asked for since the state began.
  public int probes() {
    return probes;
  }

  /// When it was last confirmed, in nanoseconds of the lab's clock.
  public long confirmed() {
    return confirmed;
  }

  /// When its state or address last changed.
  public long updated() {
    return updated;
  }

  /// When a packet last asked for it.
  public long used() {
    return used;
  }

  void used(long time) {
    used = time;
  }

  /// Whether a timer leads it on.
  boolean isTimed() {
    return timer != null && timer.isArmed();
  }

  /// Whether it has left the table: whoever keeps it looks it up again.
  public boolean isDead() {
    return dead;
  }

  /// The settings that hold for it.
  public NeighbourParameters parameters() {
    return parameters;
  }

  private World world() {
    return device.netns().world();
  }

  private long now() {
    return device.netns().world().loop().now();
  }

  private long longAgo() {
    return now() - 2 * parameters.nanos(NeighbourSetting.BASE_REACHABLE_TIME);
  }

  /// It needs no asking: `linkAddress` is right for ever. For [NeighbourProtocol#construct].
  public void fix(long linkAddress) {
    state = NOARP;
    address = linkAddress;
  }

  // ---- packets

  /// Sends the packet, whose head is the network header, to this neighbour, or lets it wait
  /// (`neigh_output`). Returns 0, or the number of the error its sender is told.
  public int send(Packet packet) {
    if ((state & CONNECTED) != 0) {
      if (packet.trace() != null) {
        note(packet);
      }
      device.pushHeader(packet, address, packet.protocol());
      return device.send(packet);
    }
    return resolve(packet);
  }

  /// `neigh_resolve_output`.
  private int resolve(Packet packet) {
    used = now();
    if (!is(CONNECTED | DELAY | PROBE) && !mayGo(packet)) {
      return 0;
    }
    if (packet.trace() != null) {
      note(packet);
    }
    device.pushHeader(packet, address, packet.protocol());
    return device.send(packet);
  }

  private void note(Packet packet) {
    if (device.addressLength() > 0) {
      String word = NeighbourState.word(state);
      world().note(packet, device.netns(), new NeighbourStages.Known(ip(), address, word));
    }
  }

  /// Begins to look for it, as if a packet went there (`neigh_event_send`).
  public void use() {
    used = now();
    if (!is(CONNECTED | DELAY | PROBE)) {
      mayGo(null);
    }
  }

  /// Whether the packet can go at once; when it cannot, it waits or is dropped
  /// (`__neigh_event_send`).
  private boolean mayGo(@Nullable Packet packet) {
    if (dead && !is(STALE)) {
      drop(packet, DropReason.NEIGH_DEAD);
      return false;
    }
    if (dead) {
      return true;
    }
    if (is(STALE)) {
      state = DELAY;
      updated = now();
      armTimer(updated + parameters.nanos(NeighbourSetting.DELAY_PROBE_TIME));
      return true;
    }
    if (is(INCOMPLETE)) {
      enqueue(packet);
      return false;
    }
    return begin(packet);
  }

  /// Nothing is known of it: the first question, or none if the settings say so.
  private boolean begin(@Nullable Packet packet) {
    updated = now();
    if (parameters.get(NeighbourSetting.MCAST_SOLICIT)
            + parameters.get(NeighbourSetting.APP_SOLICIT)
        == 0) {
      state = FAILED;
      drop(packet, DropReason.NEIGH_FAILED);
      return false;
    }
    probes = parameters.get(NeighbourSetting.UCAST_SOLICIT);
    state = INCOMPLETE;
    armTimer(updated + parameters.retransmit());
    enqueue(packet);
    if (packet == null) {
      probe();
    } else {
      Leg before = world().journeys().enter(packet);
      probe();
      world().journeys().leave(before);
    }
    return false;
  }

  private void drop(@Nullable Packet packet, DropReason reason) {
    if (packet != null) {
      world().drop(packet, reason);
    }
  }

  // ---- packets that wait

  private void enqueue(@Nullable Packet packet) {
    if (packet == null) {
      return;
    }
    if (packet.trace() != null) {
      world().note(packet, device.netns(), new NeighbourStages.Wait(ip().text(), device.name()));
    }
    WaitingPackets queue = waiting;
    if (queue == null) {
      queue = new WaitingPackets(world());
      waiting = queue;
    }
    table.statistics().unresolvedDiscards +=
        queue.add(packet, parameters.get(NeighbourSetting.QUEUE_LENGTH_BYTES));
  }

  private void dropQueued(DropReason reason) {
    if (waiting != null) {
      waiting.dropAll(reason);
    }
  }

  /// The address is known: what waits goes out, and so does what that sets off, unless it is lost
  /// again meanwhile.
  private void sendQueued() {
    WaitingPackets queue = waiting;
    while (queue != null && is(VALID)) {
      Packet packet = queue.poll();
      if (packet == null) {
        return;
      }
      world().takeUp(packet);
      send(packet);
    }
    dropQueued(DropReason.NEIGH_FAILED);
  }

  /// The waiting packets' senders are told (`neigh_invalidate`).
  private void fail() {
    table.statistics().resolutionsFailed++;
    updated = now();
    WaitingPackets queue = waiting;
    while (queue != null && is(FAILED)) {
      Packet packet = queue.poll();
      if (packet == null) {
        return;
      }
      world().takeUp(packet);
      table.protocol().reportFailure(this, packet);
    }
    dropQueued(DropReason.NEIGH_FAILED);
  }

  // ---- time

  private void armTimer(long at) {
    Timer known = timer;
    if (known == null) {
      known = new Timer(device.netns().machine().number(), this::timeOut);
      timer = known;
    }
    world().loop().arm(known, at);
  }

  private void disarmTimer() {
    if (timer != null) {
      world().loop().disarm(timer);
    }
  }

  private long reachableTime() {
    return parameters.reachableTime(device, table.family(), now());
  }

  /// `neigh_timer_handler`.
  private void timeOut() {
    int before = state;
    long next =
        switch (state) {
          case REACHABLE -> afterReachable();
          case DELAY -> afterDelay();
          default -> now() + parameters.retransmit();
        };
    if (is(INCOMPLETE | PROBE) && probes >= mostProbes()) {
      state = FAILED;
      fail();
    } else if (is(IN_TIMER)) {
      armTimer(Math.max(next, now() + NeighbourSetting.JIFFY));
      if (is(INCOMPLETE | PROBE)) {
        probe();
      }
    }
    // Suspicion alone is no news to monitors.
    if (state != before && state != DELAY) {
      table.announce(this);
    }
  }

  private long afterReachable() {
    long now = now();
    long until = confirmed + reachableTime();
    if (now <= until) {
      return until;
    }
    updated = now;
    long delay = parameters.nanos(NeighbourSetting.DELAY_PROBE_TIME);
    state = now <= used + delay ? DELAY : STALE;
    return now + delay;
  }

  private long afterDelay() {
    long now = now();
    updated = now;
    if (now <= confirmed + parameters.nanos(NeighbourSetting.DELAY_PROBE_TIME)) {
      state = REACHABLE;
      return confirmed + reachableTime();
    }
    probes = 0;
    state = PROBE;
    return now + parameters.retransmit();
  }

  /// `neigh_max_probes`.
  private int mostProbes() {
    return parameters.get(NeighbourSetting.UCAST_SOLICIT)
        + parameters.get(NeighbourSetting.APP_SOLICIT)
        + parameters.get(
            is(PROBE) ? NeighbourSetting.MCAST_RESOLICIT : NeighbourSetting.MCAST_SOLICIT);
  }

  private void probe() {
    table.protocol().solicit(this, waiting == null ? null : waiting.latest());
    probes++;
  }

  // ---- news

  /// Something above has heard from the neighbour (`neigh_confirm`).
  public void confirm() {
    confirmed = now();
  }

  /// An administrator says what address and state are (`neigh_update`).
  ///
  /// @param linkAddress the address, or [#KNOWN_ADDRESS]
  /// @param next the state, one of [NeighbourState]
  /// @param flags what may be replaced: the constants above
  /// @throws NetlinkException `EPERM` when it has left the table, `EINVAL` when no address is known
  void update(long linkAddress, int next, int flags) throws NetlinkException {
    if (dead) {
      throw new NetlinkException(Errno.EPERM, "Neighbor entry is now dead");
    }
    managed(false);
    boolean news = external != ((flags & EXTERNALLY_LEARNED) != 0);
    external = (flags & EXTERNALLY_LEARNED) != 0;
    table.recount(this);
    boolean unknown = linkAddress == KNOWN_ADDRESS && !is(VALID);
    if ((next & VALID) == 0) {
      news |= lose(next);
    } else if (!unknown) {
      news |= learn(linkAddress, next, flags | ADMIN);
    }
    if (news) {
      table.announce(this);
    }
    if (unknown && (next & VALID) != 0) {
      throw new NetlinkException(Errno.EINVAL, "No link layer address given");
    }
  }

  /// What comes by the wire says what the address is: an answer, a question that came by
  /// (`neigh_update`). What an administrator has fixed, and what says nothing of an address that is
  /// not known either, changes nothing.
  ///
  /// @param linkAddress the address, or [#KNOWN_ADDRESS]
  /// @param next the state, a VALID one of [NeighbourState]
  /// @param flags what may be replaced: the constants above
  public void hear(long linkAddress, int next, int flags) {
    boolean unknown = linkAddress == KNOWN_ADDRESS && !is(VALID);
    if (!dead && !is(NOARP | PERMANENT) && !unknown && learn(linkAddress, next, flags)) {
      table.announce(this);
    }
  }

  private boolean lose(int next) {
    int before = state;
    disarmTimer();
    state = next;
    table.recount(this);
    if ((before & (INCOMPLETE | PROBE)) != 0 && (next & FAILED) != 0) {
      fail();
      return true;
    }
    return (before & VALID) != 0;
  }

  /// Takes address and state, if they may be taken; returns whether monitors should hear of it.
  private boolean learn(long linkAddress, int next, int flags) {
    boolean valid = is(VALID);
    boolean another = linkAddress != KNOWN_ADDRESS && !(valid && linkAddress == address);
    int taken = next;
    if ((next & CONNECTED) != 0) {
      confirmed = now();
    }
    if (valid && another && (flags & OVERRIDE) == 0) {
      if ((flags & WEAK_OVERRIDE) == 0 || !is(CONNECTED)) {
        return false;
      }
      // RFC 4861 7.2.5: the old address stays, but is doubted.
      return settle(address, STALE, false);
    }
    if (valid && !another && next == STALE && (flags & ADMIN) == 0) {
      taken = state;
    }
    boolean news = settle(another ? linkAddress : address, taken, another);
    return updateRouter(flags) || news;
  }

  private boolean settle(long linkAddress, int next, boolean another) {
    int before = state;
    if (next == before && !another) {
      return false;
    }
    updated = now();
    if (next != before) {
      enter(next);
    }
    if (another) {
      address = linkAddress;
      if ((next & CONNECTED) == 0) {
        confirmed = longAgo();
      }
    }
    if ((before & VALID) == 0) {
      sendQueued();
    }
    return true;
  }

  private void enter(int next) {
    disarmTimer();
    state = next;
    table.recount(this);
    if (next == PROBE) {
      probes = 0;
    }
    if (is(IN_TIMER)) {
      armTimer(now() + (next == REACHABLE ? reachableTime() : 0));
    }
  }

  private boolean updateRouter(int flags) {
    boolean now = (flags & ISROUTER) != 0;
    if ((flags & OVERRIDE_ISROUTER) == 0 || now == router) {
      return false;
    }
    router = now;
    return true;
  }

  /// It is to be looked for anew, whatever it was (`NTF_USE`), and with `again` from time to time
  /// (`NTF_EXT_MANAGED`).
  void useAnew(boolean again) {
    managed(again);
    state &= ~PERMANENT;
    use();
  }

  private void managed(boolean value) {
    if (managed != value) {
      managed = value;
      table.manage(this, value);
    }
  }

  /// It has left the table; what waits is dropped.
  void die(DropReason reason) {
    managed(false);
    dead = true;
    disarmTimer();
    dropQueued(reason);
  }
}
