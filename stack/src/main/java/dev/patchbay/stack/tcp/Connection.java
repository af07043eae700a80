package dev.patchbay.stack.tcp;

import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Ends;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection, or a listener, or what may become either (`tcp_sock`): its state, the variables
/// of RFC 9293 section 3.3.1, and the parts that care for what it sends and receives. It lives on
/// when its socket is closed, until both ends are done.
final class Connection extends TcpEndpoint {
  /// The program's ways that are shut.
  static final int SHUT_READING = 1;

  static final int SHUT_WRITING = 2;

  /// What Nagle's algorithm is told (`tp->nonagle`).
  static final int NAGLE_OFF = 1;

  static final int NAGLE_CORK = 2;
  static final int NAGLE_PUSH = 4;

  final TcpStack stack;
  final TcpSocket socket;
  final ConnectionMemory memory = new ConnectionMemory(this);
  final WriteQueue writes;
  final ReceiveBuffer received;
  final ReceiveWindow window;
  final RoundTrip roundTrip = new RoundTrip();
  final Congestion congestion;
  final Scoreboard scoreboard;
  final Undo undo;
  final Rack rack;
  final LossProbe lossProbe;
  final Recovery recovery;
  final Ecn ecn;
  final Acknowledgements acks;
  final Timers timers;
  final PeerOptions peer = new PeerOptions();
  final Traffic traffic = new Traffic();
  final BusyTime busy = new BusyTime(this);
  final MtuProbe mtuProbe = new MtuProbe(this);
  final Pacing pacing = new Pacing(this);
  final SmallQueue queued = new SmallQueue(this);
  final DeliveryRate rate = new DeliveryRate(this);
  final ConnectionPath path = new ConnectionPath(this);
  final SegmentSize size = new SegmentSize(this);
  final Opening opening = new Opening(this);

  private TcpState state = TcpState.CLOSE;
  private @Nullable ListenQueue listenQueue;

  // ---- send sequence variables

  int sndUna;
  int sndNxt;

  /// The window the other end grants, in bytes.
  int sndWnd;

  /// The segment that granted it.
  int sndWl1;

  int maxWindow;
  int writeSeq;
  int pushedSeq;
  int initialSeq;

  /// Behind the urgent data.
  int sndUp;

  /// The end of the last segment that was smaller than could be (RFC 9293 section 3.7.4).
  int sndSml;

  // ---- receive sequence variables

  int rcvNxt;
  int copiedSeq;

  int shutdown;
  int nonagle;
  boolean orphan;

  /// Whether the other end has said that nothing more comes.
  boolean finReceived;

  boolean wantsSpace;

  private long lastSend;
  private long lastReceive;
  private int identification;
  private @Nullable Errno softError;
  private long lastOutOfWindow;
  private @Nullable UrgentData urgent;

  /// Whether the program waits to write more (`sk_write_pending`).
  boolean writePending;

  Connection(TcpStack stack, TcpSocket socket, Family family) {
    this.stack = stack;
    this.socket = socket;
    this.family = family;
    this.writes = new WriteQueue(stack.world(), memory);
    this.received = new ReceiveBuffer(this);
    this.window = new ReceiveWindow(this);
    this.congestion = new Congestion(this, CongestionControls.make(stack.settings().congestion()));
    this.scoreboard = new Scoreboard(this);
    this.undo = new Undo(this);
    this.rack = new Rack(this);
    this.lossProbe = new LossProbe(this);
    this.recovery = new Recovery(this);
    this.ecn = new Ecn(this);
    this.acks = new Acknowledgements(this);
    this.timers = new Timers(this);
  }

  World world() {
    return stack.world();
  }

  long now() {
    return stack.now();
  }

  // ---- state

  @Override
  public TcpState state() {
    return state;
  }

  /// `tcp_set_state`
  void state(TcpState value) {
    if (value == TcpState.ESTABLISHED && state != TcpState.ESTABLISHED) {
      stack.count(TcpCounter.CURR_ESTAB);
    }
    if (value == TcpState.CLOSE
        && (state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT)) {
      stack.count(TcpCounter.ESTAB_RESETS);
    }
    if (isCounted(state) && !isCounted(value)) {
      stack.counters().count(TcpCounter.CURR_ESTAB, -1);
    }
    if (value == TcpState.CLOSE) {
      leaveTable();
    }
    state = value;
  }

  private static boolean isCounted(TcpState state) {
    return state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT;
  }

  private void leaveTable() {
    if (state == TcpState.LISTEN) {
      stack.table().removeListener(this);
    } else if (state != TcpState.CLOSE) {
      stack.table().remove(this);
    }
    if (!socket.holdsPort()) {
      stack.table().binds().release(this);
    }
  }

  @Override
  public @Nullable TcpSocket socket() {
    return orphan ? null : socket;
  }

  /// What is sent on behalf of the connection.
  TcpSocket owner() {
    return socket;
  }

  @Override
  public TcpTimer timer() {
    return timers.shown();
  }

  @Override
  public long timerExpires() {
    return timers.shownExpires();
  }

  @Override
  public int retransmits() {
    return timers.retransmits();
  }

  @Override
  public int receiveQueue() {
    return state == TcpState.LISTEN ? listenQueue().size() : received.unread();
  }

  @Override
  public int sendQueue() {
    return state == TcpState.LISTEN ? listenQueue().backlog() : writeSeq - sndUna;
  }

  @Override
  public TcpStatistics statistics() {
    return TcpStatistics.of(this);
  }

  // ---- listening

  ListenQueue listenQueue() {
    return Objects.requireNonNull(listenQueue);
  }

  void listenQueue(@Nullable ListenQueue value) {
    listenQueue = value;
  }

  /// Whether it is bound to an address.
  boolean isBound() {
    return (localHi | localLo) != 0;
  }

  // ---- ports

  @Override
  boolean reusesAddress() {
    return socket.reuseAddress();
  }

  @Override
  boolean reusesPort() {
    return socket.reusePort();
  }

  @Override
  public int user() {
    return socket.user();
  }

  // ---- packets

  /// The identification of the next packet; `packets` take one each.
  int identification(int packets) {
    int next = identification;
    identification += packets;
    return next & 0xffff;
  }

  void firstIdentification(int number) {
    identification = number;
  }

  /// Cuts a segment behind so many bytes of its data; returns the rest.
  Segment cut(Segment segment, int length) {
    Segment rest = writes.split(segment, length);
    int all = segment.packets;
    int front = size.packets(length);
    int back = size.packets(rest.length());
    rest.packets = all - front;
    segment.packets = front;
    scoreboard.adjust(rest, back);
    return rest;
  }

  /// What its segments are signed with, or null (RFC 2385).
  @Nullable Md5Key md5Key() {
    return socket.options.md5Key(family, remoteHi, remoteLo);
  }

  /// The same for segments of that sender.
  @Nullable Md5Key md5Key(Ends of) {
    return socket.options.md5Key(of.family, of.remoteHi, of.remoteLo);
  }

  /// The bytes that the other end lets be sent still have their end here.
  int windowEnd() {
    return sndUna + sndWnd;
  }

  // ---- time stamps

  /// The clock of the timestamps: milliseconds (RFC 7323 section 5.4).
  int timestampClock() {
    return timestampAt(now());
  }

  /// What that clock showed at a time.
  int timestampAt(long time) {
    return (int) (time / RoundTrip.MILLISECOND) + peer.timestampOffset;
  }

  long lastSendTime() {
    return lastSend;
  }

  void sentNow() {
    lastSend = now();
  }

  long lastReceiveTime() {
    return lastReceive;
  }

  void heardNow() {
    lastReceive = now();
  }

  // ---- urgent data

  UrgentData makeUrgent() {
    UrgentData known = urgent;
    if (known == null) {
      known = new UrgentData(this);
      urgent = known;
    }
    return known;
  }

  @Nullable UrgentData urgent() {
    return urgent;
  }

  // ---- answers that are limited

  /// Whether a segment that does not fit was answered lately (`tcp_oow_rate_limited`).
  boolean isAnsweredLately(TcpCounter skipped) {
    long limit = stack.setting(TcpSetting.TCP_INVALID_RATELIMIT) * RoundTrip.MILLISECOND;
    if (lastOutOfWindow != 0 && now() - lastOutOfWindow < limit) {
      stack.count(skipped);
      return true;
    }
    lastOutOfWindow = now();
    return false;
  }

  /// Whether a program may send in its state; a fast open may before the ACK comes.
  boolean maySend() {
    return state.maySend() || (state == TcpState.SYN_RECV && opening.fastOpenRequest() != null);
  }

  /// The window that a reset shows.
  int resetWindow() {
    return Math.min(window.left() >> peer.receiveScale, 65_535);
  }

  // ---- the life

  /// An error that is told if the connection fails (`sk_err_soft`).
  @Nullable Errno softError() {
    return softError;
  }

  void softError(@Nullable Errno value) {
    softError = value;
  }

  /// Its ends meet, or one has given up: the program is told (`tcp_reset`, `tcp_write_err`).
  void fail(Errno errno) {
    socket.fail(errno);
    done();
  }

  /// The way to the other end says that there is none: the program is told, and no attempt is
  /// counted as failed.
  void unreachable(Errno errno) {
    socket.fail(errno);
    end();
  }

  /// The connection is over (`tcp_done`).
  void done() {
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECV) {
      stack.count(TcpCounter.ATTEMPT_FAILS);
    }
    end();
  }

  /// It is over, and nothing has failed.
  void end() {
    state(TcpState.CLOSE);
    opening.giveUp();
    stack.fastOpenServer().release(this, false);
    timers.stopAll();
    shutdown = SHUT_READING | SHUT_WRITING;
    writes.clear();
    recovery.forget();
    if (orphan) {
      destroy();
    } else {
      socket.stateChanged();
    }
  }

  /// Nobody has the connection any more: what it holds is freed (`inet_csk_destroy_sock`).
  void destroy() {
    received.clear();
    writes.clear();
    memory.clear();
    timers.stopAll();
    stack.table().binds().release(this);
    if (orphan) {
      orphan = false;
      stack.memory().addOrphans(-1);
      socket.netns().release();
    }
  }

  /// The program has let go of it, and it goes on by itself.
  void becomeOrphan() {
    orphan = true;
    stack.memory().addOrphans(1);
    socket.netns().hold();
  }

  /// Goes on as one that only waits, in time-wait or in what is shown as FIN-WAIT-2, for so long
  /// (`tcp_time_wait`).
  void enterTimeWait(TcpState substate, long nanos) {
    stack.metrics().remember(this);
    int most = stack.setting(TcpSetting.TCP_MAX_TW_BUCKETS);
    if (stack.table().timeWaits() < most) {
      TimeWait wait = new TimeWait(this, substate);
      BindTable.share(this, wait);
      state(TcpState.CLOSE);
      stack.table().add(wait);
      wait.schedule(nanos);
    } else {
      stack.count(TcpCounter.TIME_WAIT_OVERFLOW);
    }
    done();
  }

  Ip localAddress() {
    return new Ip(family, localHi, localLo);
  }
}
