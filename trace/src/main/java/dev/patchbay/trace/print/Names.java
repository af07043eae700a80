package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Who knows names for the numbers in a frame. Each answer may be null: nobody knows one.
public interface Names {
  /// Nobody knows any name.
  Names NONE = new Names() {};

  /// The name of a host.
  default @Nullable String host(Ip address) {
    return null;
  }

  /// The name of a service of `tcp` or `udp`.
  default @Nullable String port(int port, String protocol) {
    return null;
  }

  /// The name of a protocol over IP.
  default @Nullable String protocol(int number) {
    return null;
  }

  /// The name of a station, from its MAC address.
  default @Nullable String station(long mac) {
    return null;
  }

  /// The name of the device of that index.
  default @Nullable String device(int index) {
    return null;
  }
}
