package dev.patchbay.trace.print;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// Names of devices and no others: `-n` leaves those as they are.
record OnlyDevices(Names names) implements Names {
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
    return names.device(index);
  }
}
