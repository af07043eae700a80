package dev.patchbay.tools.teamd;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.LacpEnd;
import dev.patchbay.packet.Lacpdu;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A port that speaks the Link Aggregation Control Protocol (IEEE 802.1AX clause 6).
final class LacpPort implements PacketTap {
  static final int ACTIVE = 0x01;
  static final int SHORT_TIMEOUT = 0x02;
  static final int AGGREGATION = 0x04;
  static final int SYNCHRONIZATION = 0x08;
  static final int COLLECTING = 0x10;
  static final int DISTRIBUTING = 0x20;
  static final int DEFAULTED = 0x40;
  static final int EXPIRED = 0x80;

  private static final long SHORT = 1000;
  private static final long LONG = 30_000;
  private static final int TIMEOUT_PERIODS = 3;
  private static final LacpEnd NOBODY = new LacpEnd(0, 0, 0, 0, 0, 0);

  /// What is known of the partner.
  enum State {
    DISABLED,
    CURRENT,
    EXPIRED,
    DEFAULTED
  }

  private final LacpRunner runner;
  private final Daemon daemon;
  private final Port port;
  private final Timer periodic;
  private final Timer timeout;
  private final int priority;
  private final int key;
  private State state = State.DISABLED;
  private LacpEnd actor = NOBODY;
  private LacpEnd partner = NOBODY;
  private boolean linkBefore;
  private boolean duplexBefore;

  /// The port that leads the aggregator it belongs to, or null.
  @Nullable LacpPort lead;

  LacpPort(LacpRunner runner, Daemon daemon, Port port) throws Failure {
    this.runner = runner;
    this.daemon = daemon;
    this.port = port;
    this.priority = setting("lacp_prio", 0xff);
    this.key = setting("lacp_key", 0);
    this.periodic = daemon.timer(this::period);
    this.timeout = daemon.timer(this::expire);
  }

  private int setting(String name, int otherwise) throws Failure {
    Integer given = daemon.config().number("ports", port.name(), name);
    if (given != null && (given < 0 || given > 0xffff)) {
      daemon.log(port.name() + ": \"" + name + "\" value is out of its limits.");
      daemon.log("Failed to load port config.");
      throw new Failure(Errno.EINVAL);
    }
    return given == null ? otherwise : given;
  }

  // ---- life

  void start() {
    port.device().receiveMode().multicast().add(Lacpdu.GROUP);
    port.device().netns().addTap(this);
    actor =
        new LacpEnd(
            runner.systemPriority(),
            daemon.address().value(),
            key,
            priority,
            port.device().index(),
            0);
    linkChanged();
  }

  void stop() {
    change(State.DISABLED);
    daemon.disarm(periodic);
    daemon.disarm(timeout);
    port.device().netns().removeTap(this);
    port.device().receiveMode().multicast().remove(Lacpdu.GROUP);
  }

  Port port() {
    return port;
  }

  LacpEnd actor() {
    return actor;
  }

  LacpEnd partner() {
    return partner;
  }

  State state() {
    return state;
  }

  boolean mayWork() {
    return lead != null && lead == runner.selected() && (partner.state() & SYNCHRONIZATION) != 0;
  }

  /// Whether its partner is this team itself.
  boolean isLooped() {
    boolean looped = actor.system() == partner.system();
    if (looped) {
      daemon.log(port.name() + ": Port seems to be loopbacked to the same team device.");
    }
    return looped;
  }

  /// The link of the port has come, gone, or changed.
  void linkChanged() {
    boolean link = port.isPresent() && port.teamPort().hasLink();
    boolean duplex = port.teamPort().isFullDuplex();
    if (link == linkBefore && duplex == duplexBefore) {
      return;
    }
    linkBefore = link;
    duplexBefore = duplex;
    boolean usable = link && duplex == (port.teamPort().speed() != 0);
    change(usable ? State.EXPIRED : State.DISABLED);
  }

  void change(State next) {
    if (next == state) {
      return;
    }
    switch (next) {
      case EXPIRED -> {
        partner = partner.withState((partner.state() | SHORT_TIMEOUT) & ~SYNCHRONIZATION);
        daemon.arm(timeout, SHORT * TIMEOUT_PERIODS);
      }
      case DEFAULTED -> partner = NOBODY.withState(SHORT_TIMEOUT);
      case DISABLED -> partner = NOBODY;
      case CURRENT -> {}
    }
    daemon.log(
        "%s: Changed port state: \"%s\" -> \"%s\"".formatted(port.name(), word(state), word(next)));
    state = next;
    schedule();
    runner.aggregate(this);
    updateActor();
    send();
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  // ---- time

  /// Speaks as often as the partner wants to hear it.
  private void schedule() {
    daemon.disarm(periodic);
    boolean speaks = runner.isActive() || (partner.state() & ACTIVE) != 0;
    if (state != State.DISABLED && speaks) {
      daemon.arm(periodic, (partner.state() & SHORT_TIMEOUT) != 0 ? SHORT : LONG);
    }
  }

  private void period() {
    updateActor();
    send();
    schedule();
  }

  private void expire() {
    if (state == State.CURRENT) {
      change(State.EXPIRED);
    } else if (state == State.EXPIRED) {
      change(State.DEFAULTED);
    }
  }

  // ---- messages

  void updateActor() {
    int bits = AGGREGATION;
    bits |= runner.isActive() ? ACTIVE : 0;
    bits |= runner.isFast() ? SHORT_TIMEOUT : 0;
    if (lead != null && lead == runner.selected()) {
      bits |= SYNCHRONIZATION;
      bits |= (partner.state() & SYNCHRONIZATION) == 0 ? 0 : COLLECTING | DISTRIBUTING;
    }
    bits |= state == State.EXPIRED ? EXPIRED : 0;
    bits |= state == State.DEFAULTED ? DEFAULTED : 0;
    actor =
        new LacpEnd(
            actor.systemPriority(),
            daemon.address().value(),
            actor.key(),
            actor.portPriority(),
            actor.port(),
            bits);
  }

  private void send() {
    if (!daemon.team().isUp() || !port.isPresent()) {
      return;
    }
    World world = port.device().netns().world();
    Packet packet = world.allocate(Ethernet.HEADER + Lacpdu.LENGTH);
    Lacpdu.push(packet, actor, partner);
    packet.network(packet.head());
    packet.protocol(EtherType.SLOW);
    long own = port.teamPort().originalAddress().value();
    Ethernet.push(packet, Lacpdu.GROUP, own, EtherType.SLOW);
    port.device().send(packet);
  }

  @Override
  public int protocol() {
    return EtherType.SLOW;
  }

  @Override
  public @Nullable NetDevice device() {
    return port.device();
  }

  @Override
  public void see(Packet packet, boolean outgoing) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    boolean isForUs =
        !outgoing
            && Lacpdu.fits(bytes, at, packet.tail())
            && Lacpdu.subtype(bytes, at) == Lacpdu.LACP;
    if (isForUs) {
      LacpEnd from = Lacpdu.end(bytes, at, Lacpdu.ACTOR);
      LacpEnd to = Lacpdu.end(bytes, at, Lacpdu.PARTNER);
      daemon.post(() -> hear(from, to));
    }
  }

  private void hear(LacpEnd from, LacpEnd to) {
    if (!port.isPresent()) {
      return;
    }
    if (!from.equals(partner)) {
      partner = from;
      schedule();
      runner.aggregate(this);
    }
    change(State.CURRENT);
    updateActor();
    if (!to.equals(actor)) {
      send();
    }
    daemon.arm(timeout, (runner.isFast() ? SHORT : LONG) * TIMEOUT_PERIODS);
  }

  // ---- state

  Map<String, Object> shown() {
    Map<String, Object> aggregator = new LinkedHashMap<>();
    aggregator.put("id", lead == null ? 0L : (long) lead.port.device().index());
    aggregator.put("selected", lead != null && lead == runner.selected());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("selected", lead != null);
    shown.put("aggregator", aggregator);
    shown.put("state", word(state));
    shown.put("key", (long) key);
    shown.put("prio", (long) priority);
    shown.put("actor_lacpdu_info", shown(actor));
    shown.put("partner_lacpdu_info", shown(partner));
    return shown;
  }

  private static Map<String, Object> shown(LacpEnd end) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("system_priority", (long) end.systemPriority());
    shown.put("system", Mac.format(end.system()));
    shown.put("key", (long) end.key());
    shown.put("port_priority", (long) end.portPriority());
    shown.put("port", (long) end.port());
    shown.put("state", (long) end.state());
    return shown;
  }
}
