package dev.patchbay.packet.bpf;

/// The numbers that instructions are made of: a class, and what the class needs
/// (linux/bpf_common.h).
public final class Bpf {
  public static final int LD = 0x00;
  public static final int LDX = 0x01;
  public static final int ST = 0x02;
  public static final int STX = 0x03;
  public static final int ALU = 0x04;
  public static final int JMP = 0x05;
  public static final int RET = 0x06;
  public static final int MISC = 0x07;

  // how much a load takes: 4, 2 or 1 bytes
  public static final int W = 0x00;
  public static final int H = 0x08;
  public static final int B = 0x10;

  // where a load takes it from
  public static final int IMM = 0x00;
  public static final int ABS = 0x20;
  public static final int IND = 0x40;
  public static final int MEM = 0x60;
  public static final int LEN = 0x80;
  public static final int MSH = 0xa0;

  // what arithmetic does
  public static final int ADD = 0x00;
  public static final int SUB = 0x10;
  public static final int MUL = 0x20;
  public static final int DIV = 0x30;
  public static final int OR = 0x40;
  public static final int AND = 0x50;
  public static final int LSH = 0x60;
  public static final int RSH = 0x70;
  public static final int NEG = 0x80;
  public static final int MOD = 0x90;
  public static final int XOR = 0xa0;

  // when a jump is taken
  public static final int JA = 0x00;
  public static final int JEQ = 0x10;
  public static final int JGT = 0x20;
  public static final int JGE = 0x30;
  public static final int JSET = 0x40;

  // the other operand: a constant, the index register, or, to return, the accumulator
  public static final int K = 0x00;
  public static final int X = 0x08;
  public static final int A = 0x10;

  public static final int TAX = 0x00;
  public static final int TXA = 0x80;

  /// How many words of memory a program has.
  public static final int MEMORY_WORDS = 16;

  private Bpf() {}

  /// What the instruction belongs to, [#LD] to [#MISC].
  public static int classOf(int code) {
    return code & 0x07;
  }

  /// What an instruction of arithmetic does, or when a jump is taken.
  public static int operation(int code) {
    return code & 0xf0;
  }

  /// Whether the instruction is a jump on a condition.
  public static boolean isBranch(int code) {
    return classOf(code) == JMP && operation(code) != JA;
  }
}
