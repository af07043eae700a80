package dev.patchbay.core.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text on its way into an open file, held back as the C library holds it back: until a line ends
/// on a terminal, in blocks of 4096 bytes elsewhere, or not at all.
public final class TextWriter {
  /// When the text is passed on.
  public enum Buffering {
    NONE,
    LINES,
    FULL
  }

  private static final int SIZE = 4096;

  private final OpenFile file;
  private final Buffering buffering;
  private byte[] held = new byte[64];
  private int count;

  public TextWriter(OpenFile file, Buffering buffering) {
    this.file = file;
    this.buffering = buffering;
  }

  /// Writes the text in UTF-8.
  ///
  /// @throws FileException when it is passed on and the file refuses
  public TextWriter print(CharSequence text) throws FileException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return write(bytes, 0, bytes.length);
  }

  /// Writes the text and a newline.
  public TextWriter println(CharSequence text) throws FileException {
    return print(text + "\n");
  }

  /// Writes the bytes as they are.
  public TextWriter write(byte[] bytes, int offset, int length) throws FileException {
    if (buffering == Buffering.NONE) {
      file.write(bytes, offset, length);
      return this;
    }
    if (count + length > held.length) {
      held = Arrays.copyOf(held, Math.max(held.length * 2, count + length));
    }
    System.arraycopy(bytes, offset, held, count, length);
    count += length;
    if (count > SIZE) {
      passOn(count - count % SIZE);
    }
    if (buffering == Buffering.LINES) {
      passOn(lines());
    }
    return this;
  }

  /// How much of what is held makes whole lines.
  private int lines() {
    int end = count;
    while (end > 0 && held[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void passOn(int length) throws FileException {
    if (length > 0) {
      byte[] passed = Arrays.copyOf(held, length);
      System.arraycopy(held, length, held, 0, count - length);
      count -= length;
      file.write(passed, 0, length);
    }
  }

  /// Passes on what is held back.
  public void flush() throws FileException {
    passOn(count);
  }
}
