package dev.patchbay.tools.ipset;

/// A command that cannot be carried out: what is told, and how the program ends.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int OTHER = 1;
  private static final int PARAMETER = 2;

  private final int status;
  private final String message;
  private final boolean isReport;

  private Failure(int status, String message, boolean isReport) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
    this.isReport = isReport;
  }

  /// What the library reports: in a file of commands the line is named.
  static Failure report(String message) {
    return new Failure(OTHER, message, true);
  }

  /// A value that cannot be read.
  static Failure syntax(String message) {
    return report("Syntax error: " + message);
  }

  /// A parameter that is wrong.
  static Failure parameter(String message) {
    return new Failure(PARAMETER, message, false);
  }

  /// What cannot be done.
  static Failure other(String message) {
    return new Failure(OTHER, message, false);
  }

  /// The same, with another line that the library reports behind it.
  Failure followedBy(Failure next) {
    return report(message + "\n" + next.message);
  }

  boolean isParameter() {
    return status == PARAMETER;
  }

  int status() {
    return status;
  }

  /// The message as it stands for the command in that line, 0 when it is no file of commands.
  String text(int line) {
    if (!isReport || line == 0) {
      return message;
    }
    return "Error in line " + line + ": " + message.substring(message.lastIndexOf('\n') + 1);
  }
}
