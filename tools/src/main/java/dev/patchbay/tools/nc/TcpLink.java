package dev.patchbay.tools.nc;

import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;

/// A connection of TCP.
record TcpLink(TcpStream stream) implements Link {
  @Override
  public int readNow(byte[] into) throws StreamException {
    return stream.readNow(into, 0, into.length);
  }

  @Override
  public Wait readable() {
    return stream.socket().readable();
  }

  @Override
  public void write(byte[] bytes) throws StreamException {
    stream.write(bytes, 0, bytes.length);
  }

  @Override
  public void shutdownOutput() throws StreamException {
    stream.shutdownOutput();
  }

  @Override
  public void close() {
    stream.close();
  }
}
