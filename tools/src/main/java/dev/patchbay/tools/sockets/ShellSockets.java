package dev.patchbay.tools.sockets;

import dev.patchbay.core.Process;
import dev.patchbay.core.SocketFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.stack.stream.UdpEndpoint;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import java.util.List;

/// The connections that redirections of a shell open.
public final class ShellSockets implements SocketFiles {
  @Override
  public OpenFile connect(Process process, Protocol protocol, String host, String port)
      throws Refused {
    List<Destination> found = Resolver.of(process).find(host);
    if (found.isEmpty()) {
      throw new Refused(host + ": " + Resolver.UNKNOWN, Errno.EINVAL, true);
    }
    int number = new Services(process).port(port);
    if (number < 0) {
      throw new Refused(port + ": Servname not supported for ai_socktype", Errno.EINVAL, true);
    }
    Errno last = Errno.EINVAL;
    for (Destination one : found) {
      try {
        return protocol == Protocol.TCP
            ? stream(process, one.address(), number)
            : datagrams(process, one.address(), number);
      } catch (StreamException e) {
        last = e.errno();
      }
    }
    throw new Refused("connect: " + last.text(), last, false);
  }

  private static OpenFile stream(Process process, Ip address, int port) throws StreamException {
    try (TcpStream stream = TcpStream.open(process, address.family())) {
      stream.connect(address, port);
      stream.socket().share();
      return new StreamFile(stream.socket());
    }
  }

  private static OpenFile datagrams(Process process, Ip address, int port) throws StreamException {
    try (UdpEndpoint endpoint = UdpEndpoint.open(process, address.family())) {
      endpoint.connect(address, port);
      endpoint.socket().share();
      return new DatagramFile(endpoint.socket());
    }
  }
}
