package dev.patchbay.tools.http;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What follows the header of a message, as long as the header says (RFC 9112 section 6).
public final class Body {
  private static final int LONGEST_LINE = 16384;
  private static final int HEX = 16;

  private enum Length {
    KNOWN,
    CHUNKS,
    TO_THE_END
  }

  private final Lines lines;
  private final Length length;
  private long left;
  private boolean begun;
  private boolean over;

  private Body(Lines lines, Length length, long left) {
    this.lines = lines;
    this.length = length;
    this.left = left;
    this.over = length == Length.KNOWN && left == 0;
  }

  /// The body of an answer with this status and header; `without` says that there is none, as the
  /// answer is one to `HEAD`.
  public static Body of(Lines lines, int status, Fields fields, boolean without) {
    if (without || status / 100 == 1 || status == 204 || status == 304) {
      return new Body(lines, Length.KNOWN, 0);
    }
    if (fields.has("Transfer-Encoding", "chunked")) {
      return new Body(lines, Length.CHUNKS, 0);
    }
    long known = length(fields);
    return known < 0 ? new Body(lines, Length.TO_THE_END, 0) : new Body(lines, Length.KNOWN, known);
  }

  /// How many bytes follow, or -1 when the header does not say.
  public static long length(Fields fields) {
    @Nullable String word = fields.get("Content-Length");
    return word != null && word.matches("[0-9]{1,18}") ? Long.parseLong(word) : -1;
  }

  /// Whether its end can be told from the end of the connection.
  public boolean isDelimited() {
    return length != Length.TO_THE_END;
  }

  /// Whether it consists of chunks.
  public boolean isChunked() {
    return length == Length.CHUNKS;
  }

  /// Whether all of it has been read.
  public boolean isOver() {
    return over;
  }

  /// How many bytes are missing, of the whole or of a chunk.
  public long left() {
    return left;
  }

  /// Bytes of it; -1 at its end.
  ///
  /// @throws EOFException when the connection ends before it does
  /// @throws ChunkException when there should be a chunk and is none
  public int read(byte[] into) throws IOException {
    if (!over && length == Length.CHUNKS && left == 0) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int most = length == Length.TO_THE_END ? into.length : (int) Math.min(into.length, left);
    int read = lines.read(into, most);
    if (read < 0 && length != Length.TO_THE_END) {
      throw new EOFException();
    }
    over = read < 0;
    left -= length == Length.TO_THE_END ? 0 : read;
    over |= length == Length.KNOWN && left == 0;
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      line();
    }
    begun = true;
    String size = line().replaceFirst("[;\\s].*(?s:.*)", "");
    if (!size.matches("[0-9A-Fa-f]{1,15}")) {
      throw new ChunkException();
    }
    left = Long.parseLong(size, HEX);
    if (left == 0) {
      over = true;
      for (String trailer = line(); !trailer.isBlank(); trailer = line()) {
        begun = true;
      }
    }
  }

  private String line() throws IOException {
    String line = lines.line(LONGEST_LINE);
    if (line == null || !line.endsWith("\n")) {
      throw new EOFException();
    }
    return line;
  }
}
