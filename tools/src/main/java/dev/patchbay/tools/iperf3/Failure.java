package dev.patchbay.tools.iperf3;

/// A test has failed.
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message, null, false, false);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
