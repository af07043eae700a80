package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Clock;

/// A here-document, open for reading.
final class TextFile extends OpenFile {
  private final byte[] bytes;
  private int at;

  TextFile(byte[] bytes) {
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
