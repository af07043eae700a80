package dev.patchbay.core.file;

import dev.patchbay.core.time.Clock;

/// A text that is all there, open to be read once: a here-document, what a program is given.
public final class TextFile extends OpenFile {
  private final byte[] bytes;
  private int at;

  /// Holds `bytes`, which nobody changes any more.
  public TextFile(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count = Math.min(length, bytes.length - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public FileStatus status() {
    return new FileStatus(FileStatus.Kind.PIPE, 0600, 0, Clock.START);
  }
}
