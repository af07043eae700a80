package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.bpf.BpfProgram;
import dev.patchbay.packet.bpf.BpfProgram.Instruction;
import java.util.ArrayList;
import java.util.List;

/// `-m bpf`: a program of the packet filter's machine looks at the packet from its IP header on
/// (net/netfilter/xt_bpf.c).
public final class Bpf implements MatchKind {
  private static final int MOST = 64;
  private static final Option<List<Instruction>> CODE =
      Option.of("bytecode", (reading, text) -> read(text));
  private static final Option<String> PINNED = Option.of("object-pinned", Bpf::noObject);

  @Override
  public String name() {
    return "bpf";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(CODE, PINNED);
  }

  /// A lab has no bpf file system, so that no object is ever found.
  private static String noObject(Reading reading, String text) {
    throw new Refusal("bpf: failed to get bpf object");
  }

  private static List<Instruction> read(String text) {
    String[] parts = text.split(",", -1);
    Long length = Values.parse(parts[0]);
    if (length == null || parts.length == 1) {
      throw new Refusal("bpf: error parsing program length");
    }
    if (length == 0) {
      throw new Refusal("bpf: illegal zero length program");
    }
    if (length > MOST) {
      throw new Refusal("bpf: number of instructions exceeds maximum");
    }
    List<Instruction> program = new ArrayList<>();
    for (int i = 1; i < parts.length && !parts[i].isEmpty(); i++) {
      if (program.size() == length) {
        throw new Refusal("bpf: real program length exceeds the encoded length parameter");
      }
      program.add(instruction(parts[i], program.size()));
    }
    if (program.size() != length) {
      throw new Refusal("bpf: parsed program length is less than the encoded length parameter");
    }
    return program;
  }

  private static Instruction instruction(String text, int at) {
    String[] words = text.strip().split("\\s+", -1);
    return new Instruction(
        number(words, 0, at) & 0xffff,
        number(words, 1, at) & 0xff,
        number(words, 2, at) & 0xff,
        number(words, 3, at));
  }

  private static int number(String[] words, int index, int at) {
    Long number = index < words.length ? Values.parse(words[index]) : null;
    if (number == null) {
      throw new Refusal("bpf: error at instr " + at);
    }
    return number.intValue();
  }

  @Override
  public Match build(Chosen chosen) {
    List<Instruction> program = chosen.get(CODE);
    if (program == null) {
      throw new Refusal("bpf: one of --bytecode or --pinned is required");
    }
    return new Judged(program, new BpfProgram(program));
  }

  record Judged(List<Instruction> code, BpfProgram program) implements Match {
    @Override
    public String name() {
      return "bpf";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      if (!isSound()) {
        throw place.refuseSaying("xt_bpf: check failed: parse error");
      }
      return this;
    }

    /// Whether the program ends in an answer and jumps nowhere else than into itself.
    private boolean isSound() {
      for (int at = 0; at < code.size(); at++) {
        Instruction it = code.get(at);
        int left = code.size() - at - 1;
        boolean isJump =
            dev.patchbay.packet.bpf.Bpf.classOf(it.code()) == dev.patchbay.packet.bpf.Bpf.JMP;
        boolean isBranch = dev.patchbay.packet.bpf.Bpf.isBranch(it.code());
        boolean isFar =
            isBranch ? Math.max(it.jt(), it.jf()) >= left : it.k() < 0 || it.k() >= left;
        if (isJump && isFar) {
          return false;
        }
      }
      int last = code.getLast().code();
      return dev.patchbay.packet.bpf.Bpf.classOf(last) == dev.patchbay.packet.bpf.Bpf.RET;
    }

    @Override
    public boolean matches(Inspection packet) {
      int from = packet.network();
      int length = packet.packet().tail() - from;
      return program.run(packet.bytes(), from, length, length, null) != 0;
    }

    @Override
    public void save(StringBuilder out) {
      show(out.append(" --bytecode \"").append(code.size()).append(','));
      out.append('"');
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out.append("match bpf "));
    }

    private void show(StringBuilder out) {
      for (int i = 0; i < code.size(); i++) {
        Instruction it = code.get(i);
        out.append(i == 0 ? "" : ",").append(it.code()).append(' ').append(it.jt());
        out.append(' ').append(it.jf()).append(' ').append(Integer.toUnsignedString(it.k()));
      }
    }
  }
}
