package dev.patchbay.packet.bpf;

import static dev.patchbay.packet.bpf.Bpf.A;
import static dev.patchbay.packet.bpf.Bpf.ABS;
import static dev.patchbay.packet.bpf.Bpf.ADD;
import static dev.patchbay.packet.bpf.Bpf.ALU;
import static dev.patchbay.packet.bpf.Bpf.AND;
import static dev.patchbay.packet.bpf.Bpf.B;
import static dev.patchbay.packet.bpf.Bpf.DIV;
import static dev.patchbay.packet.bpf.Bpf.H;
import static dev.patchbay.packet.bpf.Bpf.IMM;
import static dev.patchbay.packet.bpf.Bpf.IND;
import static dev.patchbay.packet.bpf.Bpf.JA;
import static dev.patchbay.packet.bpf.Bpf.JEQ;
import static dev.patchbay.packet.bpf.Bpf.JGE;
import static dev.patchbay.packet.bpf.Bpf.JGT;
import static dev.patchbay.packet.bpf.Bpf.JMP;
import static dev.patchbay.packet.bpf.Bpf.JSET;
import static dev.patchbay.packet.bpf.Bpf.LD;
import static dev.patchbay.packet.bpf.Bpf.LDX;
import static dev.patchbay.packet.bpf.Bpf.LEN;
import static dev.patchbay.packet.bpf.Bpf.LSH;
import static dev.patchbay.packet.bpf.Bpf.MEM;
import static dev.patchbay.packet.bpf.Bpf.MISC;
import static dev.patchbay.packet.bpf.Bpf.MOD;
import static dev.patchbay.packet.bpf.Bpf.MSH;
import static dev.patchbay.packet.bpf.Bpf.MUL;
import static dev.patchbay.packet.bpf.Bpf.NEG;
import static dev.patchbay.packet.bpf.Bpf.OR;
import static dev.patchbay.packet.bpf.Bpf.RET;
import static dev.patchbay.packet.bpf.Bpf.RSH;
import static dev.patchbay.packet.bpf.Bpf.ST;
import static dev.patchbay.packet.bpf.Bpf.STX;
import static dev.patchbay.packet.bpf.Bpf.SUB;
import static dev.patchbay.packet.bpf.Bpf.TAX;
import static dev.patchbay.packet.bpf.Bpf.TXA;
import static dev.patchbay.packet.bpf.Bpf.W;
import static dev.patchbay.packet.bpf.Bpf.X;
import static dev.patchbay.packet.bpf.Bpf.XOR;

import org.jspecify.annotations.Nullable;

/// A program, and the machine that runs it. Whatever the packet is, running ends: a load beyond it,
/// a division by zero and an instruction that does not exist all answer 0.
///
/// Memory for the words is kept between runs, so a program belongs to one thread.
public final class BpfProgram {
  /// An instruction: what to do, how far to jump if a condition holds or not, and a constant.
  public record Instruction(int code, int jt, int jf, int k) {}

  private final int[] code;
  private final int[] jt;
  private final int[] jf;
  private final int[] k;
  private final int[] memory = new int[Bpf.MEMORY_WORDS];

  /// A program of these instructions.
  public BpfProgram(Iterable<Instruction> instructions) {
    int length = 0;
    for (Instruction _ : instructions) {
      length++;
    }
    code = new int[length];
    jt = new int[length];
    jf = new int[length];
    k = new int[length];
    int at = 0;
    for (Instruction instruction : instructions) {
      code[at] = instruction.code;
      jt[at] = instruction.jt;
      jf[at] = instruction.jf;
      k[at++] = instruction.k;
    }
  }

  /// How many instructions it has.
  public int length() {
    return code.length;
  }

  /// One of its instructions.
  public Instruction instruction(int at) {
    return new Instruction(code[at], jt[at], jf[at], k[at]);
  }

  /// Runs it over a packet.
  ///
  /// @param from where the packet begins in `bytes`
  /// @param captured how many bytes of it are there
  /// @param wire how many bytes it had
  /// @param ancillary what is known of it beside its bytes, or null
  /// @return what the program answers, an unsigned number
  public int run(byte[] bytes, int from, int captured, int wire, @Nullable Ancillary ancillary) {
    int a = 0;
    int x = 0;
    for (int pc = 0; pc >= 0 && pc < code.length; pc++) {
      int operand = k[pc];
      switch (code[pc]) {
        case RET | Bpf.K -> {
          return operand;
        }
        case RET | A -> {
          return a;
        }
        case LD | W | ABS, LD | H | ABS, LD | B | ABS -> {
          int size = size(code[pc]);
          if (operand >= Ancillary.OFFSET && operand < 0) {
            if (ancillary == null) {
              return 0;
            }
            a = ancillary.load(operand - Ancillary.OFFSET);
          } else if (fits(operand, size, captured)) {
            a = load(bytes, from + operand, size);
          } else {
            return 0;
          }
        }
        case LD | W | IND, LD | H | IND, LD | B | IND -> {
          int size = size(code[pc]);
          int at = x + operand;
          if (Integer.compareUnsigned(x, captured) > 0 || !fits(at, size, captured)) {
            return 0;
          }
          a = load(bytes, from + at, size);
        }
        case LDX | MSH | B -> {
          if (!fits(operand, 1, captured)) {
            return 0;
          }
          x = (bytes[from + operand] & 0xf) << 2;
        }
        case LD | LEN -> a = wire;
        case LDX | LEN -> x = wire;
        case LD | IMM -> a = operand;
        case LDX | IMM -> x = operand;
        case LD | MEM -> a = memory[operand & 0xf];
        case LDX | MEM -> x = memory[operand & 0xf];
        case ST -> memory[operand & 0xf] = a;
        case STX -> memory[operand & 0xf] = x;
        case JMP | JA -> pc += operand;
        case MISC | TAX -> x = a;
        case MISC | TXA -> a = x;
        default -> {
          int other = (code[pc] & X) == 0 ? operand : x;
          if (Bpf.classOf(code[pc]) == JMP) {
            pc += holds(Bpf.operation(code[pc]), a, other) ? jt[pc] : jf[pc];
          } else if (Bpf.classOf(code[pc]) == ALU && !(other == 0 && divides(code[pc]))) {
            a = calculated(Bpf.operation(code[pc]), a, other);
          } else {
            return 0;
          }
        }
      }
    }
    return 0;
  }

  private static int size(int code) {
    return switch (code & (H | B)) {
      case H -> 2;
      case B -> 1;
      default -> 4;
    };
  }

  private static boolean fits(int at, int size, int captured) {
    return at >= 0 && at <= captured - size;
  }

  private static int load(byte[] bytes, int at, int size) {
    int value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  private static boolean holds(int condition, int a, int other) {
    return switch (condition) {
      case JEQ -> a == other;
      case JGT -> Integer.compareUnsigned(a, other) > 0;
      case JGE -> Integer.compareUnsigned(a, other) >= 0;
      case JSET -> (a & other) != 0;
      default -> false;
    };
  }

  private static boolean divides(int code) {
    return Bpf.operation(code) == DIV || Bpf.operation(code) == MOD;
  }

  /// The result of an operation, unsigned. A shift by 32 or more leaves nothing.
  public static int calculated(int operation, int a, int other) {
    return switch (operation) {
      case ADD -> a + other;
      case SUB -> a - other;
      case MUL -> a * other;
      case DIV -> Integer.divideUnsigned(a, other);
      case MOD -> Integer.remainderUnsigned(a, other);
      case AND -> a & other;
      case OR -> a | other;
      case XOR -> a ^ other;
      case LSH -> other >= 0 && other < 32 ? a << other : 0;
      case RSH -> other >= 0 && other < 32 ? a >>> other : 0;
      case NEG -> -a;
      default -> 0;
    };
  }
}
