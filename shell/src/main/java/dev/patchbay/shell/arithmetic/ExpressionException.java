package dev.patchbay.shell.arithmetic;

/// An expression without a value. The message is bash's: expression, what is wrong, and from where
/// on.
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String inWordsOfDash;

  ExpressionException(String expression, String what, String token) {
    super(expression + ": " + what + " (error token is \"" + token + "\")", null, false, false);
    String cause = what.startsWith("division") ? "division by zero" : "expecting primary";
    inWordsOfDash = "arithmetic expression: " + cause + ": \"" + expression + "\"";
  }

  /// The message that dash has for it.
  public String inWordsOfDash() {
    return inWordsOfDash;
  }
}
