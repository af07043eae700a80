package dev.patchbay.trace.pcap;

/// An expression that is refused: the message has libpcap's words.
public final class PcapFilterException extends Exception {
  private static final long serialVersionUID = 1;

  private final int position;

  PcapFilterException(String message, int position) {
    super(message);
    this.position = position;
  }

  /// Where in the expression, for a caret to stand under.
  public int position() {
    return position;
  }
}
