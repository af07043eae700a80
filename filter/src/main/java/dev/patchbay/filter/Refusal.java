package dev.patchbay.filter;

/// Words that make no rule: the message without the command's name before it. Not for what the
/// kernel refuses.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// How the command ends.
  public enum Problem {
    /// Exit status 1.
    OTHER,
    /// Exit status 2, and a hint at the help.
    PARAMETER,
    /// Exit status 3, and a hint at an upgrade.
    VERSION
  }

  private final Problem problem;

  public Refusal(Problem problem, String message) {
    super(message, null, false, false);
    this.problem = problem;
  }

  /// A parameter that is wrong.
  public Refusal(String message) {
    this(Problem.PARAMETER, message);
  }

  public Problem problem() {
    return problem;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
