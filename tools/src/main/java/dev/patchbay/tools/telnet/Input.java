package dev.patchbay.tools.telnet;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Standard input, of which a command takes a line and a session what there is.
final class Input {
  private static final int BUFFER = 8192;

  private final Process process;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;

  Input(Process process) {
    this.process = process;
  }

  /// What has come, at least a byte; null at the end.
  byte @Nullable [] some() throws FileException {
    if (!fill()) {
      return null;
    }
    byte[] all = Arrays.copyOfRange(buffer, from, to);
    from = to;
    return all;
  }

  /// The next line, without its end; null when nothing more comes.
  @Nullable String line() throws FileException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean some = false;
    while (fill()) {
      some = true;
      byte next = buffer[from++];
      if (next == '\n') {
        break;
      }
      line.write(next);
    }
    return some ? line.toString(StandardCharsets.UTF_8) : null;
  }

  private boolean fill() throws FileException {
    if (from == to) {
      from = 0;
      to = Math.max(process.file(0).read(buffer, 0, buffer.length), 0);
    }
    return to > 0;
  }
}
