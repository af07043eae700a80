package dev.patchbay.host;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Wait;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Carries a file of the lab into the standard input of a program of the host, in a task of its
/// own.
///
/// It reads ahead, as nobody can see when a program wants to read. What the program has left in its
/// pipe at its end is given back to the file: so a loop `while read name; do python3 x.py; done`
/// does not lose its input to a program that never looked at it.
final class Feeder {
  /// Small enough that what is being written when the program ends fits into the emptied pipe.
  private static final int CHUNK = 1 << 15;

  /// Ends the task where it waits for the lab's file.
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;

    Over() {
      super(null, null, false, false);
    }
  }

  private final Blocking blocking;
  private final OpenFile from;
  private final OutputStream to;
  private final @Nullable FileInputStream left;
  private final ByteArrayOutputStream unused = new ByteArrayOutputStream();
  private final Wait ended;
  private @Nullable Task task;
  private boolean reading;
  private boolean over;
  private boolean done;

  private Feeder(
      Blocking blocking, OpenFile from, OutputStream to, @Nullable FileInputStream left) {
    this.blocking = blocking;
    this.from = from.share();
    this.to = to;
    this.left = left;
    this.ended = new Wait(blocking.loop());
  }

  /// Begins to carry. Both ends of the program's pipe are opened anew by their name in `/proc`,
  /// where there is one: ours to read what is left, and another to write that does not close by
  /// itself when the program ends.
  static Feeder start(Blocking blocking, OpenFile from, Process program) throws IOException {
    Feeder feeder = reopened(blocking, from, program);
    feeder.task = blocking.loop().spawn(blocking.loop().current().isForeground(), feeder::carry);
    return feeder;
  }

  private static Feeder reopened(Blocking blocking, OpenFile from, Process program)
      throws IOException {
    String pipe = "/proc/" + program.pid() + "/fd/0";
    FileInputStream left;
    FileOutputStream to;
    try {
      left = new FileInputStream(pipe);
      to = new FileOutputStream(pipe);
    } catch (IOException e) {
      return new Feeder(blocking, from, program.getOutputStream(), null);
    }
    program.getOutputStream().close();
    return new Feeder(blocking, from, to, left);
  }

  private void carry() {
    byte[] buffer = new byte[CHUNK];
    try (to) {
      int length = read(buffer);
      while (length > 0 && !over) {
        write(buffer, length);
        length = over ? 0 : read(buffer);
      }
      unused.write(buffer, 0, Math.max(length, 0));
    } catch (FileException | IOException | Over e) {
      // The lab's file cannot be read, or nobody reads the pipe: for the program, the input is at
      // its end.
    } finally {
      done = true;
      ended.signal();
    }
  }

  private int read(byte[] buffer) throws FileException {
    reading = true;
    try {
      return from.read(buffer, 0, CHUNK);
    } finally {
      reading = false;
    }
  }

  private void write(byte[] buffer, int length) throws IOException {
    blocking.await(
        () -> {
          to.write(buffer, 0, length);
          return true;
        },
        Bound.HOST);
  }

  /// The program has ended: gives back what it has not used.
  void end() throws IOException {
    stopReading();
    byte[] first = drain();
    while (!done) {
      blocking.loop().await(ended, Bound.HOST);
    }
    giveBack(first, drain(), unused.toByteArray());
    from.close();
  }

  /// Nobody will wait for the program's end: what it has not used is lost.
  void abandon() throws IOException {
    stopReading();
    if (left != null) {
      left.close();
    }
    from.close();
  }

  private void stopReading() {
    over = true;
    Task carrier = task;
    if (reading && carrier != null) {
      carrier.cancel(new Over());
    }
  }

  private byte[] drain() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (left != null) {
      while (left.available() > 0) {
        bytes.write(left.readNBytes(left.available()));
      }
    }
    return bytes.toByteArray();
  }

  private void giveBack(byte[]... parts) throws IOException {
    if (left != null) {
      left.close();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    if (all.size() > 0) {
      from.unread(all.toByteArray(), 0, all.size());
    }
  }
}
