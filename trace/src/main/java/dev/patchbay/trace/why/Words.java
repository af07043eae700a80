package dev.patchbay.trace.why;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Output;

/// The words of a device's kind, as `ip -d link` shows them.
final class Words {
  /// `vlan protocol 802.1Q id 10 <REORDER_HDR>`; empty when the device is of no kind.
  static String of(NetDevice device) {
    DeviceKind kind = device.kind();
    if (kind == null) {
      return "";
    }
    StringBuilder words = new StringBuilder(kind.name()).append(' ');
    DeviceKind.Snapshot snapshot = kind.snapshot(device);
    if (snapshot != null) {
      kind.show(snapshot, new Output(words, Output.Options.TEXT));
    }
    return words.toString().strip();
  }

  /// Whether both are of the kind.
  static boolean areBoth(NetDevice one, NetDevice other, String kind) {
    return is(one, kind) && is(other, kind);
  }

  static boolean is(NetDevice device, String kind) {
    return device.kind() != null && device.kind().name().equals(kind);
  }

  /// What stands behind the word, or empty.
  static String value(NetDevice device, String word) {
    String words = " " + of(device) + " ";
    int at = words.indexOf(" " + word + " ");
    int from = at + word.length() + 2;
    return at < 0 || from >= words.length() ? "" : words.substring(from, words.indexOf(' ', from));
  }

  private Words() {}
}
