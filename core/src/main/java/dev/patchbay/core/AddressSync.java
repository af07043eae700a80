package dev.patchbay.core;

import java.util.ArrayList;
import java.util.List;

/// Lets the device below listen to what the one above it listens to (`dev_mc_sync`, `dev_uc_sync`).
public final class AddressSync {
  private final List<Long> synced = new ArrayList<>(2);

  /// Asks `to` for what is in `from` now, and no longer for what has gone.
  public void sync(HardwareAddresses from, HardwareAddresses to) {
    for (Long mac : List.copyOf(synced)) {
      if (!from.contains(mac)) {
        synced.remove(mac);
        to.remove(mac);
      }
    }
    for (HardwareAddresses.Entry entry : from.entries()) {
      if (!synced.contains(entry.mac())) {
        synced.add(entry.mac());
        to.add(entry.mac());
      }
    }
  }

  /// Asks `to` for nothing any more.
  public void unsync(HardwareAddresses to) {
    for (Long mac : List.copyOf(synced)) {
      synced.remove(mac);
      to.remove(mac);
    }
  }
}
