package dev.patchbay.lab;

import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import java.nio.charset.StandardCharsets;

/// An open file that holds a text to be read, once.
final class Given extends OpenFile {
  private final byte[] bytes;
  private int at;

  Given(String text) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int read = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, read);
    at += read;
    return read;
  }

  @Override
  public FileStatus status() {
    return new FileStatus(FileStatus.Kind.FILE, 0444, bytes.length, 0);
  }
}
