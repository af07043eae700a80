package dev.patchbay.tools.iproute;

/// Ends one command with a message and a status; a batch goes on behind it if it is told to. Where
/// iproute2 calls `exit`, and a batch ends with it, it is a
/// [dev.patchbay.core.text.CommandException].
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String message;

  /// The message is empty when everything has been said.
  public Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
    this.message = message;
  }

  /// A refusal of the tool itself.
  public Refusal(String message) {
    this(1, message);
  }

  /// What the function of iproute2 returns, negated: the exit status of `ip`.
  public int status() {
    return status;
  }

  /// What goes to standard error.
  public String message() {
    return message;
  }
}
