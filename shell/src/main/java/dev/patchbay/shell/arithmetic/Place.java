package dev.patchbay.shell.arithmetic;

/// Where in an expression something can go wrong: from the character `at` on.
record Place(String expression, int at) {
  ExpressionException fault(String what) {
    return new ExpressionException(expression, what, expression.substring(at));
  }
}
