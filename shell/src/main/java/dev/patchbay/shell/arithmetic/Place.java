package dev.patchbay.shell.arithmetic;

/// Where in an expression something can go wrong.
record Place(String expression, String token) {
  ExpressionException fault(String what) {
    return new ExpressionException(expression, what, token);
  }
}
