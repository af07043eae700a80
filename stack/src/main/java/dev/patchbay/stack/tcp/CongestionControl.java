package dev.patchbay.stack.tcp;

/// How the congestion window of one connection grows and shrinks (`tcp_congestion_ops`). Windows
/// are in segments.
interface CongestionControl {
  String name();

  /// The connection is there.
  default void begin(Congestion of) {}

  /// The threshold of slow start after a loss, at least 2 (`ssthresh`).
  int threshold(Congestion of);

  /// `acknowledged` segments came (`cong_avoid`).
  void grow(Congestion of, int ack, int acknowledged);

  /// The window as it was before a reduction that turned out to be wrong (`undo_cwnd`).
  int undo(Congestion of);

  /// The connection goes on after a timeout (`set_state` to `TCP_CA_Loss`).
  default void lose(Congestion of) {}

  /// `packets` were acknowledged, which took that many microseconds, or -1 (`pkts_acked`).
  default void measured(Congestion of, int packets, int micros) {}

  /// Sending begins again after a pause (`CA_EVENT_TX_START`).
  default void restart(Congestion of) {}
}
