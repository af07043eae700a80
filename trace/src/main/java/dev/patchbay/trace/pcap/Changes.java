package dev.patchbay.trace.pcap;

/// Whether the last look at a program has changed anything, and whether more than where jumps lead.
final class Changes {
  private boolean any;
  private boolean other;

  void begin() {
    any = false;
    other = false;
  }

  /// A jump leads elsewhere.
  void jumped() {
    any = true;
  }

  /// Something else is new.
  void moved() {
    any = true;
    other = true;
  }

  boolean any() {
    return any;
  }

  boolean otherThanJumps() {
    return other;
  }
}
