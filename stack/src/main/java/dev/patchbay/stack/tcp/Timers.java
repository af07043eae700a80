package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Event;
import org.jspecify.annotations.Nullable;

/// The timers of a connection (tcp_timer.c): one for what is sent (again), one for delayed
/// acknowledgements, one for silence. Each is made when it is needed first.
final class Timers {
  /// What the first of them is armed for.
  enum Pending {
    NONE,
    RETRANSMIT,
    LOSS_PROBE,
    REORDER,
    PROBE
  }

  private final Connection connection;
  private @Nullable Alarm transmit;
  private @Nullable Alarm delayed;
  private @Nullable Alarm silence;
  private @Nullable Alarm pace;
  private @Nullable Alarm compressed;
  private Pending pending = Pending.NONE;
  private long transmitAt;
  private long alarmAt;
  private long silenceAt;
  private int retransmits;
  private int probes;
  private int synRetransmits;

  /// When the first of what is sent again was sent; 0 for nothing.
  private long firstRetransmit;

  private long probeStart;

  private final class Alarm extends Event {
    private final Runnable action;

    private Alarm(Runnable action) {
      super(connection.stack.netns().machine().number());
      this.action = action;
    }

    @Override
    protected void run() {
      action.run();
    }
  }

  Timers(Connection connection) {
    this.connection = connection;
  }

  private void arm(Alarm alarm, long at) {
    connection.stack.loop().arm(alarm, at);
  }

  private void disarm(@Nullable Alarm alarm) {
    if (alarm != null) {
      connection.stack.loop().disarm(alarm);
    }
  }

  // ---- sending

  Pending pending() {
    return pending;
  }

  /// Arms the timer of sending, which is one whatever it is for.
  void arm(Pending kind, long nanos) {
    Alarm alarm = transmit;
    if (alarm == null) {
      alarm = new Alarm(this::transmitExpired);
      transmit = alarm;
    }
    pending = kind;
    transmitAt = connection.now() + Math.min(nanos, RoundTrip.RTO_MAX);
    // Put off with every acknowledgement: an alarm that comes too early is set anew.
    if (!alarm.isArmed() || alarmAt > transmitAt) {
      alarmAt = transmitAt;
      arm(alarm, transmitAt);
    }
  }

  void stopTransmit() {
    pending = Pending.NONE;
    disarm(transmit);
  }

  private void transmitExpired() {
    Alarm alarm = transmit;
    if (alarm != null && transmitAt > connection.now()) {
      alarmAt = transmitAt;
      arm(alarm, transmitAt);
      return;
    }
    Pending kind = pending;
    pending = Pending.NONE;
    if (connection.state() == TcpState.CLOSE || connection.state() == TcpState.LISTEN) {
      return;
    }
    switch (kind) {
      case RETRANSMIT -> Retransmission.timeout(connection);
      case LOSS_PROBE -> connection.lossProbe.send();
      case REORDER -> connection.rack.timeout();
      case PROBE -> Retransmission.windowProbe(connection);
      case NONE -> {
        // It was stopped as it fired.
      }
    }
  }

  int retransmits() {
    return pending == Pending.PROBE ? probes : retransmits;
  }

  int timeouts() {
    return retransmits;
  }

  void countTimeout() {
    retransmits++;
  }

  void answered() {
    retransmits = 0;
  }

  int probes() {
    return probes;
  }

  void probes(int count) {
    probes = count;
    if (count == 0) {
      probeStart = 0;
    }
  }

  long probeStart() {
    if (probeStart == 0) {
      probeStart = connection.now();
    }
    return probeStart;
  }

  int synRetransmits() {
    return synRetransmits;
  }

  void countSynRetransmit() {
    synRetransmits++;
  }

  void synRetransmits(int count) {
    synRetransmits = count;
  }

  long firstRetransmit() {
    return firstRetransmit;
  }

  void firstRetransmit(long time) {
    firstRetransmit = time;
  }

  // ---- delayed acknowledgements

  /// Looks at that time, or earlier, whether an acknowledgement is due.
  void armDelayed(long at) {
    Alarm alarm = delayed;
    if (alarm == null) {
      alarm = new Alarm(connection.acks::expire);
      delayed = alarm;
    }
    if (!alarm.isArmed()) {
      arm(alarm, at);
    }
  }

  /// Sends at that time what was held back of acknowledgements, if none goes before.
  void armCompressed(long at) {
    Alarm alarm = compressed;
    if (alarm == null) {
      alarm = new Alarm(connection.acks.compression()::expire);
      compressed = alarm;
    }
    if (!alarm.isArmed()) {
      arm(alarm, at);
    }
  }

  void stopCompressed() {
    disarm(compressed);
  }

  /// Sends on at that time what has to wait for it.
  void armPace(long at) {
    Alarm alarm = pace;
    if (alarm == null) {
      alarm = new Alarm(connection.pacing::resume);
      pace = alarm;
    }
    arm(alarm, at);
  }

  // ---- silence

  /// Arms the timer that asks whether the other end is there, or ends what it leaves half closed.
  void armSilence(long nanos) {
    Alarm alarm = silence;
    if (alarm == null) {
      alarm = new Alarm(this::silenceExpired);
      silence = alarm;
    }
    silenceAt = connection.now() + nanos;
    arm(alarm, silenceAt);
  }

  void stopSilence() {
    disarm(silence);
  }

  /// `tcp_keepalive_timer`
  private void silenceExpired() {
    if (connection.state() == TcpState.FIN_WAIT2 && connection.orphan) {
      endFinWait2();
    } else if (connection.socket.keepAlive()
        && connection.state() != TcpState.CLOSE
        && connection.state() != TcpState.LISTEN
        && connection.state() != TcpState.SYN_SENT) {
      askWhetherAlive();
    }
  }

  private void endFinWait2() {
    if (connection.socket.finWait2Time() >= 0) {
      long left = connection.socket.finWait2Time() - TimeWait.LENGTH;
      if (left > 0) {
        connection.enterTimeWait(TcpState.FIN_WAIT2, left);
        return;
      }
    }
    connection.stack.output().reset(connection);
    connection.done();
  }

  private void askWhetherAlive() {
    TcpSocket socket = connection.socket;
    long idle = socket.keepAliveIdle();
    if (!connection.writes.isEmpty()) {
      armSilence(idle);
      return;
    }
    long silent = connection.now() - connection.lastReceiveTime();
    if (silent < idle) {
      armSilence(idle - silent);
      return;
    }
    long userTimeout = socket.userTimeout();
    boolean over =
        userTimeout != 0 ? silent >= userTimeout && probes > 0 : probes >= socket.keepAliveCount();
    if (over) {
      connection.stack.output().reset(connection);
      connection.stack.count(TcpCounter.ABORT_ON_TIMEOUT);
      Errno soft = connection.softError();
      connection.fail(soft == null ? Errno.ETIMEDOUT : soft);
      return;
    }
    connection.stack.count(TcpCounter.KEEP_ALIVE);
    connection.stack.output().probe(connection);
    probes++;
    armSilence(socket.keepAliveInterval());
  }

  void stopAll() {
    stopTransmit();
    disarm(delayed);
    disarm(pace);
    stopCompressed();
    stopSilence();
  }

  // ---- what is shown

  TcpTimer shown() {
    return switch (pending) {
      case RETRANSMIT, LOSS_PROBE, REORDER -> TcpTimer.RETRANSMIT;
      case PROBE -> TcpTimer.PROBE;
      case NONE -> silence != null && silence.isArmed() ? TcpTimer.KEEPALIVE : TcpTimer.NONE;
    };
  }

  long shownExpires() {
    return pending == Pending.NONE ? silenceAt : transmitAt;
  }
}
