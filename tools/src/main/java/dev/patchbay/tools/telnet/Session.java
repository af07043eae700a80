package dev.patchbay.tools.telnet;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Carries standard input to the service and what that says to standard output, until one of them
/// ends.
///
/// Two may wait here: this task for the network, and one of its own for the input. What has been
/// read is sent a moment later, so that it is lost where the input ends at once, as it is in the
/// real program.
final class Session {
  private static final int BUFFER = 8192;
  private static final long MOMENT = 1_000_000;

  private final Process process;
  private final Options options;
  private final Dialogue dialogue;
  private final Input input;
  private final TcpStream stream;
  private final Negotiation negotiation = new Negotiation();
  private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();
  private final byte[] heard = new byte[BUFFER];
  private long sendAt = Clock.NEVER;
  private boolean ended;

  /// Whether a command has ended it, which has said so.
  private boolean told;

  private @Nullable FileException failure;

  /// Ends the task that reads the input.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  Session(Process process, Options options, Dialogue dialogue, Input input, TcpStream stream) {
    this.process = process;
    this.options = options;
    this.dialogue = dialogue;
    this.input = input;
    this.stream = stream;
  }

  /// Runs to the end.
  void run(boolean negotiates) throws FileException {
    if (negotiates) {
      send(negotiation.opening());
    }
    boolean foreground = process.loop().current().isForeground();
    Task reader = process.loop().spawn(foreground, this::carryInput);
    try {
      carryNetwork();
    } finally {
      if (!reader.isFinished()) {
        reader.cancel(new Stopped());
      }
    }
    if (failure != null) {
      throw failure;
    }
    process.flush();
    if (!told) {
      process.complain("Connection closed by foreign host.");
    }
  }

  private void carryNetwork() throws FileException {
    hearAll();
    while (!ended) {
      process.await(stream.socket().readable(), sendAt, Bound.ENDLESS);
      if (process.loop().now() >= sendAt) {
        sendWaiting();
      }
      hearAll();
    }
  }

  private void hearAll() throws FileException {
    try {
      int read = stream.readNow(heard, 0, heard.length);
      while (read > 0) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        negotiation.hear(heard, read, text, answers);
        process.out().write(text.toByteArray(), 0, text.size());
        process.flush();
        send(answers.toByteArray());
        read = stream.readNow(heard, 0, heard.length);
      }
      ended |= read < 0;
    } catch (StreamException e) {
      ended = true;
    }
  }

  /// Sends what a command of the user's asks for.
  void say(byte[] bytes) {
    send(bytes);
  }

  private void send(byte[] bytes) {
    try {
      stream.write(bytes, 0, bytes.length);
    } catch (StreamException e) {
      ended = true;
    }
  }

  private void sendWaiting() {
    sendAt = Clock.NEVER;
    byte[] bytes = toSend.toByteArray();
    toSend.reset();
    send(bytes);
  }

  // ---- from standard input

  private void carryInput() {
    try {
      byte[] some = input.some();
      while (some != null && !ended) {
        take(some);
        some = ended ? null : input.some();
      }
    } catch (FileException e) {
      failure = e.errno() == Errno.EBADF ? null : e;
    } catch (Stopped e) {
      return;
    }
    ended = true;
    stream.socket().readable().signal();
  }

  private void take(byte[] some) throws FileException {
    for (int i = 0; i < some.length; i++) {
      int octet = some[i] & 0xff;
      if (octet == options.escape) {
        command(some, i + 1);
        return;
      }
      Negotiation.write(octet, options.binary, toSend);
    }
    sendAt = process.loop().now() + MOMENT;
    stream.socket().readable().signal();
  }

  /// The escape character has come: what is left of the line, or the next, is a command.
  private void command(byte[] some, int from) throws FileException {
    dialogue.prompt();
    int end = from;
    while (end < some.length && some[end] != '\n') {
      end++;
    }
    String line = new String(some, from, end - from, StandardCharsets.UTF_8);
    if (end > from) {
      process.out().print(line + "\n");
    } else {
      String next = input.line();
      line = next == null ? "quit" : next;
    }
    Dialogue.Outcome outcome = dialogue.obey(line);
    process.flush();
    if (outcome != Dialogue.Outcome.STAYS) {
      told = true;
      ended = true;
    } else if (end + 1 < some.length) {
      take(Arrays.copyOfRange(some, end + 1, some.length));
    }
  }
}
