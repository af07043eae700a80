package dev.patchbay.tools.teamd;

import dev.patchbay.core.Process;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A running daemon, for those who speak with it.
public interface Service {
  /// An answer: what was asked for, or why not.
  ///
  /// @param error which error, in a word, or null
  /// @param text what was asked for, or the error in words
  record Reply(@Nullable String error, String text) {}

  /// Asks the daemon by the name of a method (`StateDump`), and waits for the answer, or null when
  /// it ends without one.
  @Nullable Reply call(Process caller, String method, List<String> arguments);
}
