package dev.patchbay.core.file;

import dev.patchbay.core.time.EventLoop;

/// An open file of [MemoryFiles], with its position.
final class OpenMemoryFile extends OpenFile {
  private final EventLoop loop;
  private final Inode.Regular file;
  private final OpenMode how;
  private int position;

  OpenMemoryFile(EventLoop loop, Inode.Regular file, OpenMode how) {
    this.loop = loop;
    this.file = file;
    this.how = how;
    file.opened();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    how.checkReads();
    int read = file.read(position, into, offset, length);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public void unread(byte[] from, int offset, int length) {
    position -= length;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    how.checkWrites();
    if (how == OpenMode.APPEND) {
      position = (int) file.size();
    }
    file.write(position, from, offset, length);
    position += length;
    file.modified = loop.now();
  }

  @Override
  public FileStatus status() {
    return file.status();
  }

  @Override
  protected void closed() {
    file.closed();
  }
}
