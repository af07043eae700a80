package dev.patchbay.device.bridge.stp;

import dev.patchbay.packet.Mac;

/// By what bridges tell each other apart (IEEE 802.1D 9.2.5): the priority decides, then the
/// address.
///
/// @param priority 16 bits
public record BridgeId(int priority, Mac address) {
  private static final int ADDRESS_BITS = 48;

  /// The id whose 64 bits stand in a message.
  static BridgeId of(long value) {
    return new BridgeId((int) (value >>> ADDRESS_BITS), new Mac(address(value)));
  }

  /// The 64 bits: of two ids the lower one, unsigned, is the better.
  public long value() {
    return (long) priority << ADDRESS_BITS | address.value();
  }

  static long address(long value) {
    return value & (1L << ADDRESS_BITS) - 1;
  }

  /// The 64 bits with another address.
  static long withAddress(long value, long address) {
    return value - address(value) + address;
  }

  /// The 64 bits with another priority.
  static long withPriority(long value, int priority) {
    return (long) priority << ADDRESS_BITS | address(value);
  }

  /// As brctl and `/sys` print it: `8000.020000000001`.
  @Override
  public String toString() {
    return hex(priority) + "." + address.toString().replace(":", "");
  }

  /// As the kernel log has it: `8000.02:00:00:00:00:01`.
  String longText() {
    return hex(priority) + "." + address;
  }

  /// As `ip -d link` prints it, without leading zeros: `8000.2:0:0:0:0:1`.
  public String shortText() {
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
