package dev.patchbay.device.bond;

/// How a bond spreads what it sends over its slaves, and who receives (`BOND_MODE_…`).
enum BondMode {
  BALANCE_RR("balance-rr", "load balancing (round-robin)"),
  ACTIVE_BACKUP("active-backup", "fault-tolerance (active-backup)"),
  BALANCE_XOR("balance-xor", "load balancing (xor)"),
  BROADCAST("broadcast", "fault-tolerance (broadcast)"),
  LACP("802.3ad", "IEEE 802.3ad Dynamic link aggregation"),
  BALANCE_TLB("balance-tlb", "transmit load balancing"),
  BALANCE_ALB("balance-alb", "adaptive load balancing");

  private final String word;
  private final String title;

  BondMode(String word, String title) {
    this.word = word;
    this.title = title;
  }

  static BondMode of(long number) {
    return values()[(int) number];
  }

  /// As the command line calls it.
  String word() {
    return word;
  }

  /// As `/proc/net/bonding` calls it.
  String title() {
    return title;
  }

  /// Its bit in a set of modes.
  int bit() {
    return 1 << ordinal();
  }

  /// Whether one slave is the active one (`bond_uses_primary`).
  boolean hasActiveSlave() {
    return this == ACTIVE_BACKUP || isLoadBalanced();
  }

  /// Whether it is one of the two that balance load without the switch's help (`bond_is_lb`).
  boolean isLoadBalanced() {
    return this == BALANCE_TLB || this == BALANCE_ALB;
  }

  /// Whether it cannot do without knowing how fast the links are (`bond_needs_speed_duplex`).
  boolean needsSpeed() {
    return this == LACP || isLoadBalanced();
  }

  /// Whether links may be watched by ARP (`bond_mode_uses_arp`).
  boolean allowsArpMonitor() {
    return this != LACP && !isLoadBalanced();
  }

  /// Whether a slave may be chosen by a packet's queue (`bond_should_override_tx_queue`).
  boolean obeysQueues() {
    return this == ACTIVE_BACKUP || this == BALANCE_RR;
  }

  /// Whether a hash chooses the slave (`bond_mode_can_use_xmit_hash`).
  boolean hashes() {
    return this == BALANCE_XOR || needsSpeed();
  }
}
