package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.packet.LacpEnd;
import dev.patchbay.packet.Lacpdu;
import org.jspecify.annotations.Nullable;

/// A slave as a port of link aggregation, with the machines of IEEE 802.1AX 6.4: receive (6.4.12),
/// periodic (6.4.13), mux (6.4.15), transmit (6.4.16) and churn detection (6.4.17). A tick is a
/// tenth of a second, as the driver counts.
///
/// ```
///   receive:  PORT_DISABLED ─ link ─► EXPIRED ─ 3 s ─► DEFAULTED
///                                        │ PDU            │ PDU
///                                        ▼                ▼
///                                     CURRENT ─ 3 s or 90 s ─► EXPIRED
///   mux:      DETACHED ─ selected ─► WAITING ─ 2 s ─► ATTACHED ─ partner in sync ─► COLLECTING
/// ```
final class LacpPort {
  private static final int SECOND = 10;
  private static final int FAST_PERIOD = SECOND;
  private static final int SLOW_PERIOD = 30 * SECOND;
  private static final int SHORT_TIMEOUT = 3 * SECOND;
  private static final int LONG_TIMEOUT = 90 * SECOND;
  private static final int AGGREGATE_WAIT = 2 * SECOND;
  private static final int TICKS_A_PDU = 3;

  private enum Receive {
    INITIALIZE,
    PORT_DISABLED,
    LACP_DISABLED,
    EXPIRED,
    DEFAULTED,
    CURRENT
  }

  private enum Periodic {
    NONE,
    FAST,
    SLOW,
    TRANSMIT
  }

  private enum Mux {
    DETACHED,
    WAITING,
    ATTACHED,
    COLLECTING_DISTRIBUTING
  }

  /// How a port is at one moment; no aggregator is 0.
  record Snapshot(int aggregator, int actorState, int partnerState) {}

  /// What a port believes of a partner it has not heard of.
  private static final LacpEnd NOBODY = new LacpEnd(65535, 0, 1, 255, 1, 0);

  private final LinkAggregation aggregation;
  private final Slave slave;
  private final int number;
  private final LacpStatistics statistics = new LacpStatistics();
  private final ChurnDetector actorChurn = new ChurnDetector();
  private final ChurnDetector partnerChurn = new ChurnDetector();
  private @Nullable Aggregator aggregator;
  private LacpEnd partner = NOBODY;
  private int state;
  private int key;
  private boolean enabled = true;
  private boolean begins = true;
  private boolean lacpEnabled = true;
  private boolean selected;
  private boolean matched;
  private boolean readyToWork;
  private boolean needsToSend;
  private boolean churnBegins;
  private Receive receive = Receive.INITIALIZE;
  private Periodic periodic = Periodic.NONE;
  private Mux mux = Mux.DETACHED;
  private int receiveTimer;
  private int periodicTimer;
  private int muxTimer;
  private int sendTimer = TICKS_A_PDU;

  LacpPort(LinkAggregation aggregation, Slave slave, int number) {
    this.aggregation = aggregation;
    this.slave = slave;
    this.number = number;
    state = LacpState.AGGREGATING;
    updateSettings();
    updateKey(slave.link() == LinkState.UP);
  }

  // ---- what it is

  Slave slave() {
    return slave;
  }

  int number() {
    return number;
  }

  int key() {
    return key;
  }

  LacpEnd partner() {
    return partner;
  }

  /// What it tells its partner of itself.
  LacpEnd actor() {
    return new LacpEnd(aggregation.systemPriority(), aggregation.system(), key, 255, number, state);
  }

  @Nullable Aggregator aggregator() {
    return aggregator;
  }

  void aggregator(@Nullable Aggregator value) {
    aggregator = value;
  }

  LacpStatistics statistics() {
    return statistics;
  }

  boolean isEnabled() {
    return enabled;
  }

  boolean isReady() {
    return readyToWork;
  }

  ChurnDetector actorChurn() {
    return actorChurn;
  }

  ChurnDetector partnerChurn() {
    return partnerChurn;
  }

  Snapshot snapshot() {
    return new Snapshot(aggregator == null ? 0 : aggregator.number(), state, partner.state());
  }

  // ---- what happens to it

  /// The link has come or gone.
  void linkChanged(boolean up) {
    enabled = up;
    updateKey(up);
  }

  /// Who speaks unasked, and how often, may have changed (`bond_3ad_update_lacp_active`,
  /// `bond_3ad_update_lacp_rate`).
  void updateSettings() {
    set(LacpState.ACTIVE, aggregation.isLacpActive());
    set(LacpState.SHORT_TIMEOUT, aggregation.isFast());
  }

  /// The key says who may work together: what the user says, speed, duplex
  /// (`ad_update_actor_keys`).
  void updateKey(boolean up) {
    int code = up ? speedCode(slave.speed()) : 0;
    int duplex = up && slave.isFullDuplex() ? 1 : 0;
    int before = key;
    key = aggregation.userKey() << 6 | code << 1 | duplex;
    if (up && key != before) {
      lacpEnabled = duplex != 0;
      begins = true;
    }
  }

  private static int speedCode(int speed) {
    int[] speeds = {1, 10, 100, 1000, 2500, 5000, 10_000, 14_000, 20_000, 25_000, 40_000, 50_000};
    for (int i = 0; i < speeds.length; i++) {
      if (speeds[i] == speed) {
        return i + 1;
      }
    }
    return 0;
  }

  /// It is to be chosen an aggregator anew.
  void deselect() {
    selected = false;
  }

  /// All begins anew, as the actor is another.
  void restart() {
    begins = true;
  }

  /// A tick has passed (`bond_3ad_state_machine_handler`).
  void tick() {
    runReceive();
    runPeriodic();
    select();
    runMux();
    transmit();
    runChurn();
    begins = false;
  }

  private boolean has(int bit) {
    return (state & bit) != 0;
  }

  private boolean partnerHas(int bit) {
    return (partner.state() & bit) != 0;
  }

  private void set(int bits, boolean on) {
    state = on ? state | bits : state & ~bits;
  }

  // ---- receive machine

  /// An LACPDU has come.
  void receive(byte[] bytes, int at) {
    statistics.received++;
    if (receive == Receive.PORT_DISABLED
        || receive == Receive.LACP_DISABLED
        || receive == Receive.INITIALIZE) {
      return;
    }
    churnBegins |= receive != Receive.CURRENT;
    receive = Receive.CURRENT;
    if (Lacpdu.system(bytes, at, Lacpdu.ACTOR) == aggregation.system()) {
      slave.log(
          Level.ERR,
          "An illegal loopback occurred on slave\nCheck the configuration to verify that all"
              + " adapters are connected to 802.3ad compliant switch ports");
      return;
    }
    LacpEnd sender = Lacpdu.end(bytes, at, Lacpdu.ACTOR);
    LacpEnd self = Lacpdu.end(bytes, at, Lacpdu.PARTNER);
    if (!isSame(sender, partner)) {
      selected = false;
    }
    int told = LacpState.ACTIVE | LacpState.SHORT_TIMEOUT | LacpState.IN_SYNC;
    needsToSend |= !isSame(self, actor()) || ((self.state() ^ state) & told) != 0;
    record(sender, self);
    receiveTimer = has(LacpState.SHORT_TIMEOUT) ? SHORT_TIMEOUT : LONG_TIMEOUT;
    set(LacpState.EXPIRED, false);
  }

  /// Whether both name the same port, alone or not alone alike.
  private static boolean isSame(LacpEnd a, LacpEnd b) {
    return a.port() == b.port()
        && a.portPriority() == b.portPriority()
        && a.system() == b.system()
        && a.systemPriority() == b.systemPriority()
        && a.key() == b.key()
        && ((a.state() ^ b.state()) & LacpState.AGGREGATING) == 0;
  }

  /// `__record_pdu`: the partner is in sync when it knows us.
  private void record(LacpEnd sender, LacpEnd self) {
    matched = isSame(self, actor()) || (sender.state() & LacpState.AGGREGATING) == 0;
    set(LacpState.DEFAULTED, false);
    boolean sync = matched && (sender.state() & LacpState.IN_SYNC) != 0;
    partner = sender.withState(sync ? sender.state() : sender.state() & ~LacpState.IN_SYNC);
  }

  private void runReceive() {
    Receive before = receive;
    if (begins) {
      receive = Receive.INITIALIZE;
      churnBegins = true;
    } else if (!enabled) {
      receive = Receive.PORT_DISABLED;
    } else if (receiveTimer > 0 && --receiveTimer == 0) {
      receive =
          switch (receive) {
            case EXPIRED -> Receive.DEFAULTED;
            case CURRENT -> Receive.EXPIRED;
            default -> receive;
          };
    } else if (receive == Receive.PORT_DISABLED) {
      receive = lacpEnabled ? Receive.EXPIRED : Receive.LACP_DISABLED;
    }
    if (receive != before || begins) {
      enter();
    }
  }

  private void enter() {
    switch (receive) {
      case INITIALIZE -> {
        lacpEnabled = (key & 1) != 0;
        selected = false;
        recordDefault();
        set(LacpState.EXPIRED, false);
        receive = Receive.PORT_DISABLED;
        matched = false;
      }
      case PORT_DISABLED -> matched = false;
      case LACP_DISABLED -> {
        selected = false;
        recordDefault();
        partner = partner.withState(partner.state() & ~LacpState.AGGREGATING);
        matched = true;
        set(LacpState.EXPIRED, false);
      }
      case EXPIRED -> {
        matched = false;
        int bits = partner.state() & ~LacpState.IN_SYNC;
        partner = partner.withState(bits | LacpState.SHORT_TIMEOUT | LacpState.ACTIVE);
        receiveTimer = SHORT_TIMEOUT;
        set(LacpState.EXPIRED, true);
        churnBegins = true;
      }
      case DEFAULTED -> {
        selected &= isSame(NOBODY, partner);
        recordDefault();
        matched = true;
        set(LacpState.EXPIRED, false);
      }
      case CURRENT -> {}
    }
  }

  private void recordDefault() {
    partner = NOBODY;
    set(LacpState.DEFAULTED, true);
  }

  // ---- periodic machine

  private void runPeriodic() {
    Periodic before = periodic;
    boolean silent = !has(LacpState.ACTIVE) && !partnerHas(LacpState.ACTIVE);
    boolean fast = partnerHas(LacpState.SHORT_TIMEOUT);
    if (begins || !lacpEnabled || !enabled || silent || !aggregation.isLacpActive()) {
      periodic = Periodic.NONE;
    } else if (periodicTimer > 0) {
      runPeriodicTimer(fast);
    } else if (periodic == Periodic.NONE) {
      periodic = Periodic.FAST;
    } else if (periodic == Periodic.TRANSMIT) {
      periodic = fast ? Periodic.FAST : Periodic.SLOW;
    }
    if (periodic != before) {
      switch (periodic) {
        case NONE -> periodicTimer = 0;
        case FAST -> periodicTimer = FAST_PERIOD - 1;
        case SLOW -> periodicTimer = SLOW_PERIOD - 1;
        case TRANSMIT -> needsToSend = true;
      }
    }
  }

  private void runPeriodicTimer(boolean fast) {
    if (--periodicTimer == 0) {
      periodic = Periodic.TRANSMIT;
    } else if (periodic == Periodic.FAST && !fast) {
      periodic = Periodic.SLOW;
    } else if (periodic == Periodic.SLOW && fast) {
      periodicTimer = 0;
      periodic = Periodic.TRANSMIT;
    }
  }

  // ---- selection

  private void select() {
    if (selected) {
      return;
    }
    aggregation.select(this);
    selected = true;
    if (aggregator == null || !aggregator.active) {
      set(LacpState.IN_SYNC, false);
    }
  }

  // ---- mux machine

  private void runMux() {
    Mux before = mux;
    boolean works = aggregator != null && aggregator.active;
    if (begins) {
      mux = Mux.DETACHED;
    } else {
      mux = nextMux(works);
    }
    if (mux != before) {
      enterMux(works);
    }
  }

  private Mux nextMux(boolean works) {
    return switch (mux) {
      case DETACHED -> selected ? Mux.WAITING : mux;
      case WAITING -> nextWaiting();
      case ATTACHED -> {
        if (!selected) {
          readyToWork = false;
          yield Mux.DETACHED;
        }
        boolean mayWork = partnerHas(LacpState.IN_SYNC) && !aggregation.isChoosing();
        if (mayWork && works) {
          set(LacpState.IN_SYNC, true);
        }
        yield mayWork ? Mux.COLLECTING_DISTRIBUTING : mux;
      }
      case COLLECTING_DISTRIBUTING -> {
        if (!selected || !partnerHas(LacpState.IN_SYNC) || !has(LacpState.IN_SYNC)) {
          yield Mux.ATTACHED;
        }
        if (works && slave.isBackup()) {
          enable();
        }
        yield mux;
      }
    };
  }

  private Mux nextWaiting() {
    if (!selected) {
      readyToWork = false;
      return Mux.DETACHED;
    }
    if (muxTimer > 0 && --muxTimer == 0) {
      readyToWork = true;
    }
    boolean ready = aggregator != null && LinkAggregation.areReady(aggregator);
    return ready && muxTimer == 0 ? Mux.ATTACHED : mux;
  }

  private void enterMux(boolean works) {
    int working = LacpState.COLLECTING | LacpState.DISTRIBUTING;
    switch (mux) {
      case DETACHED -> {
        set(LacpState.IN_SYNC | working, false);
        disableIfAnswered();
        needsToSend = true;
      }
      case WAITING -> muxTimer = AGGREGATE_WAIT;
      case ATTACHED -> {
        set(LacpState.IN_SYNC, works);
        set(working, false);
        disableIfAnswered();
        needsToSend = true;
      }
      case COLLECTING_DISTRIBUTING -> {
        set(working | LacpState.IN_SYNC, true);
        if (works) {
          enable();
        }
        needsToSend = true;
      }
    }
  }

  /// The slave may send and receive (`__enable_port`).
  void enable() {
    if (slave.link() == LinkState.UP && slave.device().isRunning()) {
      slave.activate();
    }
  }

  /// A port that nobody answers works on (`ad_disable_collecting_distributing`).
  private void disableIfAnswered() {
    if (aggregator != null && aggregator.hasPartner()) {
      disable();
    }
  }

  /// `__disable_port`
  void disable() {
    slave.deactivate();
  }

  // ---- transmit machine

  private void transmit() {
    if (--sendTimer > 0) {
      return;
    }
    if (needsToSend && lacpEnabled && aggregation.isLacpActive()) {
      aggregation.sendPdu(this);
      needsToSend = false;
    }
    sendTimer = TICKS_A_PDU;
  }

  // ---- churn detection

  private void runChurn() {
    if (churnBegins) {
      churnBegins = false;
      actorChurn.restart();
      partnerChurn.restart();
      return;
    }
    actorChurn.tick(has(LacpState.IN_SYNC));
    partnerChurn.tick(partnerHas(LacpState.IN_SYNC));
  }
}
