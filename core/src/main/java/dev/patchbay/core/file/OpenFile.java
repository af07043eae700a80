package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import java.io.ByteArrayOutputStream;

/// An open file, pipe end or terminal: what a descriptor stands for. Shared by the descriptors made
/// from it, and closed when the last of them is.
public abstract class OpenFile {
  private int references = 1;

  /// Reads up to `length` bytes, at least one; -1 at the end. Waits for a pipe that is empty.
  public int read(byte[] into, int offset, int length) throws FileException {
    throw new FileException(Errno.EBADF);
  }

  /// Takes back what was read last and not used, so that the next read finds it: a program of the
  /// host has ended and left it. What cannot be taken back is lost.
  public void unread(byte[] from, int offset, int length) {}

  /// Reads up to the end.
  public final byte[] readAll() throws FileException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    int read = read(part, 0, part.length);
    while (read >= 0) {
      all.write(part, 0, read);
      read = read(part, 0, part.length);
    }
    return all.toByteArray();
  }

  /// Writes all the bytes. Waits for a pipe that is full.
  ///
  /// @throws FileException `EPIPE` when nobody can read them any more
  public void write(byte[] from, int offset, int length) throws FileException {
    throw new FileException(Errno.EBADF);
  }

  /// Whether a person reads or types here.
  public boolean isTerminal() {
    return false;
  }

  /// What `fstat` tells.
  public abstract FileStatus status();

  /// Lets go of what is below; called once.
  protected void closed() {}

  /// Another descriptor stands for it.
  public final OpenFile share() {
    references++;
    return this;
  }

  /// One descriptor less stands for it.
  public final void close() {
    if (--references == 0) {
      closed();
    }
  }
}
