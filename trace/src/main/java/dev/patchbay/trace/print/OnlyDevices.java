package dev.patchbay.trace.print;

import org.jspecify.annotations.Nullable;

/// Names of devices and no others: `-n` leaves those as they are.
record OnlyDevices(Names names) implements Names {
  @Override
  public @Nullable String device(int index) {
    return names.device(index);
  }
}
