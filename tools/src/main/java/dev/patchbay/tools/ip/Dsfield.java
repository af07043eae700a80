package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The differentiated services field, as `ip` writes it: a name of `/etc/iproute2/rt_dsfield`, or
/// hexadecimal.
final class Dsfield {
  private Dsfield() {}

  /// The value of a name or a hexadecimal number, or null.
  static @Nullable Integer of(Session session, String word) {
    Integer named = Names.DSFIELDS.named(session, word);
    if (named != null) {
      return named;
    }
    OptionalLong value = Numbers.u8(word, 16);
    return value.isPresent() ? (Integer) (int) value.getAsLong() : null;
  }

  static String word(Session session, int value) {
    String name = Names.DSFIELDS.nameOf(session, value);
    if (name != null) {
      return name;
    }
    return (value < 0x10 ? "0x0" : "0x") + Integer.toHexString(value);
  }
}
