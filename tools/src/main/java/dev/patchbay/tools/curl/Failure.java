package dev.patchbay.tools.curl;

/// A transfer has failed: curl's exit status and what it says.
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  static final int UNSUPPORTED_PROTOCOL = 1;
  static final int MALFORMED_URL = 3;
  static final int UNKNOWN_HOST = 6;
  static final int NOT_CONNECTED = 7;
  static final int WEIRD_REPLY = 8;
  static final int PARTIAL = 18;
  static final int HTTP_ERROR = 22;
  static final int NOT_WRITTEN = 23;
  static final int NOT_READ = 26;
  static final int LATE = 28;
  static final int NO_RANGES = 33;
  static final int INTERFACE = 45;
  static final int REDIRECTS = 47;
  static final int NOTHING = 52;
  static final int NOT_SENT = 55;
  static final int NOT_RECEIVED = 56;
  static final int TOO_LARGE = 63;

  private final int status;
  private final String message;

  Failure(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }
}
