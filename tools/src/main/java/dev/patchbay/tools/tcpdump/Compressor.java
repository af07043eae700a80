package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `-z` does with a file that has been written.
final class Compressor {
  private Compressor() {}

  /// Starts the program with the file's name as its only word, in the background.
  static void start(Process process, String program, String file) {
    @Nullable Command command = process.machine().processes().programs().find(process, program);
    if (command == null) {
      process.complain(
          "compress_savefile: execlp(%s, %s) failed: No such file or directory"
              .formatted(program, file));
      return;
    }
    process.fork().start(false, command, List.of(program, file));
  }
}
