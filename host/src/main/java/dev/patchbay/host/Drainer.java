package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Carries what a program of the host writes into a file of the lab, in a task of its own.
final class Drainer {
  private static final Path PROC = Path.of("/proc");

  /// Where a thread finds itself below `/proc`; each looks once.
  private static final ThreadLocal<Path> OWN = ThreadLocal.withInitial(Drainer::lookForOwn);

  private final Blocking blocking;
  private final InputStream from;
  private final OpenFile to;
  private final Runnable whenDone;
  private final Wait arrived;
  private Bound bound = Bound.HOST;
  private @Nullable FutureTask<Integer> reading;

  /// The thread that reads, below `/proc`.
  private volatile @Nullable Path reader;

  private boolean heard;
  private boolean done;

  private Drainer(Blocking blocking, InputStream from, OpenFile to, Runnable whenDone) {
    this.blocking = blocking;
    this.from = from;
    this.to = to.share();
    this.whenDone = whenDone;
    this.arrived = new Wait(blocking.loop());
  }

  /// Begins to carry; `whenDone` runs in the loop when the program's side has ended.
  static Drainer start(Blocking blocking, InputStream from, OpenFile to, Runnable whenDone) {
    Drainer drainer = new Drainer(blocking, from, to, whenDone);
    boolean foreground = blocking.loop().current().isForeground();
    blocking.loop().spawn(foreground, drainer::carry);
    return drainer;
  }

  boolean isDone() {
    return done;
  }

  /// Whether it waits for the program's side, which has been silent since the last time this was
  /// asked.
  boolean isSilent() {
    FutureTask<Integer> call = reading;
    boolean silent = done || (call != null && !heard && !call.isDone() && sleeps());
    heard = false;
    return silent;
  }

  /// Whether the thread that reads sleeps: on a busy machine it may have been woken long ago, and
  /// not have had its turn.
  private boolean sleeps() {
    Path thread = reader;
    if (thread == null) {
      return false;
    }
    try {
      String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith(" S ", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      // It has ended, so it has read.
      return false;
    }
  }

  /// Goes on alone: some child of the program, which itself has ended, still holds the other side,
  /// and that must not slow the lab.
  void detach() {
    bound = Bound.OTHERS;
    arrived.signal();
  }

  private void carry() {
    byte[] buffer = new byte[1 << 16];
    try (from) {
      int read = read(buffer);
      while (read >= 0) {
        to.write(buffer, 0, read);
        read = read(buffer);
      }
    } catch (FileException | IOException e) {
      // Nobody in the lab takes it any more. Our side is closed, so the program gets SIGPIPE when
      // it writes on.
    } finally {
      done = true;
      to.close();
      whenDone.run();
    }
  }

  private static Path lookForOwn() {
    try {
      return PROC.resolve(Files.readSymbolicLink(PROC.resolve("thread-self")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int read(byte[] buffer) throws IOException {
    FutureTask<Integer> call =
        blocking.start(
            () -> {
              reader = OWN.get();
              return from.read(buffer);
            },
            arrived::signal);
    reading = call;
    while (!call.isDone()) {
      blocking.loop().await(arrived, bound);
    }
    reading = null;
    reader = null;
    heard = true;
    return Blocking.result(call);
  }
}
