package dev.patchbay.tools.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a message: first lines, then bytes.
public final class Lines {
  private static final int BUFFER = 16384;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  public Lines(InputStream in) {
    this.in = in;
  }

  /// A line with its end, of at most `most` bytes; without one when the stream ends; null when
  /// nothing comes any more.
  public @Nullable String line(int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < most && fill()) {
      byte one = buffer[at++];
      line.write(one);
      if (one == '\n') {
        break;
      }
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
  }

  /// What follows, at least a byte and at most `count`; -1 at the end.
  public int read(byte[] into, int count) throws IOException {
    if (!fill()) {
      return -1;
    }
    int read = Math.min(count, end - at);
    System.arraycopy(buffer, at, into, 0, read);
    at += read;
    return read;
  }

  /// Whether something has come that has not been read.
  public boolean hasMore() {
    return at < end;
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, BUFFER));
    }
    return at < end;
  }
}
