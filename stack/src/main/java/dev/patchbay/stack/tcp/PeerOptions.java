package dev.patchbay.stack.tcp;

/// What both ends have agreed upon in their SYNs, and what is known of the other's clock
/// (`tcp_options_received`).
final class PeerOptions {
  boolean timestamps;
  boolean sack;
  boolean scaling;
  boolean ecn;

  /// Bits that the windows of the other end are shifted by.
  int sendScale;

  /// Bits that ours are.
  int receiveScale;

  /// Bytes the other end takes in a segment, the header not counted.
  int mssClamp = 536;

  /// Added to the clock in our timestamps.
  int timestampOffset;

  /// The other end's timestamp to echo, and when it came, in nanoseconds; 0 is never (RFC 7323
  /// section 4.3).
  int recent;

  long recentStamp;

  /// Our timestamp that the last segment echoed, or 0.
  int echo;

  PeerOptions() {}

  void remember(int timestamp, long now) {
    recent = timestamp;
    recentStamp = now;
  }
}
