package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/// A file of [MemoryFiles], whatever its name.
abstract sealed class Inode {
  int mode;
  long modified;

  private Inode(int mode, long modified) {
    this.mode = mode & 07777;
    this.modified = modified;
  }

  abstract FileStatus.Kind kind();

  /// In bytes.
  abstract long size();

  /// Its name is gone.
  void unlinked() {}

  final FileStatus status() {
    return new FileStatus(kind(), mode, size(), modified);
  }

  /// Names and what they stand for.
  static final class Directory extends Inode {
    final TreeMap<String, Inode> entries = new TreeMap<>();

    Directory(int mode, long modified) {
      super(mode, modified);
    }

    @Override
    FileStatus.Kind kind() {
      return FileStatus.Kind.DIRECTORY;
    }

    /// As tmpfs counts: `.` and `..` are entries too.
    @Override
    long size() {
      return 20L * (entries.size() + 2);
    }
  }

  /// A name for another path.
  static final class Symlink extends Inode {
    final String target;

    Symlink(String target, long modified) {
      super(0777, modified);
      this.target = target;
    }

    @Override
    FileStatus.Kind kind() {
      return FileStatus.Kind.SYMLINK;
    }

    @Override
    long size() {
      return target.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /// A pipe with a name.
  static final class Fifo extends Inode {
    final Pipe pipe;

    Fifo(int mode, EventLoop loop) {
      super(mode, loop.now());
      this.pipe = new Pipe(loop, this::status);
    }

    @Override
    FileStatus.Kind kind() {
      return FileStatus.Kind.PIPE;
    }

    @Override
    long size() {
      return 0;
    }
  }

  /// Bytes. They live until the name is gone and nobody has the file open.
  static final class Regular extends Inode {
    private final Space space;
    private byte[] bytes = new byte[0];
    private int size;
    private int users = 1;

    Regular(int mode, long modified, Space space) {
      super(mode, modified);
      this.space = space;
    }

    @Override
    FileStatus.Kind kind() {
      return FileStatus.Kind.FILE;
    }

    @Override
    long size() {
      return size;
    }

    void opened() {
      users++;
    }

    void closed() {
      if (--users == 0) {
        clear();
      }
    }

    @Override
    void unlinked() {
      closed();
    }

    void clear() {
      space.give(size);
      bytes = new byte[0];
      size = 0;
    }

    /// Returns how many bytes there were, -1 at the end.
    int read(int position, byte[] into, int offset, int length) {
      if (position >= size) {
        return -1;
      }
      int read = Math.min(length, size - position);
      System.arraycopy(bytes, position, into, offset, read);
      return read;
    }

    void write(int position, byte[] from, int offset, int length) throws FileException {
      // After `> file` by somebody else a position can lie behind the end; the gap reads as zeros.
      long end = (long) position + length;
      if (end > size) {
        space.take(end - size);
        reserve((int) end);
        size = (int) end;
      }
      System.arraycopy(from, offset, bytes, position, length);
    }

    private void reserve(int needed) {
      if (needed > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(Space.CAPACITY, Math.max(64L, needed * 2L)));
      }
    }
  }

  /// How much of a tree's memory is left.
  static final class Space {
    /// 256 MiB, as a machine of half a gigabyte gives its tmpfs.
    static final int CAPACITY = 1 << 28;

    private long left = CAPACITY;

    void take(long bytes) throws FileException {
      if (bytes > left) {
        throw new FileException(Errno.ENOSPC);
      }
      left -= bytes;
    }

    void give(long bytes) {
      left += bytes;
    }
  }
}
