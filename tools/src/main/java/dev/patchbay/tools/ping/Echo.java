package dev.patchbay.tools.ping;

import dev.patchbay.core.time.Wait;
import dev.patchbay.stack.socket.SocketException;
import org.jspecify.annotations.Nullable;

/// Sends echo requests to one destination and hears what comes back.
interface Echo {
  /// Sends the request of this number.
  ///
  /// @param confirm whether a reply has come since the last one: the neighbour need not be asked
  void send(int sequence, boolean confirm) throws SocketException;

  /// The oldest message that has come, or null.
  ///
  /// @throws SocketException when [#nextError] has something
  @Nullable Heard receive() throws SocketException;

  /// The oldest error that has come, or null.
  @Nullable Heard nextError();

  /// Signalled when there is something to receive.
  Wait readable();

  /// What the destination is called in the summary.
  String host();

  /// Whether many may answer a request.
  boolean isForMany();

  /// The identifier of the requests; -1 when the kernel gives it.
  int identifier();

  /// What hosts are called.
  AddressNames names();

  /// What follows the ICMP header of a request.
  byte[] data();
}
