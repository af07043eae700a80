package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import java.util.BitSet;
import java.util.List;

/// `tr [-cdst] set1 [set2]`, over bytes.
public final class Tr implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "c|complement C d|delete s|squeeze-repeats t|truncate-set1")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    boolean deletes = options.has("delete");
    boolean squeezes = options.has("squeeze-repeats");
    check(program, options.operands(), deletes, squeezes);
    TrSet first = TrSet.of(program, options.operands().getFirst());
    if (options.has("complement") || options.has("C")) {
      first = first.complement();
    }
    TrSet second =
        options.operands().size() > 1 ? TrSet.of(program, options.operands().getLast()) : null;
    int[] map = new int[256];
    for (int i = 0; i < 256; i++) {
      map[i] = i;
    }
    BitSet deleted = new BitSet();
    BitSet squeezed = new BitSet();
    if (deletes) {
      deleted = first.members();
    } else if (second != null) {
      translate(program, map, first, second, options.has("truncate-set1"));
    }
    if (squeezes) {
      squeezed = second == null ? first.members() : second.members();
    }
    filter(program, process.file(0), map, deleted, squeezed);
    return program.status();
  }

  private static void check(
      Program program, List<String> operands, boolean deletes, boolean squeezes) {
    int most = deletes && !squeezes ? 1 : 2;
    int least = deletes == squeezes ? 2 : 1;
    if (operands.isEmpty()) {
      throw program.usage(1, "missing operand");
    }
    String last = operands.getLast();
    if (operands.size() < least) {
      throw program.usage(
          1,
          "missing operand after '"
              + last
              + (deletes
                  ? "'\nTwo strings must be given when both deleting and squeezing repeats."
                  : "'\nTwo strings must be given when translating."));
    }
    if (operands.size() > most) {
      throw program.usage(
          1,
          "extra operand '"
              + operands.get(most)
              + (most == 1 && operands.size() == 2
                  ? "'\nOnly one string may be given when deleting without squeezing repeats."
                  : "'"));
    }
  }

  private static void translate(
      Program program, int[] map, TrSet first, TrSet second, boolean truncates) {
    int[] from = first.bytes();
    int[] to = second.padded(from.length).bytes();
    if (to.length == 0 && !truncates) {
      throw program.refusal(1, "when not truncating set1, string2 must be non-empty");
    }
    for (int i = 0; i < from.length; i++) {
      if (i < to.length) {
        map[from[i]] = to[i];
      } else if (!truncates) {
        map[from[i]] = to[to.length - 1];
      }
    }
  }

  private static void filter(
      Program program, OpenFile input, int[] map, BitSet deleted, BitSet squeezed)
      throws FileException {
    byte[] block = new byte[65536];
    byte[] out = new byte[block.length];
    int before = -1;
    int read = input.read(block, 0, block.length);
    while (read >= 0) {
      int kept = 0;
      for (int i = 0; i < read; i++) {
        int c = block[i] & 0xff;
        if (deleted.get(c)) {
          continue;
        }
        int mapped = map[c];
        if (mapped != before || !squeezed.get(mapped)) {
          out[kept++] = (byte) mapped;
        }
        before = mapped;
      }
      program.write(out, 0, kept);
      read = input.read(block, 0, block.length);
    }
  }
}
