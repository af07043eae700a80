package dev.patchbay.tools.teamd;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Packet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks a host on the link again and again; the link is down when too many questions in a row had
/// no answer.
abstract class PingWatch extends Watch implements PacketTap {
  private static final long USUAL_INTERVAL = 1000;
  private static final long USUAL_MISSED = 3;

  private final Timer timer;
  private long interval;
  private long initialWait;
  private long missedMost;
  private long missed;
  private boolean answered;

  PingWatch(Daemon daemon, Port port, Config config) {
    super(daemon, port, config);
    this.timer = daemon.timer(this::round);
  }

  /// Reads what is its own.
  abstract void loadOptions() throws Failure;

  /// Asks.
  abstract void ask();

  /// Whether a packet that has come in by the port, its network header at the head, is an answer.
  abstract boolean answers(Packet packet);

  @Override
  final void start() throws Failure {
    interval = number("interval", USUAL_INTERVAL);
    Integer wait = config.number("init_wait");
    initialWait = wait == null ? 0 : wait;
    missedMost = number("missed_max", USUAL_MISSED);
    loadOptions();
    port.device().netns().addTap(this);
    daemon.set(port.teamPort(), "user_linkup_enabled", true);
    daemon.arm(timer, initialWait);
  }

  @Override
  final void stop() {
    daemon.disarm(timer);
    port.device().netns().removeTap(this);
  }

  private void round() {
    missed = answered ? 0 : missed + 1;
    found(answered || (isUp() && missed <= missedMost));
    answered = false;
    ask();
    if (port.isPresent()) {
      daemon.arm(timer, interval);
    }
  }

  // ---- frames

  @Override
  public int protocol() {
    return ALL;
  }

  @Override
  public @Nullable NetDevice device() {
    return port.device();
  }

  @Override
  public final void see(Packet packet, boolean outgoing) {
    answered |= !outgoing && answers(packet);
  }

  /// The host that is asked.
  final String target() throws Failure {
    String host = config.string("target_host");
    if (host == null) {
      daemon.log("Failed to get \"target_host\" link-watch option.");
      throw new Failure(Errno.EINVAL);
    }
    return host;
  }

  final Failure unknownHost() {
    daemon.log("getaddrinfo failed: Name or service not known");
    return new Failure(Errno.EINVAL);
  }

  @Override
  Map<String, Object> state() {
    Map<String, Object> state = super.state();
    state.put("interval", interval);
    state.put("init_wait", initialWait);
    state.put("missed_max", missedMost);
    state.put("missed", missed);
    return state;
  }
}
