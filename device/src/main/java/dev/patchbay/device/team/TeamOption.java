package dev.patchbay.device.team;

import dev.patchbay.core.NetlinkException;
import org.jspecify.annotations.Nullable;

/// Something that can be set of a team, of one of its ports, or of one place of an array
/// (`team_option_inst`). Its value is a `Long` (U32, S32), a `String`, a `Boolean` or a `byte[]`.
///
/// @param port whose it is, or null when it is the team's
/// @param index its place in an array, or -1
public record TeamOption(
    String name, Type type, @Nullable TeamPort port, int index, Getter getter, Setter setter) {
  /// What values it has.
  public enum Type {
    U32,
    STRING,
    BINARY,
    BOOL,
    S32
  }

  /// Tells the value.
  @FunctionalInterface
  public interface Getter {
    Object get();
  }

  /// Takes another value.
  @FunctionalInterface
  public interface Setter {
    void set(Object value) throws NetlinkException;
  }

  static TeamOption of(String name, Type type, Getter getter, Setter setter) {
    return new TeamOption(name, type, null, -1, getter, setter);
  }

  /// What it is set to.
  public Object value() {
    return getter.get();
  }
}
