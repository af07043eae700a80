package dev.patchbay.host;

import dev.patchbay.core.text.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What keeps programs of the host away from the host's network.
sealed interface Confinement extends AutoCloseable permits Walls, Filters {
  /// What has to be started so that a program runs with these words, in this folder, with this
  /// environment.
  ///
  /// @throws CommandException when it may not run
  ProcessBuilder confine(List<String> words, String folder, Map<String, String> environment);

  /// The name under which programs find a file of the lab's [PrivateFolder].
  String nameOf(Path copy);

  /// Whether they have a `/tmp` of their own, the private folder's `tmp`.
  boolean hasOwnTmp();

  @Override
  void close();
}
