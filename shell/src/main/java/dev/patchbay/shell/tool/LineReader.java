package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a file line by line, as bytes.
final class LineReader {
  private static final int BLOCK = 65536;

  private final OpenFile file;
  private final byte delimiter;
  private final int atOnce;
  private byte[] buffer = new byte[8192];
  private int start;
  private int end;

  private LineReader(OpenFile file, byte delimiter, int atOnce) {
    this.file = file;
    this.delimiter = delimiter;
    this.atOnce = atOnce;
  }

  LineReader(OpenFile file, byte delimiter) {
    this(file, delimiter, BLOCK);
  }

  LineReader(OpenFile file) {
    this(file, (byte) '\n', BLOCK);
  }

  /// One that takes no more of a plain file than it gives out, as programs do that seek back before
  /// they end.
  static LineReader exact(OpenFile file, byte delimiter) {
    return new LineReader(
        file, delimiter, file.status().kind() == FileStatus.Kind.FILE ? 1 : BLOCK);
  }

  /// The next line with its delimiter, which the last one may lack; null at the end.
  byte @Nullable [] next() throws FileException {
    int length = 0;
    while (true) {
      for (; start + length < end; length++) {
        if (buffer[start + length] == delimiter) {
          return take(start + length + 1);
        }
      }
      if (!fill()) {
        return start == end ? null : take(end);
      }
    }
  }

  private boolean fill() throws FileException {
    if (end == buffer.length) {
      byte[] target = start > buffer.length / 2 ? buffer : new byte[buffer.length * 2];
      System.arraycopy(buffer, start, target, 0, end - start);
      buffer = target;
      end -= start;
      start = 0;
    }
    int read = file.read(buffer, end, Math.min(atOnce, buffer.length - end));
    end += Math.max(read, 0);
    return read >= 0;
  }

  private byte[] take(int to) {
    byte[] line = Arrays.copyOfRange(buffer, start, to);
    start = to;
    return line;
  }
}
