package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.Nullable;

/// Values of variables. A variable's text is usually a number, but may be any expression.
final class Evaluation {
  private static final int DEEPEST = 1024;

  private Evaluation() {}

  static long ofVariable(String text, Variables variables) {
    long number = plain(text);
    return number >= 0 ? number : nested(text, variables);
  }

  /// The number when the text is one of up to 18 digits that does not begin with 0, else -1.
  private static long plain(String text) {
    int length = text.length();
    if (length == 0 || length > 18 || (length > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long nested(String text, Variables variables) {
    Nested inner = variables instanceof Nested n ? n.deeper(text) : new Nested(variables, 1);
    return Expression.of(text).value(inner);
  }

  /// The variables, and how many of them led here: `a=b b=a` has no value.
  private record Nested(Variables variables, int depth) implements Variables {
    Nested deeper(String text) {
      if (depth == DEEPEST) {
        throw new ExpressionException(text, "expression recursion level exceeded", text);
      }
      return new Nested(variables, depth + 1);
    }

    @Override
    public @Nullable String value(String name) {
      return variables.value(name);
    }

    @Override
    public void assign(String name, String value) {
      variables.assign(name, value);
    }

    @Override
    public @Nullable String element(String name, String subscript) {
      return variables.element(name, subscript);
    }

    @Override
    public void assign(String name, String subscript, String value) {
      variables.assign(name, subscript, value);
    }
  }
}
