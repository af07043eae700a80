package dev.patchbay.trace.why;

import dev.patchbay.packet.Ip;

/// What is sent to find out.
///
/// @param protocol `icmp`, `tcp` or `udp`
/// @param port the port, or 0
public record Probe(Ip destination, String protocol, int port) {
  /// In words.
  @Override
  public String toString() {
    return destination.text() + (port == 0 ? "" : " " + protocol + " port " + port);
  }
}
