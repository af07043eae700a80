package dev.patchbay.bench.packetdrill;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Serves one run of packetdrill after the other, each with a lab of its own: a start of Java for
/// each script would take longer than the script. The first connection of a run is that of its main
/// thread, which makes time pass; it is over when that connection is.
///
/// The folder holds the Unix socket `lab` for the calls, and two pipes for what a script does by
/// commands: a line in `go` says that `request` holds a line of shell; its output goes to `output`,
/// its exit status to `answer`.
public final class Server {
  private static final int MOST = 1 << 20;

  private final Path folder;
  private @Nullable Run run;

  private Server(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] words) throws IOException {
    Server server = new Server(Path.of(words[0]));
    Thread.ofPlatform().daemon().start(server::serveCommands);
    server.serveCalls();
  }

  private void serveCalls() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(folder.resolve("lab")));
      while (true) {
        SocketChannel channel = listener.accept();
        boolean main = current() == null;
        if (main) {
          begin(new Run());
        }
        Run its = require();
        Thread.ofPlatform().daemon().start(() -> serve(channel, its, main));
      }
    }
  }

  private synchronized @Nullable Run current() {
    return run;
  }

  private synchronized Run require() {
    if (run == null) {
      throw new IllegalStateException("nothing runs");
    }
    return run;
  }

  private synchronized void begin(@Nullable Run next) {
    run = next;
  }

  private void serve(SocketChannel channel, Run its, boolean main) {
    try (channel) {
      while (true) {
        ByteBuffer head = read(channel, Long.BYTES);
        ByteBuffer request = read(channel, (int) head.getLong());
        write(channel, its.answer(request, main, () -> sayThatItWaits(channel)));
      }
    } catch (EOFException e) {
      // packetdrill has ended.
    } catch (IOException e) {
      System.err.println("packetdrill: " + e.getMessage());
    } finally {
      if (main) {
        begin(null);
        its.close();
      }
    }
  }

  /// In place of the length of an answer.
  private static void sayThatItWaits(SocketChannel channel) {
    try {
      write(channel, ByteBuffer.allocate(Long.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
    if (count < 0 || count > MOST) {
      throw new IOException("a request of " + count + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  private void serveCommands() {
    try {
      while (true) {
        Files.readString(folder.resolve("go"));
        Run its = current();
        String line = Files.readString(folder.resolve("request"));
        Files.writeString(folder.resolve("output"), its == null ? "" : its.command(line));
        Files.writeString(folder.resolve("answer"), (its == null ? 1 : its.status()) + "\n");
      }
    } catch (IOException e) {
      System.err.println("packetdrill: " + e.getMessage());
    }
  }
}
