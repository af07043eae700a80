package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.Nullable;

/// The operators with two operands, by how tightly they bind: a higher level binds tighter.
enum Operator {
  POWER("**", 11),
  TIMES("*", 10),
  DIVIDE("/", 10),
  REMAINDER("%", 10),
  PLUS("+", 9),
  MINUS("-", 9),
  SHIFT_LEFT("<<", 8),
  SHIFT_RIGHT(">>", 8),
  LESS_EQUAL("<=", 7),
  GREATER_EQUAL(">=", 7),
  LESS("<", 7),
  GREATER(">", 7),
  EQUAL("==", 6),
  NOT_EQUAL("!=", 6),
  AND("&", 5),
  XOR("^", 4),
  OR("|", 3);

  static final int TIGHTEST = 10;
  static final int LOOSEST = 3;

  private final String sign;
  private final int level;

  Operator(String sign, int level) {
    this.sign = sign;
    this.level = level;
  }

  int level() {
    return level;
  }

  static @Nullable Operator of(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    return null;
  }

  long apply(long left, long right, Place place) {
    return switch (this) {
      case POWER -> power(left, right, place);
      case TIMES -> left * right;
      case DIVIDE -> left / divisor(right, place);
      case REMAINDER -> left % divisor(right, place);
      case PLUS -> left + right;
      case MINUS -> left - right;
      case SHIFT_LEFT -> left << right;
      case SHIFT_RIGHT -> left >> right;
      case LESS_EQUAL -> left <= right ? 1 : 0;
      case GREATER_EQUAL -> left >= right ? 1 : 0;
      case LESS -> left < right ? 1 : 0;
      case GREATER -> left > right ? 1 : 0;
      case EQUAL -> left == right ? 1 : 0;
      case NOT_EQUAL -> left != right ? 1 : 0;
      case AND -> left & right;
      case XOR -> left ^ right;
      case OR -> left | right;
    };
  }

  private static long divisor(long right, Place place) {
    if (right == 0) {
      throw place.fault("division by 0");
    }
    return right;
  }

  private static long power(long left, long right, Place place) {
    if (right < 0) {
      throw place.fault("exponent less than 0");
    }
    long result = 1;
    long base = left;
    for (long exponent = right; exponent > 0; exponent >>= 1) {
      if ((exponent & 1) == 1) {
        result *= base;
      }
      base *= base;
    }
    return result;
  }
}
