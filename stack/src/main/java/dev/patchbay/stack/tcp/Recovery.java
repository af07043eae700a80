package dev.patchbay.stack.tcp;

/// How a connection behaves while segments are lost: the states of `tcp_ca_state`, when they
/// change, and how fast it sends meanwhile (RFC 6582, RFC 6675, RFC 6937, RFC 5682;
/// `tcp_fastretrans_alert`).
final class Recovery {
  /// `TCP_CA_…`
  enum State {
    /// All is well.
    OPEN,
    /// Something arrived out of order.
    DISORDER,
    /// The window shrinks because congestion was marked, or something was lost in this host.
    CWR,
    /// Something is lost, and is sent again.
    RECOVERY,
    /// A timeout has passed: all is taken for lost.
    LOSS
  }

  private final Connection connection;
  private final Scoreboard scoreboard;
  private final LossDetection detection;
  private State state = State.OPEN;

  /// `SND.NXT` when the state began: when that has been acknowledged, it is over.
  private int highSequence;

  /// Whether a timeout may turn out to be wrong (RFC 5682).
  private boolean forward;

  // RFC 6937: the window before, what was delivered and what was sent since.
  private int priorWindow;
  private int deliveredSince;
  private int sentSince;

  Recovery(Connection connection) {
    this.connection = connection;
    this.scoreboard = connection.scoreboard;
    this.detection = new LossDetection(connection);
  }

  State state() {
    return state;
  }

  int highSequence() {
    return highSequence;
  }

  private boolean isReducing() {
    return state == State.CWR || state == State.RECOVERY;
  }

  void forget() {
    scoreboard.forget();
    state = State.OPEN;
  }

  void open() {
    state = State.OPEN;
  }

  /// A lost segment is sent again.
  void sentAgain(int packets) {
    if (isReducing()) {
      sentSince += packets;
    }
  }

  /// A new one is sent.
  void sentNew(int packets) {
    if (isReducing()) {
      sentSince += packets;
    }
  }

  // ---- an acknowledgement

  /// Changes the state as the acknowledgement says, which is not a plain one.
  void alert(AckEvents events, int priorUna, int duplicates) {
    if (scoreboard.out() == 0) {
      scoreboard.resetDuplicates();
    }
    if (events.has(AckEvents.ECE)) {
      connection.undo.priorThreshold(0);
    }
    if (reneges(events)) {
      return;
    }
    if (state == State.OPEN) {
      connection.undo.forgetStamp();
    } else if (!Sequence.before(connection.sndUna, highSequence) && ends()) {
      return;
    }
    boolean goesOn =
        switch (state) {
          case RECOVERY -> recovery(events, priorUna, duplicates);
          case LOSS -> loss(events, duplicates);
          default -> disorder(events, duplicates);
        };
    if (goesOn) {
      events.sendsLost = true;
    }
  }

  /// What was acknowledged out of order has been thrown away: a timeout soon takes all for lost
  /// (`tcp_check_sack_reneging`).
  private boolean reneges(AckEvents events) {
    if (!events.has(AckEvents.RENEGING)) {
      return false;
    }
    long wait = Math.max(connection.roundTrip.smoothed() * 500L, 10 * RoundTrip.MILLISECOND);
    connection.timers.arm(Timers.Pending.RETRANSMIT, wait);
    events.remove(AckEvents.SET_TIMER);
    return true;
  }

  /// What the state was about has been acknowledged; returns whether nothing more is to be done.
  private boolean ends() {
    if (state == State.CWR) {
      if (connection.sndUna != highSequence) {
        endReduction();
        state = State.OPEN;
      }
    } else if (state == State.RECOVERY) {
      if (!connection.peer.sack) {
        scoreboard.resetDuplicates();
      }
      if (connection.undo.recovery()) {
        return true;
      }
      endReduction(State.RECOVERY);
    }
    return false;
  }

  private boolean recovery(AckEvents events, int priorUna, int duplicates) {
    if (!events.has(AckEvents.ADVANCED)) {
      if (!connection.peer.sack) {
        scoreboard.countDuplicates(duplicates);
      }
    } else if (connection.undo.partial(priorUna)) {
      return false;
    }
    if (connection.undo.duplicates()) {
      tryToOpen(events);
    }
    detection.identify(events, state);
    if (state != State.RECOVERY) {
      if (!isTimeToRecover()) {
        return false;
      }
      enter(events.has(AckEvents.ECE));
    }
    return true;
  }

  private boolean loss(AckEvents events, int duplicates) {
    afterTimeout(events, duplicates);
    detection.identify(events, state);
    if (state != State.OPEN && !events.has(AckEvents.LOST_RETRANSMIT)) {
      return false;
    }
    return disorder(events, duplicates);
  }

  private boolean disorder(AckEvents events, int duplicates) {
    if (!connection.peer.sack) {
      if (events.has(AckEvents.ADVANCED)) {
        scoreboard.resetDuplicates();
      }
      scoreboard.countDuplicates(duplicates);
    }
    if (state.compareTo(State.DISORDER) <= 0) {
      connection.undo.duplicates();
    }
    detection.identify(events, state);
    if (!isTimeToRecover()) {
      tryToOpen(events);
      return false;
    }
    if (state.compareTo(State.CWR) < 0 && connection.mtuProbe.failed()) {
      return false;
    }
    enter(events.has(AckEvents.ECE));
    return true;
  }

  private boolean isTimeToRecover() {
    return scoreboard.lost() > 0;
  }

  /// `tcp_try_to_open`
  private void tryToOpen(AckEvents events) {
    connection.undo.forgetStampIfDone();
    if (events.has(AckEvents.ECE)) {
      enterCwr();
    }
    if (state != State.CWR) {
      keepOpen();
    }
  }

  /// `tcp_try_keep_open`
  void keepOpen() {
    boolean unsettled = scoreboard.leftOut() > 0 || connection.undo.anyRetransmitted();
    State next = unsettled ? State.DISORDER : State.OPEN;
    if (state != next) {
      state = next;
      highSequence = connection.sndNxt;
    }
  }

  // ---- recovery

  /// Something is lost (`tcp_enter_recovery`).
  void enter(boolean marked) {
    connection.stack.count(
        connection.peer.sack ? TcpCounter.SACK_RECOVERY : TcpCounter.RENO_RECOVERY);
    connection.undo.priorThreshold(0);
    connection.undo.mark();
    if (!isReducing()) {
      if (!marked) {
        connection.undo.priorThreshold(currentThreshold());
      }
      beginReduction();
    }
    state = State.RECOVERY;
  }

  /// Congestion was marked (`tcp_enter_cwr`).
  void enterCwr() {
    connection.undo.priorThreshold(0);
    if (state.compareTo(State.CWR) < 0) {
      connection.undo.unmark();
      beginReduction();
      state = State.CWR;
    }
  }

  /// A probe has repaired what was lost, which counts as a loss (RFC 8985 section 7.4.2).
  void probeRepaired() {
    beginReduction();
    state = State.CWR;
    endReduction();
    keepOpen();
  }

  /// `tcp_current_ssthresh`
  int currentThreshold() {
    Congestion congestion = connection.congestion;
    if (isReducing()) {
      return congestion.threshold();
    }
    int window = congestion.window();
    return Math.max(congestion.threshold(), (window >> 1) + (window >> 2));
  }

  private void beginReduction() {
    Congestion congestion = connection.congestion;
    highSequence = connection.sndNxt;
    connection.lossProbe.forget();
    congestion.count(0);
    congestion.rememberPrior();
    priorWindow = congestion.window();
    deliveredSince = 0;
    sentSince = 0;
    congestion.threshold(congestion.control().threshold(congestion));
    connection.ecn.reduced();
  }

  /// The window in proportion to what arrives (RFC 6937; `tcp_cwnd_reduction`).
  void reduce(int delivered, int lost, boolean advanced) {
    if (delivered <= 0 || priorWindow == 0) {
      return;
    }
    Congestion congestion = connection.congestion;
    int threshold = congestion.threshold();
    int inFlight = scoreboard.inFlight();
    deliveredSince += delivered;
    int most;
    if (threshold < inFlight) {
      long share = (long) threshold * deliveredSince + priorWindow - 1;
      most = (int) (share / priorWindow) - sentSince;
    } else {
      most = Math.max(deliveredSince - sentSince, delivered);
      if (advanced && lost == 0) {
        most++;
      }
      most = Math.min(threshold - inFlight, most);
    }
    most = Math.max(most, sentSince == 0 ? 1 : 0);
    congestion.window(inFlight + most);
  }

  private void endReduction() {
    endReduction(state);
  }

  private void endReduction(State of) {
    Congestion congestion = connection.congestion;
    if (congestion.threshold() < Congestion.INFINITE
        && (connection.undo.isMarked() || of == State.CWR)) {
      congestion.window(congestion.threshold());
    }
  }

  /// Lets the window follow what has arrived (`tcp_cong_control`).
  void control(AckEvents events, int ack, int delivered, int lost) {
    if (isReducing()) {
      reduce(delivered, lost, events.has(AckEvents.ADVANCED));
      return;
    }
    boolean reordered =
        scoreboard.reordering() > connection.stack.setting(TcpSetting.TCP_REORDERING);
    int progress = AckEvents.ACKED | AckEvents.DATA_SACKED;
    if (events.has(reordered ? progress : AckEvents.DATA_ACKED)) {
      connection.congestion.control().grow(connection.congestion, ack, delivered);
    }
  }

  /// Segments are smaller from now on: what is larger is sent again, in pieces
  /// (`tcp_simple_retransmit`).
  void loseLarge() {
    // The SYN and its data are two segments here, but were one on their way.
    FastOpen fast = connection.opening.fastOpen();
    boolean all = fast != null && fast.hasData() && connection.state() == TcpState.SYN_SENT;
    int mss = connection.size.current();
    for (Segment segment = connection.writes.firstSent();
        segment != null;
        segment = connection.writes.nextSent(segment)) {
      if (all || segment.length() > mss) {
        scoreboard.lose(segment);
      }
    }
    if (scoreboard.lost() == 0) {
      return;
    }
    if (state != State.LOSS) {
      highSequence = connection.sndNxt;
      connection.congestion.threshold(currentThreshold());
      connection.undo.priorThreshold(0);
      connection.undo.unmark();
      state = State.LOSS;
    }
    Retransmission.sendLost(connection);
  }

  // ---- timeouts

  /// Nothing has been heard for too long (`tcp_enter_loss`).
  void enterLoss() {
    boolean fresh = state.compareTo(State.RECOVERY) < 0;
    boolean again = connection.timers.timeouts() > 0;
    int beforeSacked = scoreboard.sacked();
    detection.loseAll();
    Congestion congestion = connection.congestion;
    if (state.compareTo(State.DISORDER) <= 0
        || !Sequence.after(highSequence, connection.sndUna)
        || (state == State.LOSS && !again)) {
      connection.undo.priorThreshold(currentThreshold());
      congestion.rememberPrior();
      congestion.threshold(congestion.control().threshold(congestion));
      connection.undo.mark();
    }
    congestion.control().lose(congestion);
    congestion.window(scoreboard.inFlight() + 1);
    congestion.count(0);
    int usual = connection.stack.setting(TcpSetting.TCP_REORDERING);
    if (state.compareTo(State.DISORDER) <= 0 && beforeSacked >= usual) {
      scoreboard.reordering(Math.min(scoreboard.reordering(), usual));
    }
    state = State.LOSS;
    highSequence = connection.sndNxt;
    connection.lossProbe.forget();
    connection.ecn.reduced();
    forward = connection.stack.setting(TcpSetting.TCP_FRTO) != 0 && (fresh || again);
  }

  /// An acknowledgement after a timeout: perhaps that was wrong (`tcp_process_loss`).
  private void afterTimeout(AckEvents events, int duplicates) {
    boolean recovered = !Sequence.before(connection.sndUna, highSequence);
    boolean advanced = events.has(AckEvents.ADVANCED);
    if (advanced && connection.undo.loss(false)) {
      return;
    }
    if (forward && isForward(events, duplicates, recovered)) {
      return;
    }
    if (recovered) {
      connection.undo.recovery();
      return;
    }
    if (!connection.peer.sack) {
      if (Sequence.after(connection.sndNxt, highSequence) && duplicates > 0) {
        scoreboard.countDuplicates(duplicates);
      } else if (advanced) {
        scoreboard.resetDuplicates();
      }
    }
    events.sendsLost = true;
  }

  /// RFC 5682: sends something new first, whose acknowledgement tells whether the timeout was
  /// wrong.
  private boolean isForward(AckEvents events, int duplicates, boolean recovered) {
    if (events.has(AckEvents.ORIGINAL_ACKED) && connection.undo.loss(true)) {
      return true;
    }
    if (Sequence.after(connection.sndNxt, highSequence)) {
      if (events.has(AckEvents.DATA_SACKED) || duplicates > 0) {
        forward = false;
      }
    } else if (events.has(AckEvents.ADVANCED) && !recovered) {
      highSequence = connection.sndNxt;
      boolean more =
          connection.writes.unsent() != null
              && Sequence.after(connection.windowEnd(), connection.sndNxt);
      if (more) {
        events.sendsNew = true;
        return true;
      }
      forward = false;
    }
    return false;
  }

  /// Sends what the acknowledgement has led to (`tcp_xmit_recovery`).
  void send(AckEvents events) {
    if (connection.state() == TcpState.SYN_SENT) {
      return;
    }
    if (events.sendsNew) {
      connection.stack.output().push(connection, connection.size.current(), Connection.NAGLE_OFF);
      if (Sequence.after(connection.sndNxt, highSequence)) {
        return;
      }
      forward = false;
    }
    if (events.sendsNew || events.sendsLost) {
      Retransmission.sendLost(connection);
    }
  }
}
