package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.WaitQueue;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The standard input of this process. Nothing is read before somebody in the lab asks for it.
///
/// Whoever waits at a terminal waits without end, so the lab keeps pace with the person; whoever
/// waits for another program's output lets the lab stand, so that how fast that program is cannot
/// be seen.
public class HostInput extends OpenFile {
  private static final int MOST = 1 << 16;

  private final Blocking blocking;
  private final WaitQueue arrived;
  private final InputStream stream;
  private final boolean terminal;
  private final boolean blocks;
  private byte[] held = new byte[0];
  private int position;
  private @Nullable FutureTask<byte[]> reading;

  /// Descriptor 0.
  public HostInput(EventLoop loop, Outside outside) {
    this(loop, outside, new FileInputStream(FileDescriptor.in), Terminal.isAt(0), blocks());
  }

  HostInput(EventLoop loop, Outside outside, InputStream stream, boolean terminal, boolean blocks) {
    this.blocking = new Blocking(loop, outside);
    this.arrived = new WaitQueue(loop);
    this.stream = stream;
    this.terminal = terminal;
    this.blocks = terminal || blocks;
  }

  private static boolean blocks() {
    FileStatus.Kind kind = HostStatus.ofDescriptor(0).kind();
    return kind == FileStatus.Kind.PIPE || kind == FileStatus.Kind.SOCKET;
  }

  Blocking blocking() {
    return blocking;
  }

  /// Whether a program of the host can be given the descriptor itself: nothing has been taken from
  /// it that was not used.
  boolean isUntouched() {
    return reading == null && position == held.length;
  }

  @Override
  public final int read(byte[] into, int offset, int length) throws FileException {
    try {
      if (position == held.length && blocks) {
        awaitBytes();
      } else if (position == held.length) {
        return stream.read(into, offset, length);
      }
    } catch (IOException e) {
      throw HostError.of(e);
    }
    int taken = Math.min(length, held.length - position);
    System.arraycopy(held, position, into, offset, taken);
    position += taken;
    return taken == 0 ? -1 : taken;
  }

  /// Fills `held` with what comes next; at the end with nothing.
  private void awaitBytes() throws IOException {
    FutureTask<byte[]> call = reading;
    if (call == null) {
      call = blocking.start(this::readSome, arrived::signal);
      reading = call;
    }
    while (!call.isDone()) {
      arrived.await(terminal ? Bound.ENDLESS : Bound.HOST);
    }
    if (call == reading) {
      reading = null;
      position = 0;
      held = new byte[0];
      held = Blocking.result(call);
    }
  }

  private byte[] readSome() throws IOException {
    byte[] bytes = new byte[MOST];
    int read = stream.read(bytes);
    return Arrays.copyOf(bytes, Math.max(read, 0));
  }

  @Override
  public final void unread(byte[] from, int offset, int length) {
    int left = held.length - position;
    byte[] joined = new byte[length + left];
    System.arraycopy(from, offset, joined, 0, length);
    System.arraycopy(held, position, joined, length, left);
    held = joined;
    position = 0;
  }

  @Override
  public final boolean isTerminal() {
    return terminal;
  }

  @Override
  public final FileStatus status() {
    return HostStatus.ofDescriptor(0);
  }
}
