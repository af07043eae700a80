package dev.patchbay.tools.nc;

import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.stream.StreamException;

/// The way to the other end.
sealed interface Link extends AutoCloseable permits TcpLink, UdpLink {
  /// What has come, as far as there is room for it; 0 when there is nothing, -1 at the end.
  int readNow(byte[] into) throws StreamException;

  /// Signalled when something has come, or the connection has ended.
  Wait readable();

  /// Sends all the bytes, once there is room for them.
  void write(byte[] bytes) throws StreamException;

  /// Says that nothing more will be sent, where that can be said.
  void shutdownOutput() throws StreamException;

  @Override
  void close();
}
