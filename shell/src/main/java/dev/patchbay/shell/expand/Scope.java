package dev.patchbay.shell.expand;

import dev.patchbay.shell.arithmetic.Variables;
import dev.patchbay.shell.syntax.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What words are expanded against: a shell's variables and parameters, its commands, and the lab's
/// files.
public interface Scope extends Variables {
  /// `$1`, `$2`, …
  List<String> positional();

  /// The value of `? $ ! - 0`, or null when it has none.
  @Nullable String special(char name);

  /// Runs the commands and returns what they print, without the newlines at its end.
  String substitute(Node body);

  /// The home directory of a user, the current one for the empty name; null when there is no such
  /// user.
  @Nullable String home(String user);

  /// Whether a parameter that is not set is an error (`set -u`).
  boolean refusesUnset();

  /// Whether patterns stand for file names (not under `set -f`).
  boolean findsFiles();

  /// The names in a directory of the lab, without `.` and `..`; none when it cannot be read. The
  /// empty name is the current one.
  List<String> names(String directory);

  /// Whether a file has this name; a name that ends with a slash must be a directory's.
  boolean exists(String path);
}
