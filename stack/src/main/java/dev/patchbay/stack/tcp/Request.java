package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.Event;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// A connection that a listener was asked for, and that the other end has not confirmed
/// (`tcp_request_sock`): as little as a SYN need leave behind.
final class Request extends TcpEndpoint {
  private final TcpStack stack;
  Connection listener;
  final boolean timestamps;
  final boolean sack;
  final boolean scaling;
  final boolean ecn;
  final int sendScale;
  final int mark;

  /// Of what is answered; its last two bits are those of congestion.
  final int tos;

  final int mss;
  final int timestampOffset;
  private final boolean byCookie;
  private final @Nullable NetDevice linkDevice;
  final int firstSequence;

  /// What the answer says of fast open, or null.
  @Nullable FastOpenCookie cookie;

  private boolean accepted;
  private boolean moved;
  int receiveScale;
  int rcvNxt;
  int initialSeq;
  int recent;
  int window;
  int windowClamp;
  int advertisedMss;

  /// Whether the ACK has come, but the program has no room for the connection, or waits for data.
  boolean acknowledged;

  /// When the SYN and ACK was sent first.
  private long sent;

  private int timeouts;
  private int retransmits;
  private long lastOutOfWindow;
  private @Nullable Expiry expiry;
  private long expires;

  private final class Expiry extends Event {
    private Expiry(int machine) {
      super(machine);
    }

    @Override
    protected void run() {
      expire();
    }
  }

  Request(Connection listener, Arrival arrival, NetDevice by, boolean byCookie) {
    this.byCookie = byCookie;
    this.stack = listener.stack;
    this.listener = listener;
    takeEnds(arrival);
    TcpSettings settings = stack.settings();
    SegmentOptions options = arrival.options;
    boolean selects = options.sackPermitted && settings.isOn(TcpSetting.TCP_SACK);
    // Beside a signature there is room for one of both (`tcp_synack_options`).
    boolean room = byCookie || !selects || listener.md5Key(arrival) == null;
    this.timestamps = room && options.hasTimestamp && settings.isOn(TcpSetting.TCP_TIMESTAMPS);
    // What a cookie cannot bring back without a timestamp is not agreed upon.
    boolean whole = timestamps || !byCookie;
    this.sack = whole && selects;
    this.scaling =
        whole && options.windowScale >= 0 && settings.isOn(TcpSetting.TCP_WINDOW_SCALING);
    this.sendScale = scaling ? options.windowScale : 0;
    this.ecn = wantsEcn(arrival) && settings.isOn(TcpSetting.TCP_ECN);
    this.mss = clampMss(options.mss, listener.socket.askedSegment());
    this.recent = timestamps ? options.timestamp : 0;
    this.firstSequence = arrival.sequence;
    this.rcvNxt = arrival.sequence + 1;
    this.mark = mark(listener, arrival);
    this.tos = tos(listener, arrival);
    NetDevice bound = listener.device;
    this.device = bound != null ? bound : acceptedDomain(by);
    boolean link = family == Family.IPV6 && Ip.v6(remoteHi, 0).isLinkLocal();
    this.linkDevice = link ? by : null;
    this.initialSeq = stack.initialSequence().number(this);
    this.timestampOffset = timestamps ? stack.initialSequence().timestampOffset(this) : 0;
  }

  /// The caller's mark where the listener has none (`inet_request_mark`).
  private static int mark(Connection listener, Arrival arrival) {
    int own = listener.socket.mark();
    Packet packet = arrival.packet;
    boolean takes = own == 0 && listener.stack.setting(TcpSetting.TCP_FWMARK_ACCEPT) != 0;
    return takes && packet != null ? packet.mark() : own;
  }

  private static int tos(Connection listener, Arrival arrival) {
    int own = listener.socket.tos();
    boolean reflects = listener.stack.setting(TcpSetting.TCP_REFLECT_TOS) != 0;
    return reflects ? (arrival.tos & ~3) | (own & 3) : own;
  }

  /// RFC 3168 section 6.1.1.
  private static boolean wantsEcn(Arrival arrival) {
    return arrival.has(Tcp.ECE) && arrival.has(Tcp.CWR) && (arrival.tos & 3) == 0;
  }

  private @Nullable NetDevice acceptedDomain(NetDevice by) {
    return stack.setting(TcpSetting.TCP_L3MDEV_ACCEPT) != 0 ? L3Master.of(by) : null;
  }

  /// One that is made of a cookie, which came back in an ACK.
  private Request(Connection listener, Arrival arrival, NetDevice by, int mss, int clock) {
    this.byCookie = true;
    this.stack = listener.stack;
    this.listener = listener;
    takeEnds(arrival);
    this.timestamps = arrival.options.hasTimestamp;
    this.scaling = timestamps && SynCookies.scale(clock) != SynCookies.NO_SCALE;
    this.sack = timestamps && SynCookies.hasSack(clock);
    this.ecn = timestamps && SynCookies.hasEcn(clock);
    this.sendScale = scaling ? SynCookies.scale(clock) : 0;
    this.mss = mss;
    this.recent = timestamps ? arrival.options.timestamp : 0;
    this.firstSequence = arrival.sequence - 1;
    this.rcvNxt = arrival.sequence;
    this.mark = mark(listener, arrival);
    this.tos = tos(listener, arrival);
    this.device = listener.device != null ? listener.device : acceptedDomain(by);
    boolean link = family == Family.IPV6 && Ip.v6(remoteHi, 0).isLinkLocal();
    this.linkDevice = link ? by : null;
    this.initialSeq = arrival.acknowledgement - 1;
    this.timestampOffset = timestamps ? stack.initialSequence().timestampOffset(this) : 0;
  }

  /// The request that an ACK with a cookie stands for, of a sender that takes segments of that
  /// size; null when its timestamp tells of what is switched off.
  static @Nullable Request ofCookie(Connection listener, Arrival arrival, NetDevice by, int mss) {
    TcpSettings settings = listener.stack.settings();
    Request plain = new Request(listener, arrival, by, mss, SynCookies.NO_SCALE);
    if (!plain.timestamps) {
      return plain;
    }
    int clock = arrival.options.echo - plain.timestampOffset;
    Request request = new Request(listener, arrival, by, mss, clock);
    boolean allowed =
        settings.isOn(TcpSetting.TCP_TIMESTAMPS)
            && (!request.sack || settings.isOn(TcpSetting.TCP_SACK))
            && (!request.scaling || settings.isOn(TcpSetting.TCP_WINDOW_SCALING));
    return allowed ? request : null;
  }

  private static int clampMss(int told, int asked) {
    int size = told == 0 ? 536 : told;
    return asked != 0 && asked < size ? asked : size;
  }

  /// The way its answer takes, or null.
  @Nullable Route route(Flow flow) {
    flow.clear();
    flow.destinationHi = remoteHi;
    flow.destinationLo = remoteLo;
    flow.sourceHi = localHi;
    flow.sourceLo = localLo;
    flow.anySource = true;
    flow.output = device == null ? linkDevice : device;
    flow.tos = tos;
    flow.mark = mark;
    flow.protocol = IpProtocol.TCP;
    flow.sourcePort = localPort;
    flow.destinationPort = remotePort;
    Route route = Fib.of(stack.netns(), family).output(flow);
    return route == null || route.error() != 0 ? null : route;
  }

  /// What its answers are signed with, or null.
  @Nullable Md5Key md5Key() {
    return listener.socket.options.md5Key(family, remoteHi, remoteLo);
  }

  @Nullable NetDevice linkDevice() {
    return linkDevice;
  }

  /// Chooses what the answer offers (`tcp_openreq_init_rwin`).
  void offer(Route route, ReceiveWindow window) {
    advertisedMss = listener.size.advertise(route);
    receiveScale = window.initialize(advertisedMss - (timestamps ? 12 : 0), scaling);
    this.window = window.granted();
    windowClamp = window.clamp();
  }

  int timestampClock() {
    return (int) (stack.now() / RoundTrip.MILLISECOND) + timestampOffset;
  }

  int synAckClock() {
    if (!byCookie) {
      return timestampClock();
    }
    int scale = scaling ? sendScale : SynCookies.NO_SCALE;
    int clock = (int) (stack.now() / RoundTrip.MILLISECOND);
    return SynCookies.stamp(clock, scale, sack, ecn) + timestampOffset;
  }

  long sentTime() {
    return sent;
  }

  int timeouts() {
    return timeouts;
  }

  @Override
  public int retransmits() {
    return retransmits;
  }

  // ---- waiting

  /// It is answered for the first time now.
  void begin() {
    sent = stack.now();
  }

  /// The program has the connection that a fast open has made of it.
  void accepted() {
    accepted = true;
  }

  boolean isAccepted() {
    return accepted;
  }

  /// The ACK has not come in time.
  void answerOnceMore() {
    if (stack.replies().synAck(this)) {
      retransmits++;
      stack.count(TcpCounter.RETRANS_SEGS);
      stack.count(TcpCounter.SYN_RETRANS);
    }
    timeouts++;
  }

  /// Waits for the ACK, and sends its answer again meanwhile.
  void await() {
    begin();
    Expiry timer = new Expiry(stack.netns().machine().number());
    expiry = timer;
    expires = stack.now() + RoundTrip.RTO_INITIAL;
    stack.loop().arm(timer, expires);
  }

  /// No ACK has come in time (`reqsk_timer_handler`).
  private void expire() {
    int asked = listener.socket.synRetries();
    int most = asked == 0 ? stack.setting(TcpSetting.TCP_SYNACK_RETRIES) : asked;
    int defer = listener.socket.deferRetries();
    boolean deferred = defer > 0 && acknowledged;
    boolean over = deferred ? timeouts >= defer : timeouts >= most;
    boolean resend = !deferred || timeouts >= defer - 1;
    if (over || listener.state() != TcpState.LISTEN) {
      discard();
      return;
    }
    if (resend) {
      answerOnceMore();
    } else {
      timeouts++;
    }
    long wait = Math.min(RoundTrip.RTO_INITIAL << timeouts, RoundTrip.RTO_MAX);
    expires = stack.now() + wait;
    Expiry timer = expiry;
    if (timer != null) {
      stack.loop().arm(timer, expires);
    }
  }

  /// Another listener waits for its confirmation from now on.
  void moveTo(Connection heir) {
    listener.listenQueue().removed();
    listener = heir;
    heir.listenQueue().added();
    moved = true;
  }

  boolean wasMoved() {
    return moved;
  }

  /// It comes to nothing, or a connection takes its place.
  void discard() {
    Expiry timer = expiry;
    if (timer != null) {
      stack.loop().disarm(timer);
      expiry = null;
      stack.table().remove(this);
      listener.listenQueue().removed();
    }
  }

  /// Whether a segment that does not fit may be answered now.
  boolean mayAnswer() {
    long now = stack.now();
    long limit = stack.setting(TcpSetting.TCP_INVALID_RATELIMIT) * RoundTrip.MILLISECOND;
    if (lastOutOfWindow != 0 && now - lastOutOfWindow < limit) {
      stack.count(TcpCounter.ACK_SKIPPED_SYN_RECV);
      return false;
    }
    lastOutOfWindow = now;
    return true;
  }

  /// The SYN has come again: so goes the answer.
  void answerAgain() {
    if (mayAnswer() && stack.replies().synAck(this)) {
      retransmits++;
      stack.count(TcpCounter.RETRANS_SEGS);
      stack.count(TcpCounter.SYN_RETRANS);
    }
  }

  /// Whether the segment has the numbers that a segment of the connection would have.
  boolean isInWindow(Arrival arrival) {
    int end = rcvNxt + window;
    if (arrival.sequence == rcvNxt) {
      return true;
    }
    if (Sequence.after(arrival.end, rcvNxt) && Sequence.before(arrival.sequence, end)) {
      return true;
    }
    return arrival.sequence == end && arrival.sequence == arrival.end;
  }

  boolean isOld(Arrival arrival) {
    return timestamps
        && arrival.options.hasTimestamp
        && !arrival.has(Tcp.RST)
        && Sequence.before(arrival.options.timestamp, recent);
  }

  // ---- what it shows

  @Override
  public TcpState state() {
    return TcpState.NEW_SYN_RECV;
  }

  @Override
  public @Nullable TcpSocket socket() {
    return null;
  }

  @Override
  public TcpTimer timer() {
    return TcpTimer.RETRANSMIT;
  }

  @Override
  public long timerExpires() {
    return expires;
  }

  @Override
  boolean reusesAddress() {
    return listener.reusesAddress();
  }

  @Override
  boolean reusesPort() {
    return listener.reusesPort();
  }

  @Override
  public int user() {
    return listener.user();
  }
}
