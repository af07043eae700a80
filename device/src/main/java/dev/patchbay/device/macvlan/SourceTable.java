package dev.patchbay.device.macvlan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sources that devices in source mode listen to, of one port: newest first in each bucket.
final class SourceTable {
  /// A source, and a device that listens to it.
  static final class Entry {
    final long mac;
    final MacvlanDevice device;
    @Nullable Entry next;

    Entry(long mac, MacvlanDevice device, @Nullable Entry next) {
      this.mac = mac;
      this.device = device;
      this.next = next;
    }
  }

  private final @Nullable Entry[] buckets = new Entry[MacHash.BUCKETS];

  /// The first entry among which those of the address are.
  @Nullable Entry first(long mac) {
    return buckets[MacHash.bucket(mac)];
  }

  void add(long mac, MacvlanDevice device) {
    if (find(mac, device) == null) {
      int bucket = MacHash.bucket(mac);
      buckets[bucket] = new Entry(mac, device, buckets[bucket]);
    }
  }

  private @Nullable Entry find(long mac, MacvlanDevice device) {
    Entry entry = first(mac);
    while (entry != null && (entry.mac != mac || entry.device != device)) {
      entry = entry.next;
    }
    return entry;
  }

  void remove(long mac, MacvlanDevice device) {
    Entry gone = find(mac, device);
    int bucket = MacHash.bucket(mac);
    if (gone == null) {
      return;
    }
    if (buckets[bucket] == gone) {
      buckets[bucket] = gone.next;
      return;
    }
    Entry before = buckets[bucket];
    while (before != null && before.next != gone) {
      before = before.next;
    }
    if (before != null) {
      before.next = gone.next;
    }
  }

  /// Forgets all that a device listens to.
  void removeAll(MacvlanDevice device) {
    for (long mac : of(device)) {
      remove(mac, device);
    }
  }

  /// What a device listens to, as the kernel lists it.
  List<Long> of(MacvlanDevice device) {
    List<Long> macs = new ArrayList<>();
    for (Entry first : buckets) {
      for (Entry entry = first; entry != null; entry = entry.next) {
        if (entry.device == device) {
          macs.add(entry.mac);
        }
      }
    }
    return macs;
  }
}
