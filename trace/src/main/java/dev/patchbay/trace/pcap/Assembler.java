package dev.patchbay.trace.pcap;

import dev.patchbay.packet.bpf.Bpf;
import dev.patchbay.packet.bpf.BpfProgram;
import dev.patchbay.packet.bpf.BpfProgram.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gives every block its place: all that a block may lead to comes after it, where it leads on true
/// right behind it if that is still free. A jump goes 255 instructions far; where one is longer it
/// leads to an unconditional jump beside it.
final class Assembler {
  private static final int FARTHEST = 255;

  /// A block's place and how many jumps of its own it needs.
  private static final class Place {
    int offset;
    boolean farTrue;
    boolean farFalse;
    int size;
  }

  /// Blocks, the last one of the program first.
  private final List<Block> blocks = new ArrayList<>();

  private final Map<Block, Place> places = new HashMap<>();

  private Assembler(Block root) {
    collect(root);
  }

  static BpfProgram assemble(Block root) {
    Assembler assembler = new Assembler(root);
    while (!assembler.settle()) {}
    Instruction[] program = new Instruction[assembler.length()];
    for (Block block : assembler.blocks) {
      assembler.write(block, program);
    }
    return new BpfProgram(Arrays.asList(program));
  }

  /// Orders the blocks; not by recursion, for a long expression is a long chain.
  private void collect(Block root) {
    Deque<Block> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Block block = open.peek();
      if (places.containsKey(block)) {
        open.pop();
        continue;
      }
      Block next = unplaced(block.onFalse);
      if (next == null) {
        next = unplaced(block.onTrue);
      }
      if (next == null) {
        open.pop();
        places.put(block, new Place());
        blocks.add(block);
      } else {
        open.push(next);
      }
    }
  }

  private @Nullable Block unplaced(@Nullable Block block) {
    return block == null || places.containsKey(block) ? null : block;
  }

  private Place place(@Nullable Block block) {
    return Objects.requireNonNull(places.get(block));
  }

  /// Counts offsets from the end of the program, and says whether every jump reaches.
  private boolean settle() {
    int end = 0;
    for (Block block : blocks) {
      Place place = place(block);
      place.size = size(block) + 1 + (place.farTrue ? 1 : 0) + (place.farFalse ? 1 : 0);
      end -= place.size;
      place.offset = end;
    }
    boolean settled = true;
    for (Block block : blocks) {
      settled &= block.onTrue == null || reaches(block);
    }
    return settled;
  }

  private boolean reaches(Block block) {
    Place place = place(block);
    boolean farTrue = place.farTrue || distance(block, block.onTrue) > FARTHEST;
    boolean farFalse = place.farFalse || distance(block, block.onFalse) > FARTHEST;
    boolean same = farTrue == place.farTrue && farFalse == place.farFalse;
    place.farTrue = farTrue;
    place.farFalse = farFalse;
    return same;
  }

  private int distance(Block from, @Nullable Block to) {
    return place(to).offset - (place(from).offset + size(from)) - 1;
  }

  private static int size(Block block) {
    int size = 0;
    for (Statement statement : block.statements) {
      size += statement.code == Statement.NOTHING ? 0 : 1;
    }
    return size;
  }

  private int length() {
    return -place(blocks.getLast()).offset;
  }

  private void write(Block block, Instruction[] program) {
    List<Statement> statements = block.realStatements();
    int at = program.length + place(block).offset;
    for (int i = 0; i < statements.size(); i++) {
      program[at++] = instruction(statements, i);
    }
    if (block.onTrue == null) {
      program[at] = new Instruction(block.code, 0, 0, block.k);
      return;
    }
    Place place = place(block);
    int jt = distance(block, block.onTrue);
    int jf = distance(block, block.onFalse);
    int far = 0;
    if (place.farTrue) {
      far++;
      program[at + far] = new Instruction(Bpf.JMP | Bpf.JA, 0, 0, jt - far);
      jt = far - 1;
    }
    if (place.farFalse) {
      far++;
      program[at + far] = new Instruction(Bpf.JMP | Bpf.JA, 0, 0, jf - far);
      jf = far - 1;
    }
    program[at] = new Instruction(block.code, jt, jf, block.k);
  }

  private static Instruction instruction(List<Statement> statements, int at) {
    Statement it = statements.get(at);
    int jt = it.isBranch() ? statements.indexOf(it.onTrue) - at - 1 : 0;
    int jf = it.isBranch() ? statements.indexOf(it.onFalse) - at - 1 : 0;
    return new Instruction(it.code, jt, jf, it.k);
  }
}
