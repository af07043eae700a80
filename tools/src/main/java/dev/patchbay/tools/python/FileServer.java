package dev.patchbay.tools.python;

import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Task;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpListener;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Serves the files of a folder, each connection by a task of its own.
final class FileServer {
  private static final int BACKLOG = 5;

  private final Process process;
  private final Options options;
  private final boolean unbuffered;
  private final List<Task> tasks = new ArrayList<>();

  /// Ends the tasks when the server ends.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /// One that is `unbuffered` (`python3 -u`) says at once where it serves, whoever reads it.
  FileServer(Process process, Options options, boolean unbuffered) {
    this.process = process;
    this.options = options;
    this.unbuffered = unbuffered;
  }

  int run() throws FileException {
    Ip address = address();
    try {
      serve(listener(address), address);
    } catch (Killed e) {
      if (e.process() != process || e.signal() != Signal.INT) {
        throw e;
      }
      process.out().print("\nKeyboard interrupt received, exiting.\n");
    } finally {
      tasks.forEach(task -> task.cancel(new Stopped()));
    }
    return 0;
  }

  /// The address of IPv6 stands for both families. `getaddrinfo` puts that of IPv4 first where it
  /// can be reached, and a namespace reaches itself by `lo` (RFC 6724, rule 1).
  private Ip address() {
    String word = options.address();
    if (word == null) {
      return process.netns().loopback().isUp() ? Ip.ANY4 : Ip.ANY6;
    }
    List<Destination> found = Resolver.of(process).find(word);
    if (found.isEmpty()) {
      throw new CommandException(1, "socket.gaierror: [Errno -2] " + Resolver.UNKNOWN);
    }
    return found.getFirst().address();
  }

  private TcpListener listener(Ip address) {
    TcpListener listener = TcpListener.open(process, address.family());
    listener.socket().reuseAddress(true);
    try {
      listener.listen(address, options.port(), BACKLOG);
    } catch (StreamException e) {
      throw new CommandException(
          1, "OSError: [Errno " + e.errno().number() + "] " + e.errno().text());
    }
    return listener;
  }

  private void serve(TcpListener listener, Ip address) throws FileException {
    int port = listener.socket().localPort();
    String host = address.text();
    String named = address.family() == Family.IPV6 ? "[" + host + "]" : host;
    process
        .out()
        .print(
            "Serving HTTP on %s port %d (http://%s:%d/) ...\n".formatted(host, port, named, port));
    if (unbuffered) {
      process.flush();
    }
    boolean foreground = process.loop().current().isForeground();
    while (true) {
      TcpStream stream = accepted(listener);
      tasks.removeIf(Task::isFinished);
      if (stream != null) {
        tasks.add(process.loop().spawn(foreground, () -> answer(stream)));
      }
    }
  }

  private static @Nullable TcpStream accepted(TcpListener listener) {
    try {
      return listener.accept();
    } catch (StreamException e) {
      // The caller has gone before it was heard: the next one, please.
      return null;
    }
  }

  private void answer(TcpStream stream) {
    try {
      new Conversation(process, stream, options.version(), root()).run();
    } catch (StreamException e) {
      process.complain("%s: %s".formatted(e.errno().name(), e.errno().text()));
    } catch (FileException | Stopped e) {
      // Nobody can be told any more.
      return;
    } finally {
      stream.close();
    }
  }

  private String root() {
    String directory = options.directory();
    return directory == null ? process.directory() : Files.absolute(process.directory(), directory);
  }
}
