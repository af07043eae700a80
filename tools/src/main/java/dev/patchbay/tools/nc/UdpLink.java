package dev.patchbay.tools.nc;

import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.UdpEndpoint;

/// Datagrams to and from one address, or, while the endpoint is not connected, from all.
record UdpLink(UdpEndpoint endpoint) implements Link {
  @Override
  public int readNow(byte[] into) throws StreamException {
    Datagram datagram = endpoint.receiveNow();
    if (datagram == null) {
      return 0;
    }
    byte[] bytes = datagram.bytes();
    int read = Math.min(bytes.length, into.length);
    System.arraycopy(bytes, 0, into, 0, read);
    // As in the real tool, an empty datagram is taken for the end.
    return read == 0 ? -1 : read;
  }

  @Override
  public Wait readable() {
    return endpoint.socket().readable();
  }

  @Override
  public void write(byte[] bytes) throws StreamException {
    endpoint.send(bytes);
  }

  @Override
  public void shutdownOutput() {
    // There is no end of datagrams to speak of.
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
