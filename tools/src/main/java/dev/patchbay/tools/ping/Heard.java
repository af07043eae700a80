package dev.patchbay.tools.ping;

/// What an [Echo] has received.
sealed interface Heard {
  /// A reply to one of the requests.
  ///
  /// @param from who sent it
  /// @param length bytes from the ICMP header on
  /// @param hops the TTL that was left
  /// @param data what follows the ICMP header
  /// @param time when it came, in nanoseconds
  /// @param isCorrupted whether its checksum is wrong
  /// @param isFromElsewhere whether it came from another address than was asked
  /// @param options the options of its IPv4 header
  @SuppressWarnings("ArrayRecordComponent") // fresh bytes, the receiver's own
  record Reply(
      int sequence,
      String from,
      int length,
      int hops,
      byte[] data,
      long time,
      boolean isCorrupted,
      boolean isFromElsewhere,
      byte[] options)
      implements Heard {}

  /// A message about one of the requests that is no error: a redirect, a source quench.
  record Notice(int sequence, String from, String text) implements Heard {}

  /// Something that another program asked for.
  record Other() implements Heard {}

  /// An error about one of the requests, from another host.
  ///
  /// @param acknowledges whether the request counts as no longer under way
  record Error(int sequence, String from, String text, boolean acknowledges) implements Heard {}

  /// An error of this host.
  record LocalError(String text) implements Heard {}
}
