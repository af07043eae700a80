package dev.patchbay.core.file;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.WaitQueue;
import java.util.function.Supplier;

/// 64 KiB of bytes on their way from those who write to those who read (pipe(7), fifo(7)). Each end
/// is opened as often as needed: readers find the end when no writer is left, writers get `EPIPE`
/// when no reader is.
public final class Pipe {
  private static final int CAPACITY = 1 << 16;

  /// As many bytes, written at once, are not torn apart.
  private static final int PIPE_BUF = 4096;

  private final Supplier<FileStatus> status;
  private final WaitQueue readable;
  private final WaitQueue writable;
  private final WaitQueue opened;
  private byte[] ring = new byte[PIPE_BUF];
  private int first;
  private int count;
  private int readers;
  private int writers;
  private long readersEver;
  private long writersEver;

  /// A pipe without a name.
  public Pipe(EventLoop loop) {
    this(loop, () -> new FileStatus(FileStatus.Kind.PIPE, 0600, 0, Clock.START));
  }

  /// A pipe that `status` tells of.
  public Pipe(EventLoop loop, Supplier<FileStatus> status) {
    this.status = status;
    this.readable = new WaitQueue(loop);
    this.writable = new WaitQueue(loop);
    this.opened = new WaitQueue(loop);
  }

  /// Another end to read from.
  public OpenFile reader() {
    return new End(true, false);
  }

  /// Another end to write to.
  public OpenFile writer() {
    return new End(false, true);
  }

  /// Opens it by its name: waits until the other end is opened too, unless for both reading and
  /// writing.
  public OpenFile open(OpenMode how) {
    return switch (how) {
      case READ -> openReader();
      case WRITE, APPEND, CREATE_NEW -> openWriter();
      case READ_WRITE -> new End(true, true);
    };
  }

  private OpenFile openReader() {
    OpenFile end = reader();
    long before = writersEver;
    while (writers == 0 && writersEver == before) {
      awaitOther(end);
    }
    return end;
  }

  private OpenFile openWriter() {
    OpenFile end = writer();
    long before = readersEver;
    while (readers == 0 && readersEver == before) {
      awaitOther(end);
    }
    return end;
  }

  private void awaitOther(OpenFile end) {
    boolean comes = false;
    try {
      opened.await(Bound.OTHERS);
      comes = true;
    } finally {
      if (!comes) {
        end.close();
      }
    }
  }

  private int take(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (count == 0) {
      if (writers == 0) {
        return -1;
      }
      readable.await(Bound.OTHERS);
    }
    int taken = Math.min(length, count);
    copyOut(into, offset, taken);
    first = (first + taken) % ring.length;
    count -= taken;
    writable.signal();
    return taken;
  }

  private void put(byte[] from, int offset, int length) throws FileException {
    int written = 0;
    while (written < length) {
      int left = length - written;
      if (readers == 0) {
        throw new FileException(Errno.EPIPE);
      }
      int room = CAPACITY - count;
      if (room < (length <= PIPE_BUF ? left : 1)) {
        writable.await(Bound.OTHERS);
        continue;
      }
      int put = Math.min(left, room);
      copyIn(from, offset + written, put);
      written += put;
      readable.signal();
    }
  }

  private void putBack(byte[] from, int offset, int length) {
    if (count + length > ring.length) {
      grow(count + length);
    }
    first = Math.floorMod(first - length, ring.length);
    int straight = Math.min(length, ring.length - first);
    System.arraycopy(from, offset, ring, first, straight);
    System.arraycopy(from, offset + straight, ring, 0, length - straight);
    count += length;
    readable.signal();
  }

  private void copyOut(byte[] into, int offset, int length) {
    int straight = Math.min(length, ring.length - first);
    System.arraycopy(ring, first, into, offset, straight);
    System.arraycopy(ring, 0, into, offset + straight, length - straight);
  }

  private void copyIn(byte[] from, int offset, int length) {
    if (count + length > ring.length) {
      grow(count + length);
    }
    int end = (first + count) % ring.length;
    int straight = Math.min(length, ring.length - end);
    System.arraycopy(from, offset, ring, end, straight);
    System.arraycopy(from, offset + straight, ring, 0, length - straight);
    count += length;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Integer.highestOneBit(needed - 1) << 1];
    copyOut(larger, 0, count);
    ring = larger;
    first = 0;
  }

  /// One opening of the pipe.
  private final class End extends OpenFile {
    private final boolean reads;
    private final boolean writes;

    End(boolean reads, boolean writes) {
      this.reads = reads;
      this.writes = writes;
      if (reads) {
        readers++;
        readersEver++;
      }
      if (writes) {
        writers++;
        writersEver++;
      }
      opened.signal();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws FileException {
      return reads ? take(into, offset, length) : super.read(into, offset, length);
    }

    @Override
    public void unread(byte[] from, int offset, int length) {
      putBack(from, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws FileException {
      if (!writes) {
        throw new FileException(Errno.EBADF);
      }
      put(from, offset, length);
    }

    @Override
    public FileStatus status() {
      return status.get();
    }

    @Override
    protected void closed() {
      readers -= reads ? 1 : 0;
      writers -= writes ? 1 : 0;
      readable.signal();
      writable.signal();
      if (readers == 0 && writers == 0) {
        count = 0;
      }
    }
  }
}
