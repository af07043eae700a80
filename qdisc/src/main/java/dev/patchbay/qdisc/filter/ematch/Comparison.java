package dev.patchbay.qdisc.filter.ematch;

/// How two numbers without a sign compare (`TCF_EM_OPND_…`).
enum Comparison {
  EQ,
  GT,
  LT;

  boolean holds(long left, long right) {
    int order = Long.compareUnsigned(left, right);
    return switch (this) {
      case EQ -> order == 0;
      case GT -> order > 0;
      case LT -> order < 0;
    };
  }

  String word() {
    return switch (this) {
      case EQ -> "eq";
      case GT -> "gt";
      case LT -> "lt";
    };
  }
}
