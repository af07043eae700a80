package dev.patchbay.stack.route;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The numbers of routing tables (`RT_TABLE_…`) and their names (/etc/iproute2/rt_tables).
public final class RouteTable {
  public static final int UNSPEC = 0;
  public static final int DEFAULT = 253;
  public static final int MAIN = 254;
  public static final int LOCAL = 255;

  private RouteTable() {}

  /// The table's name, or its number without a sign.
  public static String word(int table) {
    return switch (table) {
      case UNSPEC -> "unspec";
      case DEFAULT -> "default";
      case MAIN -> "main";
      case LOCAL -> "local";
      default -> Integer.toUnsignedString(table);
    };
  }

  /// The table of that name or number, if it is one.
  public static OptionalInt of(String word) {
    return switch (word) {
      case "unspec" -> OptionalInt.of(UNSPEC);
      case "default" -> OptionalInt.of(DEFAULT);
      case "main" -> OptionalInt.of(MAIN);
      case "local" -> OptionalInt.of(LOCAL);
      default -> {
        OptionalLong number = Numbers.u32(word, 0);
        yield number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
      }
    };
  }
}
