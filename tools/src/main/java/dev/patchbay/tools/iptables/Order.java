package dev.patchbay.tools.iptables;

import java.util.EnumSet;
import java.util.Set;

/// What iptables is told to do.
enum Order {
  INSERT('I', "nx0"),
  DELETE('D', "nx0c"),
  DELETE_NUMBER('D', Order.NO_RULE),
  REPLACE('R', "nx0"),
  APPEND('A', "nx0"),
  LIST('L', "sdpjiocf"),
  FLUSH('F', Order.NO_RULE),
  ZERO('Z', Order.NO_RULE),
  NEW_CHAIN('N', Order.NO_RULE),
  DELETE_CHAIN('X', Order.NO_RULE),
  SET_POLICY('P', "nsdpjxio0f"),
  RENAME_CHAIN('E', Order.NO_RULE),
  LIST_RULES('S', Order.NO_RULE),
  ZERO_NUMBER('Z', Order.NO_RULE),
  CHECK('C', "nx0c");

  private static final String NO_RULE = "nsdpjxio0cf";

  private final char letter;
  private final String illegal;

  /// @param illegal letters of the options that cannot stand with it
  Order(char letter, String illegal) {
    this.letter = letter;
    this.illegal = illegal;
  }

  char letter() {
    return letter;
  }

  /// Whether the option may stand with it.
  boolean allows(char option) {
    return illegal.indexOf(option) < 0;
  }

  /// Orders that may come before this one.
  Set<Order> companions() {
    return switch (this) {
      case LIST, LIST_RULES -> EnumSet.of(ZERO, ZERO_NUMBER);
      case ZERO -> EnumSet.of(LIST, LIST_RULES);
      default -> EnumSet.noneOf(Order.class);
    };
  }

  /// Whether a rule stands behind it.
  boolean hasRule() {
    return switch (this) {
      case INSERT, DELETE, REPLACE, APPEND, CHECK -> true;
      default -> false;
    };
  }
}
