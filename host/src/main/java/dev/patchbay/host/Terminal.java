package dev.patchbay.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is known of the terminal behind a standard stream.
public final class Terminal {
  private Terminal() {}

  /// Whether a person reads or types at descriptor 0, 1 or 2.
  public static boolean isAt(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      if (target.startsWith("/dev/pts/")) {
        return true;
      }
      return mayBeTerminal(target) && LibC.isTerminal(descriptor);
    } catch (IOException e) {
      // No /proc here, or the descriptor is closed.
      return LibC.isTerminal(descriptor);
    }
  }

  /// Asking the C library takes longer than all else at the start of a run.
  private static boolean mayBeTerminal(String path) {
    return path.startsWith("/dev/tty") || path.equals("/dev/console");
  }

  /// How many columns it has; `otherwise` when it does not say or is no terminal.
  public static int columns(int descriptor, int otherwise) {
    if (!isAt(descriptor)) {
      return otherwise;
    }
    try {
      int columns = LibC.columns(descriptor);
      return columns > 0 ? columns : otherwise;
    } catch (IOException e) {
      return otherwise;
    }
  }
}
