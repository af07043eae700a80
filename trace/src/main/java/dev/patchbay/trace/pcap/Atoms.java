package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;

/// What a program can keep a value in: sixteen words of memory, the accumulator, the index
/// register. Sets of them are the bits of a number.
final class Atoms {
  static final int A = Bpf.MEMORY_WORDS;
  static final int X = A + 1;
  static final int COUNT = X + 1;

  private Atoms() {}

  static boolean has(int set, int atom) {
    return (set & 1 << atom) != 0;
  }

  /// Those that an instruction reads.
  static int read(int code, int k) {
    if (code == Statement.NOTHING) {
      return 0;
    }
    return switch (Bpf.classOf(code)) {
      case Bpf.RET -> (code & Bpf.A) != 0 ? 1 << A : 0;
      case Bpf.LD, Bpf.LDX ->
          switch (code & 0xe0) {
            case Bpf.IND -> 1 << X;
            case Bpf.MEM -> 1 << k;
            default -> 0;
          };
      case Bpf.ST -> 1 << A;
      case Bpf.STX -> 1 << X;
      case Bpf.JMP, Bpf.ALU -> (code & Bpf.X) != 0 ? 1 << A | 1 << X : 1 << A;
      default -> code == (Bpf.MISC | Bpf.TXA) ? 1 << X : 1 << A;
    };
  }

  /// The one that an instruction writes, or -1.
  static int written(int code, int k) {
    if (code == Statement.NOTHING) {
      return -1;
    }
    return switch (Bpf.classOf(code)) {
      case Bpf.LD, Bpf.ALU -> A;
      case Bpf.LDX -> X;
      case Bpf.ST, Bpf.STX -> k;
      case Bpf.MISC -> code == (Bpf.MISC | Bpf.TXA) ? A : X;
      default -> -1;
    };
  }
}
