package dev.patchbay.host;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.FileStatus.Kind;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.WaitQueue;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A command of the lab that a program of the host has started, through a client that lends its
/// standard streams.
///
/// A frame is a letter, a length in four bytes (big-endian) and that many bytes.
///
/// | from the client | | to the client | |
/// | --- | --- | --- | --- |
/// | `A` | a word | `O` | write this to standard output |
/// | `E` | `NAME=VALUE` of the environment | `E` | write this to standard error |
/// | `D` | the current folder | `R` | read at most so many bytes |
/// | `T` | for each stream `1` if it is a terminal | `X` | end with this status |
/// | `G` | go | | |
/// | `I` | what was read; empty at the end | | |
/// | `S` | the number of a signal that it got | | |
final class ClientConnection {
  private static final int LONGEST_FRAME = 1 << 24;

  private final SocketChannel channel;
  private final Blocking blocking;
  private final Function<@Nullable String, @Nullable Process> parents;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final WaitQueue arrived;
  private final ArrayDeque<byte[]> input = new ArrayDeque<>();
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String folder = "/";
  private String terminals = "000";
  private @Nullable Process process;

  ClientConnection(
      SocketChannel channel,
      Blocking blocking,
      Function<@Nullable String, @Nullable Process> parents) {
    this.channel = channel;
    this.blocking = blocking;
    this.parents = parents;
    this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    this.out = new DataOutputStream(Channels.newOutputStream(channel));
    this.arrived = new WaitQueue(blocking.loop());
  }

  // ---- on the connection's own thread

  /// Serves the client until it is gone.
  void serve() {
    blocking.outside().opened();
    try (channel) {
      while (true) {
        char type = (char) in.readUnsignedByte();
        int length = in.readInt();
        if (length < 0 || length > LONGEST_FRAME) {
          throw new IOException("no client of ours");
        }
        take(type, in.readNBytes(length));
      }
    } catch (IOException e) {
      // The usual end: the client has closed its side.
    } finally {
      blocking.loop().post(this::gone);
    }
  }

  private void take(char type, byte[] content) throws IOException {
    String text = new String(content, StandardCharsets.UTF_8);
    switch (type) {
      case 'A' -> words.add(text);
      case 'E' -> {
        int equals = text.indexOf('=');
        environment.put(text.substring(0, Math.max(equals, 0)), text.substring(equals + 1));
      }
      case 'D' -> folder = text;
      case 'T' -> terminals = text;
      case 'G' -> blocking.loop().post(this::begin);
      case 'I' -> blocking.loop().post(() -> arrive(content));
      case 'S' -> blocking.loop().post(() -> signal(text));
      default -> throw new IOException("no client of ours");
    }
  }

  // ---- in the loop

  private void begin() {
    Process parent = parents.apply(environment.remove(HostPrograms.VARIABLE));
    if (parent == null || words.isEmpty()) {
      hangUp();
      return;
    }
    Process child = parent.fork();
    process = child;
    environment.computeIfPresent("PATH", (name, path) -> HostPrograms.withoutClients(path));
    child.setEnvironment(environment);
    if (child.files().exists(folder)) {
      child.directory(folder);
    }
    child.descriptors().set(0, new Input());
    child.descriptors().set(1, new Output('O', terminals.startsWith("1", 1)));
    child.descriptors().set(2, new Output('E', terminals.startsWith("1", 2)));
    Task task = parent.task();
    blocking.loop().spawn(task == null || task.isForeground(), () -> run(child));
  }

  /// The program has outlived what it ran for.
  private void hangUp() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed, one way or the other.
      return;
    }
  }

  private void run(Process child) {
    int status = 126;
    try {
      status = exec(child);
    } finally {
      finish(status);
    }
  }

  private int exec(Process child) {
    String name = words.getFirst();
    try {
      Command command = child.machine().processes().programs().find(child, name);
      if (command != null) {
        return child.exec(command, words);
      }
      child.complain("patchbay: " + name + ": not found in the lab");
      return child.end(127);
    } catch (CommandException e) {
      child.complain(e.message());
      return child.end(e.status());
    }
  }

  private void finish(int status) {
    byte[] text = Integer.toString(status).getBytes(StandardCharsets.US_ASCII);
    try {
      send('X', text, 0, text.length);
    } catch (FileException e) {
      // It is gone and does not ask.
      return;
    }
  }

  private void signal(String number) {
    Signal signal = Signal.of(number);
    Process child = process;
    if (signal != null && child != null) {
      child.signal(signal);
    }
  }

  private void arrive(byte[] bytes) {
    input.add(bytes);
    arrived.signal();
  }

  private void gone() {
    blocking.outside().closed();
    arrive(new byte[0]);
    Process child = process;
    if (child != null) {
      child.signal(Signal.KILL);
    }
  }

  private void send(char type, byte[] content, int offset, int length) throws FileException {
    try {
      blocking.await(
          () -> {
            synchronized (out) {
              out.writeByte(type);
              out.writeInt(length);
              out.write(content, offset, length);
            }
            return true;
          },
          Bound.HOST);
    } catch (IOException e) {
      throw new FileException(Errno.EPIPE);
    }
  }

  /// The client's standard input, read only when the command asks.
  private final class Input extends ClientStream {
    Input() {
      super(terminals.startsWith("1"));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws FileException {
      if (input.isEmpty()) {
        byte[] most = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        send('R', most, 0, most.length);
      }
      while (input.isEmpty()) {
        arrived.await(isTerminal() ? Bound.ENDLESS : Bound.HOST);
      }
      byte[] bytes = input.remove();
      int read = Math.min(bytes.length, length);
      System.arraycopy(bytes, 0, into, offset, read);
      if (read < bytes.length) {
        unread(bytes, read, bytes.length - read);
      }
      return read == 0 ? -1 : read;
    }

    @Override
    public void unread(byte[] from, int offset, int length) {
      input.addFirst(Arrays.copyOfRange(from, offset, offset + length));
    }
  }

  /// The client's standard output or error.
  private final class Output extends ClientStream {
    private final char type;

    Output(char type, boolean terminal) {
      super(terminal);
      this.type = type;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws FileException {
      send(type, from, offset, length);
    }
  }

  private abstract static class ClientStream extends OpenFile {
    private final boolean terminal;

    ClientStream(boolean terminal) {
      this.terminal = terminal;
    }

    @Override
    public boolean isTerminal() {
      return terminal;
    }

    @Override
    public FileStatus status() {
      Kind kind = terminal ? Kind.CHARACTER_DEVICE : Kind.PIPE;
      return new FileStatus(kind, 0600, 0, Clock.START);
    }
  }
}
