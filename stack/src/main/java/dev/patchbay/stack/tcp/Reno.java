package dev.patchbay.stack.tcp;

/// Reno (RFC 5681).
final class Reno implements CongestionControl {
  static final String NAME = "reno";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int threshold(Congestion of) {
    return Math.max(of.window() >> 1, 2);
  }

  @Override
  public void grow(Congestion of, int ack, int acknowledged) {
    if (!of.isLimited()) {
      return;
    }
    int left = acknowledged;
    if (of.isInSlowStart()) {
      left = of.slowStart(left);
    }
    if (left > 0) {
      of.avoid(of.window(), left);
    }
  }

  @Override
  public int undo(Congestion of) {
    return Math.max(of.window(), of.priorWindow());
  }
}
