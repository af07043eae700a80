package dev.patchbay.packet.bpf;

import dev.patchbay.packet.bpf.BpfProgram.Instruction;
import java.util.Locale;

/// A program as text, in the three forms of `tcpdump -d`.
public final class BpfText {
  private static final String[] CALCULATIONS = {
    "add", "sub", "mul", "div", "or", "and", "lsh", "rsh", "neg", "mod", "xor"
  };
  private static final String[] JUMPS = {"ja", "jeq", "jgt", "jge", "jset"};

  private BpfText() {}

  /// For people, an instruction a line (`-d`).
  public static String assembly(BpfProgram program) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < program.length(); i++) {
      out.append(line(i, program.instruction(i))).append('\n');
    }
    return out.toString();
  }

  /// As a piece of a program in C (`-dd`).
  public static String c(BpfProgram program) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < program.length(); i++) {
      Instruction it = program.instruction(i);
      out.append(
          String.format(
              Locale.ROOT, "{ 0x%x, %d, %d, 0x%08x },\n", it.code(), it.jt(), it.jf(), it.k()));
    }
    return out.toString();
  }

  /// As decimal numbers after their count (`-ddd`).
  public static String decimal(BpfProgram program) {
    StringBuilder out = new StringBuilder().append(program.length()).append('\n');
    for (int i = 0; i < program.length(); i++) {
      Instruction it = program.instruction(i);
      out.append(it.code()).append(' ').append(it.jt()).append(' ').append(it.jf());
      out.append(' ').append(Integer.toUnsignedString(it.k())).append('\n');
    }
    return out.toString();
  }

  private static String line(int at, Instruction it) {
    String head = String.format(Locale.ROOT, "(%03d) %-8s ", at, name(it.code()));
    String operand = operand(at, it);
    if (!Bpf.isBranch(it.code())) {
      return head + operand;
    }
    return head
        + String.format(
            Locale.ROOT, "%-16s jt %d\tjf %d", operand, at + 1 + it.jt(), at + 1 + it.jf());
  }

  private static String name(int code) {
    return switch (Bpf.classOf(code)) {
      case Bpf.LD -> "ld" + size(code);
      case Bpf.LDX -> "ldx" + size(code);
      case Bpf.ST -> "st";
      case Bpf.STX -> "stx";
      case Bpf.ALU -> named(CALCULATIONS, code);
      case Bpf.JMP -> named(JUMPS, code);
      case Bpf.RET -> "ret";
      default -> code == (Bpf.MISC | Bpf.TXA) ? "txa" : "tax";
    };
  }

  private static String size(int code) {
    return switch (code & (Bpf.H | Bpf.B)) {
      case Bpf.H -> "h";
      case Bpf.B -> "b";
      default -> "";
    };
  }

  private static String named(String[] names, int code) {
    int at = Bpf.operation(code) >> 4;
    return at < names.length ? names[at] : "unimp";
  }

  private static String operand(int at, Instruction it) {
    return switch (Bpf.classOf(it.code())) {
      case Bpf.LD, Bpf.LDX -> source(it);
      case Bpf.ST, Bpf.STX -> "M[" + it.k() + "]";
      case Bpf.RET -> (it.code() & Bpf.A) == 0 ? "#" + it.k() : "";
      case Bpf.JMP -> jumpOperand(at, it);
      case Bpf.ALU -> calculationOperand(it);
      default -> "";
    };
  }

  private static String source(Instruction it) {
    return switch (it.code() & 0xe0) {
      case Bpf.IMM -> hex(it.k());
      case Bpf.ABS -> "[" + field(it.k()) + "]";
      case Bpf.IND -> "[x + " + it.k() + "]";
      case Bpf.MEM -> "M[" + it.k() + "]";
      case Bpf.LEN -> "#pktlen";
      default -> "4*([" + it.k() + "]&0xf)";
    };
  }

  private static String field(int offset) {
    return switch (offset - Ancillary.OFFSET) {
      case Ancillary.PROTOCOL -> "proto";
      case Ancillary.PACKET_TYPE -> "type";
      case Ancillary.IFINDEX -> "ifidx";
      case Ancillary.MARK -> "mark";
      case Ancillary.QUEUE -> "queue";
      case Ancillary.HARDWARE_TYPE -> "hatype";
      case Ancillary.HASH -> "rxhash";
      case Ancillary.CPU -> "cpu";
      case Ancillary.VLAN_TAG -> "vlan_tci";
      case Ancillary.VLAN_TAG_PRESENT -> "vlanp";
      case Ancillary.VLAN_PROTOCOL -> "vlan_tpid";
      default -> Integer.toString(offset);
    };
  }

  private static String jumpOperand(int at, Instruction it) {
    if (Bpf.operation(it.code()) == Bpf.JA) {
      return Integer.toString(at + 1 + it.k());
    }
    return (it.code() & Bpf.X) == 0 ? hex(it.k()) : "x";
  }

  private static String calculationOperand(Instruction it) {
    if (Bpf.operation(it.code()) == Bpf.NEG) {
      return "";
    }
    if ((it.code() & Bpf.X) != 0) {
      return "x";
    }
    boolean bits =
        switch (Bpf.operation(it.code())) {
          case Bpf.AND, Bpf.OR, Bpf.XOR -> true;
          default -> false;
        };
    return bits ? hex(it.k()) : "#" + it.k();
  }

  private static String hex(int value) {
    return "#0x" + Integer.toHexString(value);
  }
}
