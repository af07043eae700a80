package dev.patchbay.host;

import dev.patchbay.core.Signal;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program of the host that runs for a process of the lab, its standard streams connected to the
/// process's files.
///
/// A stream that is this process's own one of the same number is handed on as it is; all others are
/// carried.
final class HostProgram {
  /// How long the streams of a program that has ended may stay silent before whoever still holds
  /// them is left to itself.
  private static final long SILENCE_MILLIS = 300;

  private final Blocking blocking;
  private final Process process;
  private final Wait drained;
  private final List<Drainer> drainers = new ArrayList<>(2);
  private @Nullable Feeder feeder;
  private boolean silent;

  private HostProgram(Blocking blocking, Process process) {
    this.blocking = blocking;
    this.process = process;
    this.drained = new Wait(blocking.loop());
  }

  /// Starts it; null stands for a closed descriptor.
  static HostProgram start(
      Blocking blocking,
      ProcessBuilder builder,
      @Nullable OpenFile in,
      @Nullable OpenFile out,
      @Nullable OpenFile err)
      throws IOException {
    boolean joined = out != null && out == err;
    builder.redirectInput(input(in));
    builder.redirectOutput(output(out, 1));
    builder.redirectErrorStream(joined);
    builder.redirectError(joined ? Redirect.PIPE : output(err, 2));
    HostProgram program = new HostProgram(blocking, builder.start());
    if (in != null && builder.redirectInput() == Redirect.PIPE) {
      program.feeder = Feeder.start(blocking, in, program.process);
    }
    if (out != null && builder.redirectOutput() == Redirect.PIPE) {
      program.drain(program.process.getInputStream(), out);
    }
    if (err != null && !joined && builder.redirectError() == Redirect.PIPE) {
      program.drain(program.process.getErrorStream(), err);
    }
    return program;
  }

  private static Redirect input(@Nullable OpenFile file) {
    if (file == null) {
      return Redirect.from(Path.of("/dev/null").toFile());
    }
    return file instanceof HostInput input && input.isUntouched()
        ? Redirect.INHERIT
        : Redirect.PIPE;
  }

  private static Redirect output(@Nullable OpenFile file, int descriptor) {
    if (file == null) {
      return Redirect.DISCARD;
    }
    boolean same = file instanceof HostOutput output && output.descriptor() == descriptor;
    return same ? Redirect.INHERIT : Redirect.PIPE;
  }

  private void drain(InputStream stream, OpenFile to) {
    drainers.add(Drainer.start(blocking, stream, to, drained::signal));
  }

  /// Waits for its end, and for all it has written; returns the exit status, 128 and the signal's
  /// number when a signal ended it. When the wait is cancelled the program is killed.
  int await() throws IOException {
    boolean ended = false;
    try {
      int status = blocking.await(process::waitFor, Bound.HOST);
      ended = true;
      if (feeder != null) {
        feeder.end();
      }
      awaitDrainers();
      return status;
    } finally {
      if (!ended) {
        kill();
      }
      if (!ended && feeder != null) {
        feeder.abandon();
      }
    }
  }

  /// Ends it at once.
  void kill() {
    process.destroyForcibly();
  }

  /// Waits until all it has written is carried. A child it has left behind may hold a stream for
  /// ever, and says nothing: it is left to itself.
  private void awaitDrainers() {
    boolean listening = false;
    while (!drainers.stream().allMatch(Drainer::isDone)) {
      if (!listening) {
        listening = true;
        listenForSilence();
      }
      blocking.loop().await(drained, Bound.HOST);
      if (silent) {
        drainers.forEach(Drainer::detach);
        return;
      }
    }
  }

  private void listenForSilence() {
    drainers.forEach(Drainer::isSilent);
    blocking.later(SILENCE_MILLIS, this::endSilence);
  }

  private void endSilence() {
    silent = drainers.stream().allMatch(Drainer::isSilent);
    if (!silent) {
      listenForSilence();
    }
    drained.signal();
  }

  /// Sends it a signal, unless it has ended. What waits outside of the walls stops with its child,
  /// and goes on first.
  void signal(Signal signal) {
    try {
      if (signal == Signal.CONT) {
        LibC.kill(process.pid(), signal.number());
      }
      LibC.kill(program(), signal.number());
    } catch (IOException e) {
      // It has ended meanwhile; what it wrote is still being carried.
      return;
    }
  }

  /// Its own pid: what was started first entered the walls and waits outside for its child, unless
  /// there are no walls.
  private long program() {
    Path children = Path.of("/proc/%d/task/%1$d/children".formatted(process.pid()));
    try {
      String first = Files.readString(children, StandardCharsets.US_ASCII).split(" ", 2)[0];
      return first.isEmpty() ? process.pid() : Long.parseLong(first);
    } catch (IOException e) {
      return process.pid();
    }
  }
}
