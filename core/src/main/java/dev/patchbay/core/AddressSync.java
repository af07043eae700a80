package dev.patchbay.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets the device below listen to what the one above it listens to (`dev_mc_sync`, `dev_uc_sync`).
/// An address that is passed on counts once more where it came from.
public final class AddressSync {
  private final List<Long> synced = new ArrayList<>(2);
  private @Nullable HardwareAddresses source;

  /// Asks `to` for what others ask `from` for now, and no longer for what has gone.
  public void sync(HardwareAddresses from, HardwareAddresses to) {
    sync(from, to, 1);
  }

  /// As [#sync(HardwareAddresses, HardwareAddresses)], where so many pass on the same addresses
  /// (`dev_mc_sync_multiple`).
  public void sync(HardwareAddresses from, HardwareAddresses to, int sharers) {
    source = from;
    for (Long mac : List.copyOf(synced)) {
      if (from.users(mac) <= sharers) {
        unsync(mac, from, to);
      }
    }
    for (HardwareAddresses.Entry entry : from.entries()) {
      if (!synced.contains(entry.mac())) {
        synced.add(entry.mac());
        from.count(entry.mac(), 1);
        to.add(entry.mac());
      }
    }
  }

  /// Asks `to` for nothing any more.
  public void unsync(HardwareAddresses to) {
    for (Long mac : List.copyOf(synced)) {
      unsync(mac, source, to);
    }
  }

  private void unsync(Long mac, @Nullable HardwareAddresses from, HardwareAddresses to) {
    synced.remove(mac);
    if (from != null) {
      from.count(mac, -1);
    }
    to.remove(mac);
  }
}
