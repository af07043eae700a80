package dev.patchbay.stack.tcp;

import dev.patchbay.core.time.Event;
import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// What is left of a connection whose ends are done, so that late segments do not disturb a new one
/// (RFC 9293 section 3.6.1; `tcp_timewait_sock`). Closed by a program, a connection waits here for
/// the other end's FIN, too.
final class TimeWait extends TcpEndpoint {
  /// `TCP_TIMEWAIT_LEN`
  static final long LENGTH = 60 * RoundTrip.SECOND;

  /// One that ends this soon counts as ended early.
  private static final long QUICKLY = 4 * RoundTrip.SECOND;

  private final TcpStack stack;
  private final Expiry expiry;
  private final boolean reuseAddress;
  private final boolean reusePort;
  private final int user;
  private final boolean loopback;
  final int mark;
  final int tos;
  private TcpState substate;
  private long expires;
  int rcvNxt;
  int sndNxt;
  int rcvWnd;
  int receiveScale;
  int recent;
  long recentStamp;
  int timestampOffset;
  private final boolean timestamps;

  /// What its answers are signed with, or null.
  final @Nullable Md5Key md5Key;

  long lastOutOfWindow;

  private final class Expiry extends Event {
    private Expiry(int machine) {
      super(machine);
    }

    @Override
    protected void run() {
      discard();
    }
  }

  TimeWait(Connection of, TcpState substate) {
    this.stack = of.stack;
    this.substate = substate;
    takeEnds(of);
    this.expiry = new Expiry(stack.netns().machine().number());
    this.reuseAddress = of.reusesAddress();
    this.reusePort = of.reusesPort();
    this.user = of.user();
    this.loopback = of.path.isLoopback();
    this.mark = of.socket.mark();
    this.tos = of.socket.tos();
    this.rcvNxt = of.rcvNxt;
    this.sndNxt = of.sndNxt;
    this.rcvWnd = of.window.granted();
    this.receiveScale = of.peer.receiveScale;
    this.timestamps = of.peer.timestamps;
    this.md5Key = of.md5Key();
    this.recent = of.peer.recent;
    this.recentStamp = of.peer.recentStamp;
    this.timestampOffset = of.peer.timestampOffset;
  }

  /// Ends after so many nanoseconds from now.
  void schedule(long nanos) {
    stack.count(nanos <= QUICKLY ? TcpCounter.TW_KILLED : TcpCounter.TW);
    reschedule(nanos);
  }

  private void reschedule(long nanos) {
    expires = stack.now() + nanos;
    stack.loop().arm(expiry, expires);
  }

  /// It ends now.
  void discard() {
    stack.loop().disarm(expiry);
    stack.table().remove(this);
    stack.table().binds().release(this);
  }

  // ---- segments

  /// What is to become of a segment that came for it.
  enum Verdict {
    DROP,
    ACK,
    RESET,
    /// It begins a new connection: the listener takes it.
    SYN
  }

  /// `tcp_timewait_state_process`
  Verdict receive(Arrival arrival) {
    boolean old = timestamps && arrival.options.hasTimestamp && isOld(arrival);
    return substate == TcpState.FIN_WAIT2 ? finWait2(arrival, old) : timeWait(arrival, old);
  }

  private boolean isOld(Arrival arrival) {
    return recentStamp != 0
        && !arrival.has(Tcp.RST)
        && Sequence.before(arrival.options.timestamp, recent);
  }

  private Verdict finWait2(Arrival arrival, boolean old) {
    if (old || !isInWindow(arrival)) {
      return outOfWindow(TcpCounter.ACK_SKIPPED_FIN_WAIT2);
    }
    if (arrival.has(Tcp.RST)) {
      discard();
      return Verdict.DROP;
    }
    if (arrival.has(Tcp.SYN) && !Sequence.before(arrival.sequence, rcvNxt)) {
      discard();
      return Verdict.RESET;
    }
    if (!arrival.has(Tcp.ACK)
        || !Sequence.after(arrival.end, rcvNxt)
        || arrival.end == arrival.sequence) {
      return Verdict.DROP;
    }
    if (!arrival.has(Tcp.FIN) || arrival.end != rcvNxt + 1) {
      discard();
      return Verdict.RESET;
    }
    substate = TcpState.TIME_WAIT;
    rcvNxt = arrival.end;
    rememberTimestamp(arrival);
    reschedule(LENGTH);
    return Verdict.ACK;
  }

  private boolean isInWindow(Arrival arrival) {
    return arrival.sequence == rcvNxt
        || (Sequence.after(arrival.end, rcvNxt)
            && Sequence.before(arrival.sequence, rcvNxt + rcvWnd))
        || (arrival.end == arrival.sequence && arrival.sequence == rcvNxt + rcvWnd);
  }

  private Verdict timeWait(Arrival arrival, boolean old) {
    boolean plain = arrival.sequence == arrival.end || arrival.has(Tcp.RST);
    if (!old && arrival.sequence == rcvNxt && plain) {
      return inOrder(arrival);
    }
    if (arrival.has(Tcp.SYN) && !arrival.has(Tcp.RST) && !arrival.has(Tcp.ACK) && !old) {
      boolean later =
          Sequence.after(arrival.sequence, rcvNxt)
              || (timestamps
                  && arrival.options.hasTimestamp
                  && recent - arrival.options.timestamp < 0);
      if (later) {
        return Verdict.SYN;
      }
    }
    if (old) {
      stack.count(TcpCounter.PAWS_ESTAB);
    }
    if (arrival.has(Tcp.RST)) {
      return Verdict.DROP;
    }
    if (old || arrival.has(Tcp.ACK)) {
      reschedule(LENGTH);
    }
    return outOfWindow(TcpCounter.ACK_SKIPPED_TIME_WAIT);
  }

  private Verdict inOrder(Arrival arrival) {
    if (arrival.has(Tcp.RST)) {
      // RFC 1337: a reset does not cut the time short, if so wished.
      if (stack.setting(TcpSetting.TCP_RFC1337) == 0) {
        discard();
        return Verdict.DROP;
      }
    } else {
      reschedule(LENGTH);
    }
    rememberTimestamp(arrival);
    return Verdict.DROP;
  }

  private void rememberTimestamp(Arrival arrival) {
    if (arrival.options.hasTimestamp) {
      recent = arrival.options.timestamp;
      recentStamp = stack.now();
    }
  }

  private Verdict outOfWindow(TcpCounter skipped) {
    long now = stack.now();
    long limit = stack.setting(TcpSetting.TCP_INVALID_RATELIMIT) * RoundTrip.MILLISECOND;
    if (lastOutOfWindow != 0 && now - lastOutOfWindow < limit) {
      stack.count(skipped);
      return Verdict.DROP;
    }
    lastOutOfWindow = now;
    return Verdict.ACK;
  }

  /// The number that a new connection between the ends begins with, beyond all old ones.
  int nextNumber() {
    int number = sndNxt + 65_535 + 2;
    return number == 0 ? 1 : number;
  }

  boolean hasTimestamps() {
    return timestamps;
  }

  /// The clock of its timestamps.
  int timestampClock() {
    return (int) (stack.now() / RoundTrip.MILLISECOND) + timestampOffset;
  }

  boolean isLoopback() {
    return loopback;
  }

  // ---- what it shows

  @Override
  public TcpState state() {
    return substate;
  }

  @Override
  public @Nullable TcpSocket socket() {
    return null;
  }

  @Override
  public TcpTimer timer() {
    return TcpTimer.TIME_WAIT;
  }

  @Override
  public long timerExpires() {
    return expires;
  }

  @Override
  public int retransmits() {
    return 0;
  }

  @Override
  boolean reusesAddress() {
    return reuseAddress;
  }

  @Override
  boolean reusesPort() {
    return reusePort;
  }

  @Override
  public int user() {
    return user;
  }
}
