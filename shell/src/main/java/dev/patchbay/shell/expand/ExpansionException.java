package dev.patchbay.shell.expand;

import dev.patchbay.shell.text.Wording;

/// A word that cannot be expanded: an error of the shell itself, not of a command. The message is
/// bash's.
public final class ExpansionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What a shell that runs a script gives up.
  public enum Severity {
    /// The command at hand, as on a bad substitution.
    COMMAND,
    /// The script, as on a parameter that is not set; `bash -c` tells this by status 127.
    SCRIPT
  }

  private final Severity severity;
  private final String inWordsOfDash;

  public ExpansionException(String message, Severity severity) {
    this(message, message, severity);
  }

  /// An error that dash tells in other words.
  public ExpansionException(String message, String inWordsOfDash, Severity severity) {
    super(message, null, false, false);
    this.severity = severity;
    this.inWordsOfDash = inWordsOfDash;
  }

  /// What the shell says.
  public String message(Wording wording) {
    return wording == Wording.DASH ? inWordsOfDash : String.valueOf(getMessage());
  }

  /// What is given up.
  public Severity severity() {
    return severity;
  }
}
