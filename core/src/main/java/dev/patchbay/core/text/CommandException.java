package dev.patchbay.core.text;

/// Ends a command with an exit status, after its message has gone to its standard error.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String message;

  /// The message may be empty or have several lines; the newline at its end is added by whoever
  /// prints it.
  public CommandException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  /// The exit status, 0 to 255.
  public int status() {
    return status;
  }

  /// What goes to standard error; nothing at all when empty.
  public String message() {
    return message;
  }
}
