package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Wait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a command substitution prints, kept until everyone who could print has closed it.
final class Collector extends OpenFile {
  /// As it was written, piece by piece: an array that grew would be copied again and again.
  private final List<byte[]> pieces = new ArrayList<>();

  private final EventLoop loop;
  private final Wait end;
  private int length;
  private boolean ended;

  Collector(EventLoop loop) {
    this.loop = loop;
    this.end = new Wait(loop);
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    pieces.add(Arrays.copyOfRange(from, offset, offset + count));
    length = Math.addExact(length, count);
  }

  @Override
  public FileStatus status() {
    return new FileStatus(FileStatus.Kind.PIPE, 0600, 0, Clock.START);
  }

  @Override
  protected void closed() {
    ended = true;
    end.signal();
  }

  /// All of it.
  byte[] bytes() {
    while (!ended) {
      loop.await(end, Bound.OTHERS);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
