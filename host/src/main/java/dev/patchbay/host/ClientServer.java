package dev.patchbay.host;

import dev.patchbay.core.Process;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where programs of the host find the lab: a Unix socket that each client connects to, for one
/// command.
final class ClientServer implements AutoCloseable {
  private final Blocking blocking;
  private final Function<@Nullable String, @Nullable Process> parents;
  private final ServerSocketChannel channel;

  private ClientServer(
      Blocking blocking,
      Function<@Nullable String, @Nullable Process> parents,
      ServerSocketChannel channel) {
    this.blocking = blocking;
    this.parents = parents;
    this.channel = channel;
  }

  /// Listens at `socket`. `parents` tells which process of the lab a program runs for, by what
  /// [HostPrograms#VARIABLE] says in its environment.
  static ClientServer listen(
      Path socket, Blocking blocking, Function<@Nullable String, @Nullable Process> parents)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket));
    ClientServer server = new ClientServer(blocking, parents, channel);
    Thread.ofPlatform().daemon().name("patchbay-clients").start(server::accept);
    return server;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        ClientConnection connection = new ClientConnection(client, blocking, parents);
        Thread.ofPlatform().daemon().name("patchbay-client").start(connection::serve);
      } catch (IOException e) {
        // That client is gone already; or the lab has ended, and so does the loop.
        System.getLogger(ClientServer.class.getName()).log(System.Logger.Level.DEBUG, "client", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
