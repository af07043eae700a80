package dev.patchbay.core.file;

import java.nio.charset.StandardCharsets;

/// An open file of [VirtualFiles]: read, it is made anew at its start; each write is handed over
/// whole.
final class OpenVirtualFile extends OpenFile {
  private final Node.File file;
  private final FileStatus status;
  private final OpenMode how;
  private final boolean firstWriteOnly;
  private byte[] content = new byte[0];
  private int position;

  OpenVirtualFile(Node.File file, FileStatus status, OpenMode how, boolean firstWriteOnly) {
    this.file = file;
    this.status = status;
    this.how = how;
    this.firstWriteOnly = firstWriteOnly;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    how.checkReads();
    if (position == 0) {
      content = file.read().getBytes(StandardCharsets.UTF_8);
    }
    if (position >= content.length) {
      return -1;
    }
    int read = Math.min(length, content.length - position);
    System.arraycopy(content, position, into, offset, read);
    position += read;
    return read;
  }

  @Override
  public void unread(byte[] from, int offset, int length) {
    position -= length;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    how.checkWrites();
    if (length > 0 && !(firstWriteOnly && position > 0)) {
      file.write(new String(from, offset, length, StandardCharsets.UTF_8));
    }
    position += length;
  }

  @Override
  public FileStatus status() {
    return status;
  }
}
