package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Who knows names for the numbers in a frame. Each answer may be null: nobody knows one.
public interface Names {
  /// Nobody knows any name.
  Names NONE =
      new Names() {
        @Override
        public @Nullable String host(Ip address) {
          return null;
        }

        @Override
        public @Nullable String port(int port, String protocol) {
          return null;
        }

        @Override
        public @Nullable String protocol(int number) {
          return null;
        }

        @Override
        public @Nullable String station(long mac) {
          return null;
        }

        @Override
        public @Nullable String device(int index) {
          return null;
        }
      };

  /// The name of a host.
  @Nullable String host(Ip address);

  /// The name of a service of `tcp` or `udp`.
  @Nullable String port(int port, String protocol);

  /// The name of a protocol over IP.
  @Nullable String protocol(int number);

  /// The name of a station, from its MAC address.
  @Nullable String station(long mac);

  /// The name of the device of that index.
  @Nullable String device(int index);
}
