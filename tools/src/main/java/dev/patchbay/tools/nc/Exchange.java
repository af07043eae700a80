package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.stack.stream.StreamException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Carries standard input to the other end, and what comes back to standard output, until neither
/// has more, nothing has happened for too long, or enough has come.
///
/// Two may wait here: this task for the network, and one of its own for the input.
final class Exchange {
  /// The most that is read, and sent in one datagram, at a time.
  private static final int BUFFER = 16384;

  private static final long SECOND = 1_000_000_000;

  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int WONT = 252;
  private static final int WILL = 251;

  private final Process process;
  private final Options options;
  private final Link link;
  private final Bound bound;
  private final byte[] heard = new byte[BUFFER];

  /// Nothing more comes from standard input, and all that came has been sent.
  private boolean inputGone;

  /// Nothing can be sent any more.
  private boolean outputGone;

  /// Nothing more comes from the network.
  private boolean networkGone;

  /// Something was read from standard input and is not sent yet.
  private boolean sending;

  private boolean broken;
  private boolean active;
  private int received;
  private long end = Clock.NEVER;

  /// Ends the task that reads the input.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  Exchange(Process process, Options options, Link link) {
    this.process = process;
    this.options = options;
    this.link = link;
    this.bound = options.timeout >= 0 || options.quit >= 0 ? Bound.BOUNDED : Bound.ENDLESS;
  }

  /// Runs to the end.
  void run() throws FileException {
    @Nullable Task reader = null;
    if (options.detached) {
      inputEnded();
    } else {
      boolean foreground = process.loop().current().isForeground();
      reader = process.loop().spawn(foreground, this::carryInput);
    }
    try {
      carryNetwork();
    } finally {
      if (reader != null && !reader.isFinished()) {
        reader.cancel(new Stopped());
      }
    }
  }

  // ---- from the network

  private void carryNetwork() throws FileException {
    while (true) {
      hearAll();
      if (isDone() || now() >= end) {
        return;
      }
      long idle = options.timeout < 0 ? Clock.NEVER : now() + options.timeout * SECOND;
      boolean woken = process.await(link.readable(), Math.min(idle, end), bound);
      if (!woken && !active && now() >= idle) {
        return;
      }
      active = false;
    }
  }

  private boolean isDone() {
    boolean over = networkGone && (inputGone || outputGone || isLeft());
    return broken || (over && !isDelayed());
  }

  /// Whether who was waited for (`-l`) says no more: what has been read is still sent to it, and no
  /// more is read.
  private boolean isLeft() {
    return options.listen && networkGone && !sending;
  }

  /// Whether `-q` keeps it until its time is up, though neither side has more.
  private boolean isDelayed() {
    return options.quit > 0 && end != Clock.NEVER;
  }

  private long now() {
    return process.loop().now();
  }

  private void hearAll() throws FileException {
    try {
      while (!networkGone && !broken) {
        int read = link.readNow(heard);
        if (read == 0) {
          return;
        }
        if (read < 0) {
          networkGone = true;
          return;
        }
        if (options.telnet) {
          answer(read);
        }
        process.out().write(heard, 0, read);
        process.flush();
        broken = options.receiveLimit > 0 && ++received >= options.receiveLimit;
      }
    } catch (StreamException e) {
      broken = true;
    }
  }

  /// Refuses what the other end would do or asks for (RFC 854).
  private void answer(int count) throws StreamException {
    for (int i = 0; i + 2 < count; i++) {
      int command = heard[i + 1] & 0xff;
      if ((heard[i] & 0xff) == IAC && command >= WILL && command < IAC) {
        byte refusal = (byte) (command <= WONT ? DONT : WONT);
        link.write(new byte[] {(byte) IAC, refusal, heard[i + 2]});
        i += 2;
      }
    }
  }

  // ---- from standard input

  private void carryInput() {
    byte[] buffer = new byte[BUFFER];
    try {
      int read = process.file(0).read(buffer, 0, buffer.length);
      while (read >= 0 && !outputGone) {
        active = true;
        send(options.lineEnds ? withReturns(buffer, read) : Arrays.copyOf(buffer, read));
        if (isLeft()) {
          break;
        }
        read = process.file(0).read(buffer, 0, buffer.length);
      }
    } catch (FileException e) {
      if (e.errno() != Errno.EBADF) {
        process.complain(process.name() + ": read: " + e.errno().text());
      }
    } catch (Stopped e) {
      return;
    }
    inputEnded();
  }

  private void inputEnded() {
    active = true;
    inputGone = true;
    if (options.shutdown && !outputGone) {
      shutdown();
    }
    if (options.quit >= 0 && !options.detached) {
      end = now() + options.quit * SECOND;
    }
    link.readable().signal();
  }

  private void shutdown() {
    outputGone = true;
    try {
      link.shutdownOutput();
    } catch (StreamException e) {
      // The connection has gone already, which reading tells.
      active = true;
    }
  }

  private void send(byte[] data) {
    sending = true;
    try {
      link.write(data);
    } catch (StreamException e) {
      // As in the real tool, only reading tells of errors: what cannot be sent is lost.
      outputGone = !options.udp;
    }
    sending = false;
    link.readable().signal();
    if (options.interval > 0) {
      process.sleep(options.interval * SECOND);
    }
  }

  /// Every line ends with a carriage return and a newline (`-C`).
  private static byte[] withReturns(byte[] buffer, int length) {
    byte[] result = new byte[length * 2];
    int at = 0;
    for (int i = 0; i < length; i++) {
      boolean bare = buffer[i] == '\n' && (i == 0 || buffer[i - 1] != '\r');
      if (bare) {
        result[at++] = '\r';
      }
      result[at++] = buffer[i];
    }
    return Arrays.copyOf(result, at);
  }
}
