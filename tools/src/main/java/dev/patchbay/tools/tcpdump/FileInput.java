package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import java.io.IOException;
import java.io.InputStream;

/// An open file as a stream.
final class FileInput extends InputStream {
  private final OpenFile file;

  FileInput(OpenFile file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return file.read(into, offset, length);
    } catch (FileException e) {
      throw new IOException(e.errno().text(), e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
