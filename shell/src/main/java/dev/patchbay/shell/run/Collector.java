package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Wait;
import java.io.ByteArrayOutputStream;

/// What a command substitution prints, kept until everyone who could print has closed it.
final class Collector extends OpenFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final EventLoop loop;
  private final Wait end;
  private boolean ended;

  Collector(EventLoop loop) {
    this.loop = loop;
    this.end = new Wait(loop);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    bytes.write(from, offset, length);
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
    return bytes.toByteArray();
  }
}
