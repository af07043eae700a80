package dev.patchbay.stack.address;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How far an address or a route reaches (`RT_SCOPE_…`): the larger the number, the nearer. Any
/// number from 0 to 255 is one; five have names (/etc/iproute2/rt_scopes).
public final class Scope {
  /// Everywhere (`RT_SCOPE_UNIVERSE`).
  public static final int GLOBAL = 0;

  public static final int SITE = 200;

  /// On the link only.
  public static final int LINK = 253;

  /// In the namespace only.
  public static final int HOST = 254;

  public static final int NOWHERE = 255;

  private Scope() {}

  /// The scope's name, or its number.
  public static String word(int scope) {
    return switch (scope) {
      case GLOBAL -> "global";
      case SITE -> "site";
      case LINK -> "link";
      case HOST -> "host";
      case NOWHERE -> "nowhere";
      default -> Integer.toString(scope);
    };
  }

  /// The scope of that name or number, if it is one.
  public static OptionalInt of(String word) {
    return switch (word) {
      case "global" -> OptionalInt.of(GLOBAL);
      case "site" -> OptionalInt.of(SITE);
      case "link" -> OptionalInt.of(LINK);
      case "host" -> OptionalInt.of(HOST);
      case "nowhere" -> OptionalInt.of(NOWHERE);
      default -> {
        OptionalLong number = Numbers.u8(word, 0);
        yield number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
      }
    };
  }
}
