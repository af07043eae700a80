package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Tcp;

/// Whether a segment lies where its sender may send and acknowledges what the receiver has sent
/// (Guido van Rooij, Real Stateful TCP Packet Filtering in IP Filter), and what is learned from it.
///
/// A segment must intersect the window; four bounds decide:
/// - its sequence number is not beyond the furthest the receiver allowed;
/// - its end is not before what was sent less the receiver's largest window;
/// - what it acknowledges has been sent;
/// - and not too long ago.
final class TcpWindow {
  /// What a segment turns out to be.
  enum Finding {
    GOOD(false, ""),
    OVERSHOT(true, "%s bytes more than expected"),
    BEYOND_WINDOW(false, "SEQ is over upper bound %s (over the window of the receiver)"),
    UNSENT_ACK(false, "ACK is over upper bound %s (ACKed data not seen yet)"),
    OLD(true, "SEQ is under lower bound %s (already ACKed data retransmitted)"),
    OLD_ACK(true, "ignored ACK under lower bound %s (possible overly delayed)");

    private final boolean ignored;
    private final String words;

    Finding(boolean ignored, String words) {
      this.ignored = ignored;
      this.words = words;
    }

    /// Whether the segment passes, and nothing is learned from it.
    boolean isIgnored() {
      return ignored;
    }
  }

  private static final int LEAST_ACK_WINDOW = 66000;

  private TcpWindow() {}

  private static boolean before(int a, int b) {
    return a - b < 0;
  }

  private static boolean after(int a, int b) {
    return a - b > 0;
  }

  /// What is known of the sender of a first SYN, or of a segment in the middle of a connection.
  static void begin(TcpFlow flow, TcpSegment segment) {
    flow.end(0, segment.end);
    flow.maxWindow(0, Math.max(segment.window, 1));
    if (segment.kind == TcpState.SYN) {
      flow.maxEnd(0, segment.end);
      segment.readOffers(flow, 0);
    } else {
      flow.maxEnd(0, segment.end + flow.maxWindow(0));
      // What was agreed on at the beginning is not known: scaled windows would look too small.
      flow.flags(0, TcpFlow.SACK_PERMITTED | TcpFlow.BE_LIBERAL);
      flow.flags(1, TcpFlow.SACK_PERMITTED | TcpFlow.BE_LIBERAL);
    }
  }

  /// Judges a segment in direction `side`, and learns from it. `offset` is by how much the numbers
  /// it acknowledges have been moved.
  static Finding check(
      Conntrack conntrack, TcpFlow flow, TcpSegment segment, int side, int offset) {
    int other = 1 - side;
    if (flow.has(other, TcpFlow.SACK_PERMITTED)) {
      segment.readBlocks();
    }
    segment.ack -= offset;
    segment.sack -= offset;
    if (meet(flow, segment, side)) {
      return Finding.GOOD;
    }
    assume(flow, segment, side);
    Finding finding = judge(flow, segment, side);
    if (finding != Finding.GOOD) {
      boolean liberal =
          flow.has(side, TcpFlow.BE_LIBERAL)
              || conntrack.setting(ConntrackSetting.TCP_BE_LIBERAL) != 0;
      return liberal ? Finding.GOOD : finding;
    }
    learn(flow, segment, side);
    if (segment.kind == TcpState.ACK) {
      countRetransmissions(flow, segment, side);
    }
    return Finding.GOOD;
  }

  /// Learns of a side that is new or begins anew; true when a SYN of a simultaneous open has said
  /// everything.
  private static boolean meet(TcpFlow flow, TcpSegment segment, int side) {
    if (flow.maxWindow(side) == 0) {
      if (segment.has(Tcp.SYN)) {
        meetSyn(flow, segment, side);
        return !segment.has(Tcp.ACK);
      }
      meetInTheMiddle(flow, segment, side);
    } else if (segment.has(Tcp.SYN)
        && after(segment.end, flow.end(side))
        && (flow.state == TcpState.SYN_SENT || flow.state == TcpState.SYN_RECV)) {
      // RFC 9293 section 3.6.1: begun anew with higher numbers.
      meetSyn(flow, segment, side);
      return side == Connection.REPLY && !segment.has(Tcp.ACK);
    }
    return false;
  }

  private static void meetSyn(TcpFlow flow, TcpSegment segment, int side) {
    flow.end(side, segment.end);
    flow.maxEnd(side, segment.end);
    flow.maxWindow(side, Math.max(segment.window, 1));
    segment.readOffers(flow, side);
    // RFC 7323 section 2.2: windows are scaled when both sides say so.
    if (side == Connection.REPLY
        && !(flow.has(0, TcpFlow.WINDOW_SCALE) && flow.has(1, TcpFlow.WINDOW_SCALE))) {
      flow.scale(0, 0);
      flow.scale(1, 0);
    }
  }

  private static void meetInTheMiddle(TcpFlow flow, TcpSegment segment, int side) {
    int other = 1 - side;
    flow.end(side, segment.end);
    flow.maxWindow(side, Math.max(segment.window << flow.scale(side), 1));
    flow.maxEnd(side, segment.end + flow.maxWindow(side));
    if (flow.maxWindow(other) == 0) {
      flow.end(other, segment.sack);
      flow.maxEnd(other, segment.sack);
    } else if (segment.sack == flow.end(other) + 1) {
      // Probably the answer to a keepalive.
      flow.end(other, segment.sack);
    }
  }

  /// Fills in what a segment leaves open: no ACK counts as a good one, as does the zero of broken
  /// stacks in a RST; a RST that answers a SYN has no number of its own.
  private static void assume(TcpFlow flow, TcpSegment segment, int side) {
    boolean broken = segment.has(Tcp.RST) && segment.ack == 0;
    if (!segment.has(Tcp.ACK) || broken) {
      segment.ack = flow.end(1 - side);
      segment.sack = segment.ack;
    }
    if (segment.has(Tcp.RST) && segment.sequence == 0 && flow.state == TcpState.SYN_SENT) {
      segment.sequence = flow.end(side);
      segment.end = segment.sequence;
    }
  }

  private static Finding judge(TcpFlow flow, TcpSegment segment, int side) {
    int other = 1 - side;
    boolean tooOldAck = !after(segment.sack, flow.end(other) - ackWindow(flow, side) - 1);
    boolean tooOld =
        flow.maxWindow(other) != 0
            && !after(segment.end, flow.end(side) - flow.maxWindow(other) - 1);
    boolean unsent = !before(segment.sack, flow.end(other) + 1);
    if (!before(segment.sequence, flow.maxEnd(side) + 1)) {
      int overshot = segment.end - flow.maxEnd(side) + 1;
      boolean bearable =
          flow.maxWindow(other) != 0
              && !tooOld
              && !tooOldAck
              && Integer.compareUnsigned(overshot, flow.maxWindow(other)) <= 0
              && !unsent;
      if (!bearable) {
        return Finding.BEYOND_WINDOW;
      }
      // More than the window allows: its acknowledgement must not look wrong later.
      flow.end(side, segment.end);
      flow.set(side, TcpFlow.UNACKNOWLEDGED);
      return Finding.OVERSHOT;
    }
    if (unsent) {
      return Finding.UNSENT_ACK;
    }
    if (tooOld) {
      return Finding.OLD;
    }
    return tooOldAck ? Finding.OLD_ACK : Finding.GOOD;
  }

  /// The words of the log for a finding, with the bound that it is about.
  static String reason(Finding finding, TcpFlow flow, TcpSegment segment, int side) {
    int other = 1 - side;
    int bound =
        switch (finding) {
          case GOOD -> 0;
          case OVERSHOT -> segment.end - flow.maxEnd(side) + 1;
          case BEYOND_WINDOW -> flow.maxEnd(side) + 1;
          case UNSENT_ACK -> flow.end(other) + 1;
          case OLD -> flow.end(side) - flow.maxWindow(other) - 1;
          case OLD_ACK -> flow.end(other) - ackWindow(flow, side) - 1;
        };
    return finding.words.formatted(Integer.toUnsignedString(bound));
  }

  private static int ackWindow(TcpFlow flow, int side) {
    return Integer.compareUnsigned(flow.maxWindow(side), LEAST_ACK_WINDOW) > 0
        ? flow.maxWindow(side)
        : LEAST_ACK_WINDOW;
  }

  private static void learn(TcpFlow flow, TcpSegment segment, int side) {
    int other = 1 - side;
    int window = segment.has(Tcp.SYN) ? segment.window : segment.window << flow.scale(side);
    int offered = window + segment.sack - segment.ack;
    if (Integer.compareUnsigned(flow.maxWindow(side), offered) < 0) {
      flow.maxWindow(side, offered);
    }
    if (after(segment.end, flow.end(side))) {
      flow.end(side, segment.end);
      flow.set(side, TcpFlow.UNACKNOWLEDGED);
    }
    if (segment.has(Tcp.ACK)) {
      boolean furthest =
          !flow.has(side, TcpFlow.MAX_ACK_SET) || after(segment.ack, flow.maxAck(side));
      flow.maxAck(side, furthest ? segment.ack : flow.maxAck(side));
      flow.set(side, TcpFlow.MAX_ACK_SET);
    }
    if (flow.maxWindow(other) != 0 && after(segment.end, flow.maxEnd(side))) {
      flow.maxWindow(other, flow.maxWindow(other) + segment.end - flow.maxEnd(side));
    }
    if (after(segment.sack + window, flow.maxEnd(other) - 1)) {
      flow.maxEnd(other, segment.sack + Math.max(window, 1));
    }
    if (segment.ack == flow.end(other)) {
      flow.clear(other, TcpFlow.UNACKNOWLEDGED);
    }
  }

  private static void countRetransmissions(TcpFlow flow, TcpSegment segment, int side) {
    boolean same =
        flow.lastDirection == side
            && flow.lastSequence == segment.sequence
            && flow.lastAck == segment.ack
            && flow.lastEnd == segment.end
            && flow.lastWindow == (short) segment.window;
    if (same) {
      flow.retransmissions++;
      return;
    }
    flow.lastDirection = (byte) side;
    flow.lastSequence = segment.sequence;
    flow.lastAck = segment.ack;
    flow.lastEnd = segment.end;
    flow.lastWindow = (short) segment.window;
    flow.retransmissions = 0;
  }
}
