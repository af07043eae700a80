package dev.patchbay.device.bridge;

/// The numbers that can be set at a bridge port, in the order in which the kernel takes them
/// (`br_setport`).
public enum PortNumber {
  COST("cost", 32, "cost is invalid"),
  PRIORITY("priority", 16, "priority is invalid"),
  STATE("state", 8, "state is invalid"),
  MCAST_ROUTER("mcast_router", 8, "invalid mcast_router"),
  GROUP_FWD_MASK("group_fwd_mask", 16, "invalid group_fwd_mask");

  private final String word;
  private final int bits;
  private final String refusal;

  PortNumber(String word, int bits, String refusal) {
    this.word = word;
    this.bits = bits;
    this.refusal = refusal;
  }

  /// The word of `ip link set … type bridge_slave`.
  public String word() {
    return word;
  }

  /// How many bits it may have.
  int bits() {
    return bits;
  }

  /// What is said of a word that is no such number.
  String refusal() {
    return refusal;
  }
}
