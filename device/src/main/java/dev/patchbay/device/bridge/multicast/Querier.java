package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Who asks the network for the groups of one family: the bridge, or another, of whom the one with
/// the lowest address stays (RFC 2236 section 3, `bridge_mcast_querier`).
final class Querier {
  private final BridgeContext context;
  private final Family family;
  private final SnoopTimer other;
  private @Nullable SnoopTimer own;
  private long startupSent;
  private long addressHi;
  private long addressLo;

  /// Until then answers to the first question may still be missing.
  private long settledAt;

  Querier(BridgeContext context, Family family) {
    this.context = context;
    this.family = family;
    this.other = new SnoopTimer(snooping().bridge(), this::otherExpired);
  }

  private Snooping snooping() {
    return context.snooping();
  }

  Family family() {
    return family;
  }

  BridgeContext context() {
    return context;
  }

  // ---- who it is

  /// Whether another one asks.
  boolean isOther() {
    return other.isArmed();
  }

  /// Whether groups are known, since somebody asks for them (`__br_multicast_querier_exists`).
  boolean exists() {
    return (isOther() || context.asksOf(family)) && snooping().now() > settledAt;
  }

  /// Somebody has asked for all groups. Returns whether it is the one who asks from now on
  /// (`br_multicast_select_querier`).
  boolean heard(long hi, long lo, long delay) {
    boolean asksNobody = (own == null || !own.isArmed()) && !isOther();
    boolean isFirst = family == Family.IPV4 && addressHi == 0;
    if (!isFirst && !asksNobody && compare(hi, lo) > 0) {
      return false;
    }
    addressHi = hi;
    addressLo = lo;
    if (!isOther()) {
      settledAt = snooping().now() + delay;
    }
    other.start(context.settings().querierInterval());
    return true;
  }

  private int compare(long hi, long lo) {
    int first = Long.compareUnsigned(hi, addressHi);
    return first != 0 ? first : Long.compareUnsigned(lo, addressLo);
  }

  private void otherExpired() {
    if (snooping().bridge().isUp() && context.snoops()) {
      start();
    }
  }

  // ---- the bridge asks

  /// `mcast_querier` was switched on.
  void begin() {
    if (!isOther()) {
      settledAt = snooping().now() + context.settings().queryResponseInterval();
    }
    start();
  }

  /// `br_multicast_start_querier`
  private void start() {
    if (!context.isCurrent()) {
      return;
    }
    open();
    for (int i = 0; i < snooping().portCount(); i++) {
      PortContext port = context.of(snooping().port(i));
      if (port != null && port.mayQuery()) {
        port.query(family).begin();
      }
    }
  }

  /// The bridge asks its own host soon, as often as at first (`__br_multicast_open_query`).
  void open() {
    startupSent = 0;
    if (snooping().settings().snoops() && context.settings().queries()) {
      timer().start(0);
    }
  }

  private SnoopTimer timer() {
    SnoopTimer known = own;
    if (known == null) {
      known = new SnoopTimer(snooping().bridge(), this::expired);
      own = known;
    }
    return known;
  }

  /// `br_multicast_query_expired`
  private void expired() {
    if (startupSent < context.settings().startupQueryCount()) {
      startupSent++;
    }
    if (!context.isInUse() || !context.isQuerier(family)) {
      return;
    }
    snooping().queries().askHost(this);
    timer().start(context.interval(startupSent));
  }

  /// It is the bridge that asks, from this address.
  void own(long hi, long lo) {
    addressHi = hi;
    addressLo = lo;
  }

  /// Asks the host about a group: the next question for all is due then.
  void postpone(long nanos) {
    timer().start(nanos);
  }

  void stop() {
    other.stop();
    if (own != null) {
      own.stop();
    }
  }
}
