package dev.patchbay.tools.nc;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Carries standard input to a socket, and what comes back to standard output, until neither has
/// more, nothing has happened for too long, or enough has come.
///
/// Two may wait here: this task for the socket, and one of its own for the input.
final class Exchange {
  /// The most that is read, and sent in one datagram, at a time.
  private static final int BUFFER = 16384;

  private static final long SECOND = 1_000_000_000;

  private final Process process;
  private final Options options;
  private final UdpSocket socket;
  private final Bound bound;
  private boolean inputGone;
  private boolean networkGone;
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

  Exchange(Process process, Options options, UdpSocket socket) {
    this.process = process;
    this.options = options;
    this.socket = socket;
    this.bound = options.timeout >= 0 || options.quit >= 0 ? Bound.BOUNDED : Bound.ENDLESS;
    this.inputGone = options.detached;
  }

  /// Runs to the end.
  void run() throws FileException {
    @Nullable Task reader = null;
    if (!inputGone) {
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
      if (networkGone || process.loop().now() >= end) {
        return;
      }
      long idle = options.timeout < 0 ? Clock.NEVER : now() + options.timeout * SECOND;
      boolean woken = process.await(socket.readable(), Math.min(idle, end), bound);
      if (!woken && !active && now() >= idle) {
        return;
      }
      active = false;
    }
  }

  private long now() {
    return process.loop().now();
  }

  private void hearAll() throws FileException {
    try {
      for (Datagram heard = socket.receive(); heard != null; heard = socket.receive()) {
        byte[] data = heard.bytes();
        process.out().write(data, 0, data.length);
        process.flush();
        if (options.receiveLimit > 0 && ++received >= options.receiveLimit) {
          networkGone = true;
          return;
        }
      }
    } catch (SocketException e) {
      networkGone = true;
    }
  }

  // ---- from standard input

  private void carryInput() {
    byte[] buffer = new byte[BUFFER];
    try {
      int read = process.file(0).read(buffer, 0, buffer.length);
      while (read >= 0) {
        active = true;
        send(options.lineEnds ? withReturns(buffer, read) : Arrays.copyOf(buffer, read));
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
    if (options.quit >= 0) {
      end = now() + options.quit * SECOND;
    }
    socket.readable().signal();
  }

  private void send(byte[] data) {
    try {
      socket.send(data);
    } catch (SocketException e) {
      // As in the real tool, only reading tells: what cannot be sent is lost.
      active = true;
    }
    socket.readable().signal();
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
