package dev.patchbay.stack.tcp;

import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteMetrics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection, or a listener, or what may become either (`tcp_sock`): its state, the variables
/// of RFC 9293 section 3.3.1, and the parts that care for what it sends and receives. It lives on
/// when its socket is closed, until both ends are done.
final class Connection extends TcpEndpoint {
  /// The program's ways that are shut.
  static final int SHUT_READING = 1;

  static final int SHUT_WRITING = 2;

  /// What the largest packet has left for headers, and one byte (`MAX_TCP_HEADER`).
  private static final int LARGEST_HEADERS = 1 + 320;

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

  /// Bytes of data a segment has at most, what the path and the other end allow.
  int mss = 536;

  /// What the other end hears that a segment may have.
  int advertisedMss = 536;

  int pathMtu;

  int shutdown;
  int nonagle;
  boolean orphan;

  /// Whether the other end has said that nothing more comes.
  boolean finReceived;

  boolean wantsSpace;

  private @Nullable Route route;
  private int routeGeneration;
  private int largestPacket;
  private int mostSegments;
  private long lastSend;
  private long lastReceive;
  private int identification;
  private @Nullable Errno softError;
  private long lastOutOfWindow;
  private @Nullable UrgentData urgent;

  /// What goes with the SYN, or is asked for in it.
  private @Nullable FastOpen fastOpen;

  /// Whether the program has asked for the connection, and the SYN waits for its first data.
  private boolean deferred;

  /// What made it by fast open, until the ACK comes.
  private @Nullable Request fastOpenRequest;

  /// Whether the program waits to write more (`sk_write_pending`).
  boolean writePending;

  private boolean synDataTaken;

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
    return state == TcpState.LISTEN ? listenQueue().size() : Math.max(received.available(), 0);
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

  /// How much it says of a segment that came by the device, or -1 when it refuses it
  /// (`compute_score`).
  int score(Arrival arrival, NetDevice by) {
    boolean addressed =
        isBound()
            ? family == arrival.family && localHi == arrival.localHi && localLo == arrival.localLo
            : socket.speaks(arrival.family);
    if (!addressed || !socket.hearsFrom(by)) {
      return -1;
    }
    return (device == null ? 1 : 2) + (socket.family() == Family.IPV4 ? 1 : 0);
  }

  /// Whether what comes to the one may as well go to the other (`reuseport_add_sock`).
  boolean isInGroupOf(Connection other) {
    return localPort == other.localPort
        && socket.family() == other.socket.family()
        && socket.ipv6Only() == other.socket.ipv6Only()
        && device == other.device
        && reusesPort()
        && other.reusesPort()
        && user() == other.user()
        && localHi == other.localHi
        && localLo == other.localLo
        && family == other.family;
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

  /// Whether both would receive at one address (`inet_rcv_saddr_equal`).
  boolean overlapsLocally(TcpEndpoint other) {
    boolean otherBound = (other.localHi | other.localLo) != 0;
    if (isBound() && otherBound) {
      return family == other.family && localHi == other.localHi && localLo == other.localLo;
    }
    TcpSocket its = other instanceof Connection connection ? connection.socket : null;
    if (!isBound() && !otherBound) {
      return its == null
          || socket.family() == its.family()
          || (socket.speaks(Family.IPV4) && its.speaks(Family.IPV4));
    }
    return isBound() ? its == null || its.speaks(family) : socket.speaks(other.family);
  }

  /// Whether the time of the other may be cut short, so that a connection to the same end can begin
  /// (`tcp_twsk_unique`).
  boolean mayReuse(TimeWait wait) {
    int reuse = stack.setting(TcpSetting.TCP_TW_REUSE);
    boolean allowed = reuse == 1 || (reuse == 2 && wait.isLoopback());
    return wait.recentStamp != 0 && allowed && now() - wait.recentStamp > RoundTrip.SECOND;
  }

  // ---- the way

  /// The way to the other end, found anew when something has changed, or null when there is none.
  @Nullable Route route() {
    int generation = socket.fib(family).generation();
    if (route == null || routeGeneration != generation || !route.device().isRegistered()) {
      route = socket.wayFor(this);
      routeGeneration = generation;
      setUpCapabilities();
    }
    return route;
  }

  void route(@Nullable Route value) {
    route = value;
    routeGeneration = socket.fib(family).generation();
    setUpCapabilities();
  }

  /// The next packet finds its way anew.
  void forgetRoute() {
    route = null;
  }

  int routeMetric(int index) {
    Route known = route;
    return known == null ? 0 : known.metric(index);
  }

  boolean isLoopback() {
    Route known = route;
    return known != null && known.device().isLoopback();
  }

  /// The identification of the next packet; `packets` take one each.
  int identification(int packets) {
    int next = identification;
    identification += packets;
    return next & 0xffff;
  }

  void firstIdentification(int number) {
    identification = number;
  }

  // ---- sizes

  /// Bytes of the IP header.
  int networkHeader() {
    return family == Family.IPV4 ? 20 : 40;
  }

  /// Bytes of the TCP header of a segment that carries data.
  int transportHeader() {
    return Tcp.HEADER + (peer.timestamps ? 12 : 0);
  }

  /// Works out how much data a segment may have on a path of that MTU (`tcp_sync_mss`).
  int syncMss(int mtu) {
    pathMtu = mtu;
    int fits = boundToHalfWindow(largestSegment() - (transportHeader() - Tcp.HEADER));
    mss = mtuProbe.limit(fits, mtu);
    return mss;
  }

  /// Bytes of options and data that path and other end take (`__tcp_mtu_to_mss`).
  int largestSegment() {
    int fits = Math.min(pathMtu - networkHeader() - Tcp.HEADER, peer.mssClamp);
    return Math.max(fits, stack.setting(TcpSetting.TCP_MIN_SND_MSS));
  }

  /// Never more than half of the largest window that was granted, so that two segments are under
  /// way (`tcp_bound_to_half_wnd`).
  private int boundToHalfWindow(int size) {
    int cutoff = maxWindow > 536 ? maxWindow >> 1 : maxWindow;
    return cutoff != 0 && size > cutoff ? Math.max(cutoff, 68 - transportHeader()) : size;
  }

  /// Bytes of data that the next segment may have (`tcp_current_mss`).
  int currentMss() {
    Route way = route == null ? route() : route;
    if (way != null) {
      int mtu = socket.pathMtu(this, way);
      if (mtu != pathMtu) {
        syncMss(mtu);
      }
    }
    int sacks = received.sackBlocks();
    return sacks == 0 ? mss : mss - 4 - 8 * Math.min(sacks, peer.timestamps ? 3 : 4);
  }

  /// What is advertised on that way (`tcp_advertise_mss`).
  int advertise(Route way) {
    int own = way.metric(RouteMetrics.ADVMSS);
    int fits = socket.pathMtu(this, way) - networkHeader() - Tcp.HEADER;
    int size = own != 0 ? own : Math.max(Math.min(fits, 65_535), 256);
    int asked = socket.askedSegment();
    return asked != 0 && asked < size ? asked : size;
  }

  /// Cuts a segment behind so many bytes of its data; returns the rest.
  Segment cut(Segment segment, int length) {
    Segment rest = writes.split(segment, length);
    int all = segment.packets;
    int front = packets(length);
    int back = packets(rest.length());
    rest.packets = all - front;
    segment.packets = front;
    scoreboard.adjust(rest, back);
    return rest;
  }

  /// How many packets so much data makes.
  int packets(int length) {
    return length <= mss ? 1 : (length + mss - 1) / mss;
  }

  /// Packets are large whatever the device can: what it cannot cut is cut before it
  /// (`sk_setup_caps`).
  private void setUpCapabilities() {
    Route way = route;
    GsoLimits limits = way == null ? GsoLimits.LEGACY : way.device().gso();
    largestPacket = Math.min(limits.gsoMaxSize(), GsoLimits.LEGACY.gsoMaxSize()) - LARGEST_HEADERS;
    mostSegments = Math.max(limits.gsoMaxSegments(), 1);
  }

  /// Bytes of data that one packet may have that is cut on its way (`tcp_send_mss`).
  int sizeGoal(int size) {
    return Math.min(boundToHalfWindow(largestPacket) / size, mostSegments) * size;
  }

  int largestPacket() {
    return largestPacket;
  }

  /// How many segments a packet may stand for.
  int mostSegments() {
    return mostSegments;
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

  // ---- opening

  /// Asks the other end, by that way, for a connection; a fast open that the program has set up
  /// waits for its first data (`tcp_v4_connect`, `tcp_fastopen_defer_connect`).
  void connect(Route way) {
    state(TcpState.SYN_SENT);
    stack.table().add(this);
    boolean wanted = fastOpen == null && socket.fastOpenConnect();
    deferred = wanted && FastOpen.mayCarryData(this);
    if (wanted && !deferred) {
      fastOpen = new FastOpen(this, new byte[0], 0, 0);
    }
    if (!deferred) {
      ask(way);
    }
  }

  /// Whether the SYN waits for the program's first data.
  boolean isDeferred() {
    return deferred;
  }

  /// The data that may go with the SYN.
  void fastOpen(@Nullable FastOpen with) {
    fastOpen = with;
  }

  /// Sends the SYN that has waited, with that data.
  void askDeferred(FastOpen with) {
    Route way = route();
    deferred = false;
    fastOpen = with;
    if (way != null) {
      ask(way);
    }
  }

  @Nullable FastOpen fastOpen() {
    return fastOpen;
  }

  /// What the SYN that is sent now says of fast open, or null.
  @Nullable FastOpenCookie synCookie() {
    return fastOpen == null ? null : fastOpen.cookie();
  }

  /// Whether data that went with a SYN, of either end, was acknowledged.
  boolean synDataAcknowledged() {
    return synDataTaken || (fastOpen != null && fastOpen.isAcknowledged());
  }

  /// Data came with the other end's SYN.
  void synDataTaken() {
    synDataTaken = true;
  }

  @Nullable Request fastOpenRequest() {
    return fastOpenRequest;
  }

  void fastOpenRequest(@Nullable Request value) {
    fastOpenRequest = value;
  }

  /// Whether a program may send in its state; a fast open may before the ACK comes.
  boolean maySend() {
    return state.maySend() || (state == TcpState.SYN_RECV && fastOpenRequest != null);
  }

  /// Sends the SYN (`tcp_connect`).
  private void ask(Route way) {
    peer.timestamps = stack.setting(TcpSetting.TCP_TIMESTAMPS) != 0;
    peer.sack = stack.setting(TcpSetting.TCP_SACK) != 0;
    peer.scaling = stack.setting(TcpSetting.TCP_WINDOW_SCALING) != 0;
    int asked = socket.askedSegment();
    peer.mssClamp = asked == 0 ? 65_535 : asked;
    peer.timestampOffset = stack.initialSequence().timestampOffset(this);
    if (writeSeq == 0) {
      writeSeq = stack.initialSequence().number(this);
    }
    initialSeq = writeSeq;
    sndUna = writeSeq;
    sndNxt = writeSeq;
    sndSml = writeSeq;
    sndUp = writeSeq;
    pushedSeq = writeSeq;
    identification = initialSeq >>> 16;
    advertisedMss = advertise(way);
    mtuProbe.begin();
    syncMss(socket.pathMtu(this, way));
    window.clamp(way.metric(RouteMetrics.WINDOW));
    boolean hasClock = peer.timestamps && peer.recentStamp != 0;
    peer.receiveScale = window.initialize(advertisedMss - (hasClock ? 12 : 0), peer.scaling);
    shutdown = 0;
    finReceived = false;
    takeRouteCongestion();
    stack.count(TcpCounter.ACTIVE_OPENS);
    Segment syn = writes.append(writeSeq, Tcp.SYN | synEcnFlags());
    syn.end++;
    writeSeq++;
    FastOpen fast = fastOpen;
    if (fast == null) {
      stack.output().sendFirst(this);
    } else {
      fast.send(syn);
    }
  }

  /// Takes the place of what waits: its numbers and its clock go on (RFC 6191).
  void continueAfter(TimeWait wait) {
    writeSeq = wait.nextNumber();
    peer.remember(wait.recent, wait.recentStamp);
    wait.discard();
  }

  /// The handshake tells how long the round trip is: our SYN was sent then (`tcp_synack_rtt_meas`).
  void measureHandshake(long sent) {
    int micros = (int) ((now() - sent) / 1000);
    roundTrip.measureMinimum(micros, now(), stack.setting(TcpSetting.TCP_MIN_RTT_WLEN));
    roundTrip.measure(micros, sndUna, sndNxt);
  }

  // ---- congestion notification

  private int synEcnFlags() {
    peer.ecn = stack.setting(TcpSetting.TCP_ECN) == 1 || wantsEcn(route);
    return peer.ecn ? Tcp.ECE | Tcp.CWR : 0;
  }

  /// Whether a route says that its path understands it (`RTAX_FEATURE_ECN`).
  static boolean wantsEcn(@Nullable Route way) {
    return way != null && (way.metric(RouteMetrics.FEATURES) & 1) != 0;
  }

  /// The congestion control that the route names, if it names one (`tcp_ca_dst_init`).
  void takeRouteCongestion() {
    Route way = route();
    String name = way == null ? null : way.metrics().congestion();
    if (name != null && CongestionControls.exists(name)) {
      congestion.control(CongestionControls.make(name));
    }
  }

  /// The other end's SYN says whether it understands it (RFC 3168 section 6.1.1).
  void agreeOnEcn(Arrival arrival) {
    peer.ecn &= arrival.has(Tcp.ECE) && !arrival.has(Tcp.CWR);
  }

  // ---- urgent data

  void urgent(Arrival arrival) {
    UrgentData known = urgent;
    if (known == null) {
      known = new UrgentData(this);
      urgent = known;
    }
    known.announce(arrival);
  }

  /// The urgent byte that has come and was not taken, or -1.
  int takeUrgent() {
    return urgent == null ? -1 : urgent.take();
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

  /// The window that a reset shows.
  int resetWindow() {
    return Math.min(window.left() >> peer.receiveScale, 65_535);
  }

  // ---- closing

  /// The program shuts one of its ways (`tcp_shutdown`).
  void shut(int ways) {
    if (state == TcpState.LISTEN) {
      if ((ways & SHUT_READING) != 0) {
        stopListening();
      }
      return;
    }
    if (state == TcpState.SYN_SENT) {
      breakOff();
      return;
    }
    boolean first = (shutdown & SHUT_WRITING) == 0;
    shutdown |= ways;
    if ((ways & SHUT_WRITING) != 0 && first) {
      sayGoodbye();
    }
  }

  /// The next state of one that closes, and its FIN where that is due (`tcp_close_state`).
  private void sayGoodbye() {
    switch (state) {
      case ESTABLISHED -> {
        state(TcpState.FIN_WAIT1);
        stack.output().sendFin(this);
      }
      case CLOSE_WAIT -> {
        state(TcpState.LAST_ACK);
        stack.output().sendFin(this);
      }
      case SYN_RECV -> {
        if (fastOpenRequest != null) {
          state(TcpState.FIN_WAIT1);
          stack.output().sendFin(this);
        }
      }
      default -> {
        // It was said, or will be when the connection is there.
      }
    }
  }

  /// The program lets go (`__tcp_close`).
  void close() {
    if (state == TcpState.LISTEN) {
      stopListening();
    }
    boolean unread = received.clear();
    shutdown |= SHUT_READING;
    if (state == TcpState.CLOSE || state == TcpState.SYN_SENT) {
      end();
    } else if (unread) {
      stack.count(TcpCounter.ABORT_ON_CLOSE);
      stack.output().reset(this);
      done();
    } else if (socket.linger() == 0) {
      stack.count(TcpCounter.ABORT_ON_DATA);
      breakOff();
    } else {
      boolean first = (shutdown & SHUT_WRITING) == 0;
      shutdown |= SHUT_WRITING;
      if (first) {
        sayGoodbye();
      }
      goOnAlone();
    }
    if (state == TcpState.CLOSE) {
      destroy();
    }
  }

  private void goOnAlone() {
    becomeOrphan();
    if (stack.memory().refusesOrphan(writes.charged(), 0)) {
      stack.output().reset(this);
      stack.count(TcpCounter.ABORT_ON_MEMORY);
      done();
    } else if (state == TcpState.FIN_WAIT2) {
      long time = socket.finWait2Time();
      if (time < 0) {
        stack.output().reset(this);
        stack.count(TcpCounter.ABORT_ON_LINGER);
        done();
      } else if (time > TimeWait.LENGTH) {
        timers.armSilence(time - TimeWait.LENGTH);
      } else {
        enterTimeWait(TcpState.FIN_WAIT2, time);
      }
    }
  }

  /// Ends at once, with a reset where the other end knows of the connection (`tcp_disconnect`).
  void breakOff() {
    if (state == TcpState.LISTEN) {
      stopListening();
      return;
    }
    boolean resets =
        state == TcpState.ESTABLISHED
            || state == TcpState.CLOSE_WAIT
            || state == TcpState.FIN_WAIT1
            || state == TcpState.FIN_WAIT2
            || state == TcpState.SYN_RECV;
    if (resets || (sndNxt != writeSeq && state.isSynchronized())) {
      stack.output().reset(this);
    }
    received.clear();
    finReceived = false;
    end();
    shutdown = 0;
    writeSeq += maxWindow + 2;
  }

  /// Nobody may connect any more: who has not been accepted is refused (`inet_csk_listen_stop`).
  void stopListening() {
    ListenQueue queue = listenQueue();
    state(TcpState.CLOSE);
    stack.table().discardRequests(this);
    for (Connection child = queue.poll(); child != null; child = queue.poll()) {
      child.socket.linger(0);
      child.socket.close();
    }
  }

  // ---- the life

  /// An error that is told if the connection fails (`sk_err_soft`).
  @Nullable Errno softError() {
    return softError;
  }

  void softError(@Nullable Errno value) {
    softError = value;
  }

  /// The connection is there: makes what depends on the path (`tcp_init_transfer`).
  void initializeTransfer() {
    Route way = route();
    if (way != null) {
      syncMss(socket.pathMtu(this, way));
    }
    int least = routeMetric(RouteMetrics.RTO_MIN);
    if (least != 0) {
      roundTrip.least(least * RoundTrip.MILLISECOND);
    }
    mtuProbe.begin();
    stack.metrics().begin(this);
    congestion.window(
        timers.synRetransmits() > 1 && roundTrip.smoothed() == 0 ? 1 : initialWindow());
    congestion.control(congestion.control());
    window.initializeSpace();
    socket.growSendBuffer();
    sentNow();
  }

  /// The congestion window to begin with, in segments (`tcp_init_cwnd`).
  int initialWindow() {
    int own = routeMetric(RouteMetrics.INITCWND);
    return own == 0 ? Congestion.INITIAL : own;
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
  private void end() {
    state(TcpState.CLOSE);
    deferred = false;
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
