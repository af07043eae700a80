package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// Whether a segment belongs to its connection at all: timestamps (RFC 7323 section 5), sequence
/// numbers, resets and SYNs out of place (RFC 5961; `tcp_validate_incoming`).
final class Validity {
  /// RFC 7323 section 5.5: after so long a clock may have gone round.
  private static final long PAWS_LIFETIME = 24L * 24 * 3600 * RoundTrip.SECOND;

  private Validity() {}

  /// Whether it does; if not, it has been dropped, and answered where that is due.
  static boolean accepts(Connection connection, Arrival arrival, Packet packet) {
    DropReason refusal = refusal(connection, arrival);
    if (refusal != null) {
      connection.world().drop(packet, refusal);
      if (refusal == DropReason.TCP_RESET && isExactReset(connection, arrival)) {
        StateInput.reset(connection);
      }
    }
    return refusal == null;
  }

  private static @Nullable DropReason refusal(Connection connection, Arrival arrival) {
    if (isOld(connection, arrival) && !arrival.has(Tcp.RST)) {
      connection.stack.count(TcpCounter.PAWS_ESTAB);
      answerDuplicate(connection, arrival, TcpCounter.ACK_SKIPPED_PAWS);
      return DropReason.TCP_RFC7323_PAWS;
    }
    if (!isInWindow(connection, arrival)) {
      return outOfWindow(connection, arrival);
    }
    if (arrival.has(Tcp.RST)) {
      if (!isExactReset(connection, arrival)) {
        connection.stack.fastOpenBlackHole().strayReset(connection);
        challenge(connection);
      }
      return DropReason.TCP_RESET;
    }
    if (arrival.has(Tcp.SYN) && !answersCrossedSyn(connection, arrival)) {
      return unexpectedSyn(connection);
    }
    return null;
  }

  /// Whether the segment is the answer to our SYN, which crossed the other end's.
  private static boolean answersCrossedSyn(Connection connection, Arrival arrival) {
    return connection.state() == TcpState.SYN_RECV
        && connection.opening.fastOpenRequest() == null
        && arrival.has(Tcp.ACK)
        && arrival.end == arrival.sequence + 1
        && arrival.end == connection.rcvNxt
        && arrival.acknowledgement == connection.sndNxt;
  }

  private static DropReason outOfWindow(Connection connection, Arrival arrival) {
    if (arrival.has(Tcp.RST)) {
      return isExactReset(connection, arrival)
          ? DropReason.TCP_RESET
          : DropReason.TCP_INVALID_SEQUENCE;
    }
    if (arrival.has(Tcp.SYN)) {
      return unexpectedSyn(connection);
    }
    answerDuplicate(connection, arrival, TcpCounter.ACK_SKIPPED_SEQ);
    return DropReason.TCP_INVALID_SEQUENCE;
  }

  private static DropReason unexpectedSyn(Connection connection) {
    connection.stack.count(TcpCounter.SYN_CHALLENGE);
    challenge(connection);
    return DropReason.TCP_INVALID_SYN;
  }

  /// `tcp_paws_discard`
  private static boolean isOld(Connection connection, Arrival arrival) {
    PeerOptions peer = connection.peer;
    if (!peer.timestamps || !arrival.options.hasTimestamp) {
      return false;
    }
    int behind = peer.recent - arrival.options.timestamp;
    return behind > 1
        && connection.now() - peer.recentStamp < PAWS_LIFETIME
        && !isDisorderedAck(connection, arrival, behind);
  }

  /// An acknowledgement that was overtaken by another one does no harm (`tcp_disordered_ack`).
  private static boolean isDisorderedAck(Connection connection, Arrival arrival, int behind) {
    return arrival.has(Tcp.ACK)
        && arrival.sequence == connection.rcvNxt
        && arrival.end == arrival.sequence
        && arrival.acknowledgement == connection.sndUna
        && !AckInput.mayUpdateWindow(connection, arrival)
        && behind <= connection.roundTrip.timeout() / RoundTrip.MILLISECOND;
  }

  /// `tcp_sequence`
  private static boolean isInWindow(Connection connection, Arrival arrival) {
    int end = connection.rcvNxt + connection.window.left();
    return !Sequence.before(arrival.end, connection.window.from())
        && !Sequence.after(arrival.sequence, end);
  }

  /// RFC 5961 section 3.2: only a reset with the very number that is next counts, or one behind a
  /// FIN.
  private static boolean isExactReset(Connection connection, Arrival arrival) {
    boolean behindFin =
        arrival.sequence == connection.rcvNxt - 1
            && (connection.state() == TcpState.CLOSE_WAIT
                || connection.state() == TcpState.LAST_ACK
                || connection.state() == TcpState.CLOSING);
    return arrival.sequence == connection.rcvNxt || behindFin;
  }

  /// `tcp_send_dupack`
  private static void answerDuplicate(Connection connection, Arrival arrival, TcpCounter skipped) {
    boolean mayLoop = arrival.sequence == arrival.end || arrival.has(Tcp.SYN);
    if (mayLoop && connection.isAnsweredLately(skipped)) {
      return;
    }
    if (arrival.end != arrival.sequence && Sequence.before(arrival.sequence, connection.rcvNxt)) {
      connection.stack.count(TcpCounter.DELAYED_ACK_LOST);
      StateInput.quickly(connection);
      connection
          .received
          .outOfOrder()
          .duplicate(arrival.sequence, Sequence.min(arrival.end, connection.rcvNxt));
    }
    connection.stack.output().acknowledge(connection);
  }

  /// Asks the other end whether it meant that (RFC 5961 section 7, `tcp_send_challenge_ack`).
  static void challenge(Connection connection) {
    if (!connection.isAnsweredLately(TcpCounter.ACK_SKIPPED_CHALLENGE)
        && connection.stack.challenges().allows()) {
      connection.stack.count(TcpCounter.CHALLENGE_ACK);
      connection.stack.output().acknowledge(connection);
    }
  }
}
