package dev.patchbay.stack.tcp;

/// What one acknowledgement has told so far (`FLAG_…` and `tcp_sacktag_state`). One is used again
/// and again.
final class AckEvents {
  /// The segment brought data.
  static final int DATA = 0x01;

  /// It changed the window.
  static final int WINDOW = 0x02;

  /// It acknowledged data for good.
  static final int DATA_ACKED = 0x04;

  /// Of that, some had been sent again.
  static final int RETRANSMIT_ACKED = 0x08;

  /// It acknowledged our SYN.
  static final int SYN_ACKED = 0x10;

  /// It acknowledged data out of order.
  static final int DATA_SACKED = 0x20;

  /// The other end has seen congestion.
  static final int ECE = 0x40;

  /// What was sent again is lost once more.
  static final int LOST_RETRANSMIT = 0x80;

  /// What was sent once only has been acknowledged, of what was on its way at a timeout.
  static final int ORIGINAL_ACKED = 0x200;

  /// `SND.UNA` has advanced.
  static final int ADVANCED = 0x400;

  /// It tells of data that came twice.
  static final int DSACK = 0x800;

  /// It takes back what it had acknowledged out of order.
  static final int RENEGING = 0x2000;

  /// The timer is to begin anew.
  static final int SET_TIMER = 0x1000;

  /// The data that came twice was a probe for loss.
  static final int DSACK_PROBE = 0x8000;

  static final int ACKED = DATA_ACKED | SYN_ACKED;
  static final int NOT_DUPLICATE = DATA | WINDOW | ACKED;
  static final int ALERT = DATA_SACKED | ECE | DSACK;

  int flags;

  /// The lowest number that was sent once and overtaken.
  int reordered;

  /// When the first and the last of the segments were sent that are acknowledged out of order now.
  long firstSackTime;

  long lastSackTime;

  /// What had been delivered when the newest of the segments was sent that have arrived now.
  int priorDelivered;

  // What the newest of the segments tells that have arrived now: what had been delivered when it
  // was
  // sent, when the last of that had arrived, how long sending took since, and whether the program
  // wrote less than could be sent. No time, no segment.
  int rateDelivered;
  long rateTime;
  long rateInterval;
  boolean rateLimited;

  /// Whether lost segments are to be sent, or new ones first.
  boolean sendsLost;

  boolean sendsNew;

  AckEvents() {}

  void begin(int sndNxt) {
    flags = 0;
    reordered = sndNxt;
    firstSackTime = 0;
    lastSackTime = 0;
    priorDelivered = 0;
    rateTime = 0;
    sendsLost = false;
    sendsNew = false;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  void add(int flag) {
    flags |= flag;
  }

  void remove(int flag) {
    flags &= ~flag;
  }

  void overtaken(int sequence) {
    reordered = Sequence.min(reordered, sequence);
  }
}
