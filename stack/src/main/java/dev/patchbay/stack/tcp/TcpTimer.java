package dev.patchbay.stack.tcp;

/// Which timer of a connection runs (`idiag_timer`), with the words of `ss -o`.
public enum TcpTimer {
  NONE(0, "off"),
  RETRANSMIT(1, "on"),
  KEEPALIVE(2, "keepalive"),
  TIME_WAIT(3, "timewait"),
  PROBE(4, "persist");

  private final int number;
  private final String text;

  TcpTimer(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /// The kernel's number.
  public int number() {
    return number;
  }

  public String text() {
    return text;
  }
}
