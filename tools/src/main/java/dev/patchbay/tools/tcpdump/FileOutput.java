package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import java.io.IOException;
import java.io.OutputStream;

/// An open file as a stream, buffered as the C library does, that counts what was written.
final class FileOutput extends OutputStream {
  private static final int SIZE = 4096;

  private final OpenFile file;
  private final byte[] held = new byte[SIZE];
  private int count;
  private long written;

  FileOutput(OpenFile file) {
    this.file = file;
  }

  /// How many bytes it has been given.
  long written() {
    return written;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    written += length;
    if (count + length > SIZE) {
      flush();
    }
    if (length > SIZE) {
      pass(from, offset, length);
    } else {
      System.arraycopy(from, offset, held, count, length);
      count += length;
    }
  }

  @Override
  public void flush() throws IOException {
    if (count > 0) {
      pass(held, 0, count);
      count = 0;
    }
  }

  private void pass(byte[] from, int offset, int length) throws IOException {
    try {
      file.write(from, offset, length);
    } catch (FileException e) {
      throw new IOException(e.errno().text(), e);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    file.close();
  }
}
