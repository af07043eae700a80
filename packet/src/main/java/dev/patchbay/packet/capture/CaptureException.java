package dev.patchbay.packet.capture;

/// A file that is no capture, or is one no further: the message has libpcap's words.
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1;

  /// With what is told to the user.
  public CaptureException(String message) {
    super(message);
  }
}
