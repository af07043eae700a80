package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import org.jspecify.annotations.Nullable;

/// An instruction before it has a place. A jump names the statements of its own block that it leads
/// to.
final class Statement {
  /// The code of a statement that has been optimised away.
  static final int NOTHING = -1;

  int code;
  int k;
  @Nullable Statement onTrue;
  @Nullable Statement onFalse;

  Statement(int code, int k) {
    this.code = code;
    this.k = k;
  }

  static Statement of(int code) {
    return new Statement(code, 0);
  }

  boolean isBranch() {
    return code != NOTHING && Bpf.isBranch(code);
  }
}
