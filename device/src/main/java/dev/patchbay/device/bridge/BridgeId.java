package dev.patchbay.device.bridge;

import dev.patchbay.packet.Mac;

/// By what bridges tell each other apart (IEEE 802.1D 9.2.5): the priority decides, then the
/// address.
///
/// @param priority 16 bits
public record BridgeId(int priority, Mac address) {
  /// As brctl and `/sys` print it: `8000.020000000001`.
  @Override
  public String toString() {
    return hex(priority) + "." + address.toString().replace(":", "");
  }

  /// As `ip -d link` prints it, without leading zeros: `8000.2:0:0:0:0:1`.
  String shortText() {
    StringBuilder text = new StringBuilder(hex(priority)).append('.');
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(Integer.toHexString((int) (address.value() >>> shift) & 0xff));
      text.append(shift > 0 ? ":" : "");
    }
    return text.toString();
  }

  private static String hex(int value) {
    return Integer.toHexString(0x10000 | value).substring(1);
  }
}
