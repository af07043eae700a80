package dev.patchbay.core.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// An open file that keeps what is written to it.
public final class Captured extends OpenFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(byte[] from, int offset, int length) {
    bytes.write(from, offset, length);
  }

  @Override
  public FileStatus status() {
    return new FileStatus(FileStatus.Kind.FILE, 0644, bytes.size(), 0);
  }

  /// What has been written since the last call, read as UTF-8.
  public String take() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }
}
