package dev.patchbay.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a machine's processes can run, by name or path: the lab's commands, and what the host
/// offers behind its walls.
public interface Programs {
  /// The program, or null when there is none of that name on the process's `PATH`.
  ///
  /// @throws dev.patchbay.core.text.CommandException when it may not be run (status 126)
  @Nullable Command find(Process process, String name);

  /// The names of the commands that the lab itself has.
  default List<String> names() {
    return List.of();
  }
}
