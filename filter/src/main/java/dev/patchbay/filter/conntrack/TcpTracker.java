package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;
import org.jspecify.annotations.Nullable;

/// TCP: moves a connection through its states by the segments of both directions, as far as they
/// lie in the window. What may be right while the state here is wrong passes without a change, so
/// that the answer to it shows who is right.
final class TcpTracker extends Tracker {
  @Override
  int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  String name() {
    return "tcp";
  }

  @Override
  NumberNames numberNames() {
    return NumberNames.PORTS;
  }

  @Override
  long numbers(byte[] bytes, int at, int tail) {
    return tail - at < 8 ? NONE : Udp.ports(bytes, at) & 0xffff_ffffL;
  }

  @Override
  String stateName(Connection connection) {
    return flow(connection).state.name();
  }

  @Override
  void state(Connection connection, String name) {
    TcpFlow flow = flow(connection);
    flow.state = TcpState.valueOf(name);
    // Its windows are not known: as conntrack(8) has it, they are not looked at.
    for (int side = 0; side < 2; side++) {
      flow.flags(side, flow.flags(side) | TcpFlow.BE_LIBERAL | TcpFlow.SACK_PERMITTED);
    }
  }

  static TcpFlow flow(Connection connection) {
    TcpFlow flow = (TcpFlow) connection.state;
    if (flow == null) {
      flow = new TcpFlow();
      connection.state = flow;
    }
    return flow;
  }

  @Override
  boolean mayBeDroppedEarly(Connection connection) {
    return !connection.has(Connection.ASSURED) || isEnding(flow(connection).state);
  }

  @Override
  boolean isClosed(Connection connection) {
    TcpState state = flow(connection).state;
    return state == TcpState.TIME_WAIT || state == TcpState.CLOSE;
  }

  private static boolean isEnding(TcpState state) {
    return switch (state) {
      case FIN_WAIT, CLOSE_WAIT, LAST_ACK, TIME_WAIT, CLOSE -> true;
      default -> false;
    };
  }

  @Override
  Answer take(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    String fault = fault(conntrack, packet);
    if (fault != null) {
      conntrack.invalidLog().say(packet, IpProtocol.TCP, fault);
      return Answer.INVALID;
    }
    TcpSegment segment = conntrack.segment();
    segment.read(packet);
    if (!connection.isConfirmed() && !begin(conntrack, connection, segment)) {
      return Answer.INVALID;
    }
    int direction = Connection.direction(info);
    TcpFlow flow = flow(connection);
    TcpState next = flow.state.next(direction, segment.kind);
    return switch (next) {
      case INVALID -> {
        sayFate(conntrack, connection, packet, info, "invalid");
        yield Answer.INVALID;
      }
      case IGNORE -> pass(conntrack, connection, packet, info);
      case SYN_SENT -> reopen(conntrack, connection, packet, info);
      case CLOSE -> close(conntrack, connection, packet, info);
      case TIME_WAIT -> takeLastAck(conntrack, connection, packet, info);
      case SYN_SENT2 -> {
        flow.lastFlags |= (byte) TcpFlow.SIMULTANEOUS_OPEN;
        yield check(conntrack, connection, packet, info, next);
      }
      case SYN_RECV -> {
        boolean simultaneous =
            direction == Connection.REPLY
                && segment.kind == TcpState.ACK
                && (flow.lastFlags & TcpFlow.SIMULTANEOUS_OPEN) != 0;
        yield check(
            conntrack, connection, packet, info, simultaneous ? TcpState.ESTABLISHED : next);
      }
      default -> check(conntrack, connection, packet, info, next);
    };
  }

  /// What is wrong with the header and its checksum, or null.
  private static @Nullable String fault(Conntrack conntrack, Parsed packet) {
    byte[] bytes = packet.bytes();
    int at = packet.transport;
    if (packet.transportLength() < Tcp.HEADER) {
      return "short packet";
    }
    if (!Tcp.fits(bytes, at, packet.tail)) {
      return "truncated packet";
    }
    if (conntrack.setting(ConntrackSetting.CHECKSUM) != 0
        && !packet.checksumHolds(packet.transportLength())) {
      return "bad checksum";
    }
    boolean sound = areSound(Tcp.flags(bytes, at) & ~(Tcp.ECE | Tcp.CWR | Tcp.PSH));
    return sound ? null : "invalid tcp flag combination";
  }

  /// Says that the state decides the segment's fate: it is `ignored`, or `invalid`.
  private static void sayFate(
      Conntrack conntrack, Connection connection, Parsed packet, int info, String fate) {
    if (conntrack.invalidLog().wants(IpProtocol.TCP)) {
      int kind = conntrack.segment().kind;
      String state = flow(connection).state.name();
      String reason =
          "packet (index %d) in dir %d %s, state %s"
              .formatted(kind, Connection.direction(info), fate, state);
      conntrack.invalidLog().say(packet, IpProtocol.TCP, reason);
    }
  }

  /// Which flags go together; PSH, ECE and CWR go with all.
  private static boolean areSound(int flags) {
    return switch (flags) {
      case Tcp.SYN,
          Tcp.SYN | Tcp.URG,
          Tcp.SYN | Tcp.ACK,
          Tcp.RST,
          Tcp.RST | Tcp.ACK,
          Tcp.FIN | Tcp.ACK,
          Tcp.FIN | Tcp.ACK | Tcp.URG,
          Tcp.ACK,
          Tcp.ACK | Tcp.URG ->
          true;
      default -> false;
    };
  }

  /// Whether a connection may begin with the segment: a SYN, or with `tcp_loose` an ACK in its
  /// middle.
  private static boolean begin(Conntrack conntrack, Connection connection, TcpSegment segment) {
    TcpState first = TcpState.NONE.next(Connection.ORIGINAL, segment.kind);
    boolean loose = conntrack.setting(ConntrackSetting.TCP_LOOSE) != 0;
    if (first == TcpState.INVALID || (first != TcpState.SYN_SENT && !loose)) {
      return false;
    }
    TcpFlow flow = new TcpFlow();
    connection.state = flow;
    TcpWindow.begin(flow, segment);
    return true;
  }

  /// A SYN on what is over begins a new connection (RFC 9293 section 3.6.1).
  private Answer reopen(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    TcpFlow flow = flow(connection);
    if (flow.state.compareTo(TcpState.TIME_WAIT) < 0) {
      return check(conntrack, connection, packet, info, TcpState.SYN_SENT);
    }
    boolean over =
        flow.has(0, TcpFlow.CLOSE_INIT)
            || flow.has(1, TcpFlow.CLOSE_INIT)
            || (flow.lastDirection == Connection.direction(info) && flow.lastKind == TcpState.RST);
    if (!over) {
      return pass(conntrack, connection, packet, info);
    }
    conntrack.end(connection);
    return Answer.REPEAT;
  }

  /// Lets a segment pass that may be right, and remembers it. A SYN/ACK that answers such a SYN
  /// shows that both sides are in step and this tracker was not.
  private Answer pass(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    TcpFlow flow = flow(connection);
    TcpSegment segment = conntrack.segment();
    int direction = Connection.direction(info);
    if (segment.kind == TcpState.SYN_ACK
        && flow.lastKind == TcpState.SYN
        && flow.lastDirection != direction
        && segment.ack == flow.lastEnd) {
      catchUp(flow, direction);
      return check(conntrack, connection, packet, info, TcpState.SYN_RECV);
    }
    flow.lastKind = (byte) segment.kind;
    flow.lastDirection = (byte) direction;
    flow.lastSequence = segment.sequence;
    flow.lastEnd = segment.end;
    flow.lastWindow = (short) segment.window;
    if (segment.kind == TcpState.SYN && direction == Connection.ORIGINAL) {
      rememberOffers(flow, segment);
    }
    if (flow.state == TcpState.SYN_SENT
        && segment.kind == TcpState.ACK
        && direction == Connection.REPLY) {
      flow.lastAck = segment.ack;
    }
    sayFate(conntrack, connection, packet, info, "ignored");
    return Answer.ACCEPT;
  }

  private static void catchUp(TcpFlow flow, int direction) {
    int asker = flow.lastDirection;
    flow.state = TcpState.SYN_SENT;
    flow.end(asker, flow.lastEnd);
    flow.maxEnd(asker, flow.lastEnd);
    flow.maxWindow(asker, Math.max(flow.lastWindow & 0xffff, 1));
    flow.scale(asker, flow.lastScale);
    flow.lastFlags &= (byte) ~TcpFlow.CHALLENGE_ACK;
    flow.flags(asker, flow.lastFlags);
    flow.reset(direction);
  }

  private static void rememberOffers(TcpFlow flow, TcpSegment segment) {
    TcpFlow offers = new TcpFlow();
    segment.readOffers(offers, 0);
    flow.lastFlags = (byte) offers.flags(0);
    flow.lastScale = (byte) offers.scale(0);
    if (flow.state == TcpState.LAST_ACK) {
      // RFC 5961 section 4: the SYN may be answered by an ACK that is not for the last FIN.
      flow.lastFlags |= (byte) TcpFlow.CHALLENGE_ACK;
    }
  }

  private Answer takeLastAck(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    TcpFlow flow = flow(connection);
    boolean challenge =
        flow.state == TcpState.LAST_ACK
            && conntrack.segment().kind == TcpState.ACK
            && flow.lastDirection != Connection.direction(info)
            && flow.lastKind == TcpState.SYN
            && (flow.lastFlags & TcpFlow.CHALLENGE_ACK) != 0;
    if (challenge) {
      flow.lastFlags &= (byte) ~TcpFlow.CHALLENGE_ACK;
      conntrack.invalidLog().say(packet, IpProtocol.TCP, "challenge-ack ignored");
      return Answer.ACCEPT;
    }
    return check(conntrack, connection, packet, info, TcpState.TIME_WAIT);
  }

  /// A RST ends a connection when its number is the one the other side waits for; another one may
  /// be answered by a challenge (RFC 5961 section 3), and changes nothing.
  private Answer close(Conntrack conntrack, Connection connection, Parsed packet, int info) {
    TcpFlow flow = flow(connection);
    TcpSegment segment = conntrack.segment();
    int direction = Connection.direction(info);
    TcpState next = TcpState.CLOSE;
    if (segment.kind != TcpState.RST) {
      return check(conntrack, connection, packet, info, next);
    }
    if (isEnding(flow.state)) {
      return advance(conntrack, connection, packet, info, next);
    }
    if (flow.has(1 - direction, TcpFlow.MAX_ACK_SET) && flow.lastKind != TcpState.SYN) {
      int expected = flow.maxAck(1 - direction);
      boolean established =
          flow.state == TcpState.ESTABLISHED && connection.has(Connection.ASSURED);
      boolean answersSyn = segment.sequence == 0 && !established;
      boolean old =
          segment.sequence - expected < 0
              && conntrack.setting(ConntrackSetting.TCP_IGNORE_INVALID_RST) == 0;
      if (old && !answersSyn) {
        conntrack.invalidLog().say(packet, IpProtocol.TCP, "invalid rst");
        return Answer.INVALID;
      }
      boolean follows =
          flow.lastKind == TcpState.ACK
              && flow.lastDirection == direction
              && segment.sequence == flow.lastEnd;
      if (answersSyn || !established || segment.sequence == expected || follows) {
        return check(conntrack, connection, packet, info, next);
      }
      next = flow.state;
    }
    return answersWhatPassed(connection, flow, segment)
        ? advance(conntrack, connection, packet, info, next)
        : check(conntrack, connection, packet, info, next);
  }

  /// Whether the RST answers a SYN or ACK that was let pass, or a challenge.
  private static boolean answersWhatPassed(
      Connection connection, TcpFlow flow, TcpSegment segment) {
    boolean passed =
        (connection.has(Connection.SEEN_REPLY) && flow.lastKind == TcpState.SYN)
            || (!connection.has(Connection.ASSURED) && flow.lastKind == TcpState.ACK);
    return (passed && segment.ack == flow.lastEnd)
        || (flow.state == TcpState.SYN_SENT
            && flow.lastKind == TcpState.ACK
            && flow.lastDirection == Connection.REPLY
            && segment.sequence == flow.lastAck);
  }

  private Answer check(
      Conntrack conntrack, Connection connection, Parsed packet, int info, TcpState next) {
    TcpFlow flow = flow(connection);
    TcpSegment segment = conntrack.segment();
    int direction = Connection.direction(info);
    int offset = SequenceShift.of(connection, 1 - direction, segment.ack - 1);
    TcpWindow.Finding finding = TcpWindow.check(conntrack, flow, segment, direction, offset);
    if (finding == TcpWindow.Finding.GOOD) {
      return advance(conntrack, connection, packet, info, next);
    }
    if (conntrack.invalidLog().wants(IpProtocol.TCP)) {
      String reason = TcpWindow.reason(finding, flow, segment, direction);
      conntrack.invalidLog().say(packet, IpProtocol.TCP, reason);
    }
    if (finding.isIgnored()) {
      return Answer.ACCEPT;
    }
    doubt(conntrack, connection, direction);
    return Answer.INVALID;
  }

  /// FIN or RST out of window from both sides: the connection is probably over, and does not stay
  /// for days.
  private static void doubt(Conntrack conntrack, Connection connection, int direction) {
    TcpFlow flow = flow(connection);
    int kind = conntrack.segment().kind;
    if (!connection.has(Connection.ASSURED)
        || connection.has(Connection.FIXED_TIMEOUT)
        || (kind != TcpState.RST && kind != TcpState.FIN)) {
      return;
    }
    boolean answers =
        flow.lastDirection != direction
            && (flow.lastKind == TcpState.FIN || flow.lastKind == TcpState.RST);
    if (answers) {
      conntrack.shorten(connection, conntrack.seconds(ConntrackSetting.TCP_TIMEOUT_UNACKNOWLEDGED));
    } else {
      flow.lastKind = (byte) kind;
      flow.lastDirection = (byte) direction;
    }
  }

  /// The segment is good: the connection is in the next state.
  private Answer advance(
      Conntrack conntrack, Connection connection, Parsed packet, int info, TcpState next) {
    TcpFlow flow = flow(connection);
    TcpSegment segment = conntrack.segment();
    int direction = Connection.direction(info);
    TcpState was = flow.state;
    flow.lastKind = (byte) segment.kind;
    flow.lastDirection = (byte) direction;
    flow.state = next;
    if (was != next) {
      conntrack.events().changed(connection, ConntrackEvent.PROTOCOL);
      if (next == TcpState.FIN_WAIT) {
        flow.set(direction, TcpFlow.CLOSE_INIT);
      }
    }
    ConntrackSetting timeout = timeout(conntrack, flow, segment, next);
    if (!connection.has(Connection.SEEN_REPLY)) {
      if (segment.has(Tcp.RST)) {
        // The only answer is a refusal: there has been no connection.
        conntrack.account(connection, packet, info);
        conntrack.end(connection);
        return Answer.ACCEPT;
      }
      if (segment.kind == TcpState.SYN && was == TcpState.SYN_SENT) {
        // A SYN that is sent again and again does not keep it alive.
        return Answer.ACCEPT;
      }
      if (next == TcpState.ESTABLISHED) {
        timeout = shorter(conntrack, timeout, ConntrackSetting.TCP_TIMEOUT_UNACKNOWLEDGED);
      }
    } else if (next == TcpState.ESTABLISHED
        && (was == TcpState.SYN_RECV || was == TcpState.ESTABLISHED)) {
      conntrack.assure(connection);
    }
    conntrack.refresh(connection, packet, info, conntrack.seconds(timeout));
    return Answer.ACCEPT;
  }

  private static ConntrackSetting timeout(
      Conntrack conntrack, TcpFlow flow, TcpSegment segment, TcpState next) {
    ConntrackSetting usual = next.timeout();
    if (flow.retransmissions >= conntrack.setting(ConntrackSetting.TCP_MAX_RETRANS)
        && isLonger(conntrack, usual, ConntrackSetting.TCP_TIMEOUT_MAX_RETRANS)) {
      return ConntrackSetting.TCP_TIMEOUT_MAX_RETRANS;
    }
    if (segment.kind == TcpState.RST) {
      return ConntrackSetting.TCP_TIMEOUT_CLOSE;
    }
    if (flow.has(0, TcpFlow.UNACKNOWLEDGED) || flow.has(1, TcpFlow.UNACKNOWLEDGED)) {
      return shorter(conntrack, usual, ConntrackSetting.TCP_TIMEOUT_UNACKNOWLEDGED);
    }
    return flow.lastWindow == 0
        ? shorter(conntrack, usual, ConntrackSetting.TCP_TIMEOUT_MAX_RETRANS)
        : usual;
  }

  private static boolean isLonger(
      Conntrack conntrack, ConntrackSetting one, ConntrackSetting than) {
    return conntrack.setting(one) > conntrack.setting(than);
  }

  private static ConntrackSetting shorter(
      Conntrack conntrack, ConntrackSetting one, ConntrackSetting other) {
    return isLonger(conntrack, one, other) ? other : one;
  }
}
