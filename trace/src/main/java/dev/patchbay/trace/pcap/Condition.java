package dev.patchbay.trace.pcap;

/// What a packet must be, made of tests. The parts of it are asked from left to right, and no
/// further than needed.
sealed interface Condition permits Block, Condition.Both, Condition.Either, Condition.Not {
  /// One and the other.
  record Both(Condition first, Condition second) implements Condition {}

  /// One or the other.
  record Either(Condition first, Condition second) implements Condition {}

  /// The opposite.
  record Not(Condition condition) implements Condition {}

  /// This and that.
  default Condition and(Condition other) {
    return new Both(this, other);
  }

  /// This or that.
  default Condition or(Condition other) {
    return new Either(this, other);
  }

  /// The opposite.
  default Condition not() {
    return new Not(this);
  }

  /// The test that is asked first.
  default Block head() {
    Condition it = this;
    while (!(it instanceof Block block)) {
      it =
          switch (it) {
            case Both both -> both.first;
            case Either either -> either.first;
            case Not not -> not.condition;
            case Block same -> same;
          };
    }
    return block;
  }

  /// Leads every test of this to where it goes on, at last to one of two blocks.
  default void link(Block yes, Block no) {
    Condition it = this;
    Block onTrue = yes;
    Block onFalse = no;
    while (!(it instanceof Block block)) {
      switch (it) {
        case Both both -> {
          both.second.link(onTrue, onFalse);
          onTrue = both.second.head();
          it = both.first;
        }
        case Either either -> {
          either.second.link(onTrue, onFalse);
          onFalse = either.second.head();
          it = either.first;
        }
        case Not not -> {
          Block swapped = onTrue;
          onTrue = onFalse;
          onFalse = swapped;
          it = not.condition;
        }
        case Block same -> it = same;
      }
    }
    block.onTrue = onTrue;
    block.onFalse = onFalse;
  }
}
