package dev.patchbay.stack.stream;

import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.socket.Socket;

/// What the blocking sockets have in common: the process that waits, a descriptor of it, and how
/// long a wait may last.
abstract sealed class Blocking implements AutoCloseable
    permits TcpStream, TcpListener, UdpEndpoint {
  final Process process;
  private final Socket socket;
  private final int descriptor;
  private long timeout = Clock.NEVER;

  /// Makes the socket a descriptor of the process.
  Blocking(Process process, Socket socket) {
    this.process = process;
    this.socket = socket;
    Descriptors descriptors = process.descriptors();
    this.descriptor = descriptors.free(3);
    descriptors.set(descriptor, socket);
  }

  /// How long a call may wait, in nanoseconds, or `Clock.NEVER` (`SO_RCVTIMEO`, `SO_SNDTIMEO`).
  public final void timeout(long nanos) {
    timeout = nanos;
  }

  /// When a call that begins now must be done.
  final long deadline() {
    return timeout == Clock.NEVER ? Clock.NEVER : process.loop().now() + timeout;
  }

  /// Waits; a wait with a deadline ends by itself.
  ///
  /// @throws StreamException `late` when the deadline passes first
  final void await(Wait wait, long deadline, Errno late) throws StreamException {
    await(wait, deadline, deadline == Clock.NEVER ? Bound.ENDLESS : Bound.BOUNDED, late);
  }

  final void await(Wait wait, long deadline, Bound bound, Errno late) throws StreamException {
    if (!process.await(wait, deadline, bound) && process.loop().now() >= deadline) {
      throw new StreamException(late);
    }
  }

  /// Closes the socket, for all who share the descriptor's table.
  @Override
  public void close() {
    if (process.descriptors().get(descriptor) == socket) {
      process.descriptors().close(descriptor);
    }
  }
}
