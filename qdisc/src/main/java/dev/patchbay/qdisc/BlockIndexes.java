package dev.patchbay.qdisc;

/// The numbers of the filter blocks that a discipline shares with others, 0 for its own ones
/// (`TCA_INGRESS_BLOCK`, `TCA_EGRESS_BLOCK`).
public record BlockIndexes(int ingress, int egress) {
  public static final BlockIndexes NONE = new BlockIndexes(0, 0);
}
