package dev.patchbay.qdisc.action;

import org.jspecify.annotations.Nullable;

/// What the words of an action said.
///
/// @param setting what its kind is set to; null when only a number was said
/// @param index its number, 0 when not said
/// @param hwStats which counters hardware is to keep, or empty
/// @param cookie hexadecimal digits that a user keeps with it, or empty
public record ActionOptions(
    ActionKind kind,
    @Nullable Setting setting,
    int index,
    String cookie,
    String hwStats,
    boolean noPercpu,
    boolean skipSw,
    boolean skipHw) {
  /// What a kind is set to: immutable.
  public interface Setting {
    /// What the command says while it reads the words, and goes on; lines without the last end.
    default String warning() {
      return "";
    }

    /// What the kernel says when a user makes it, and makes it all the same.
    default String remark() {
      return "";
    }

    /// What happens behind it (see [Control]).
    int control();
  }

  /// What the words behind a kind said.
  ///
  /// @param setting null when only a number was said
  public record Parsed(@Nullable Setting setting, int index) {}
}
