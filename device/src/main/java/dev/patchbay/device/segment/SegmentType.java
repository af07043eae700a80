package dev.patchbay.device.segment;

/// What a segment is outside of the machines.
public enum SegmentType {
  /// A learning switch with as many ports as are needed, and no spanning tree.
  SWITCH("switch", Integer.MAX_VALUE),
  /// Two ends; what one sends the other gets. Each has a carrier while the other one is up.
  CABLE("cable", 2);

  private final String word;
  private final int mostEnds;

  SegmentType(String word, int mostEnds) {
    this.word = word;
    this.mostEnds = mostEnds;
  }

  /// As it is written behind `type`.
  public String word() {
    return word;
  }

  int mostEnds() {
    return mostEnds;
  }
}
