package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Values.Masked;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j MARK`: writes the packet's mark: clears the bits of the mask, then turns those of the value.
public final class Mark implements TargetKind {
  private static final String[] ALL = {"set-xmark", "set-mark", "and-mark", "or-mark", "xor-mark"};
  private static final Option<Masked> SET_X = Option.of("set-xmark", Values.masked()).excludes(ALL);
  private static final Option<Masked> SET = Option.of("set-mark", Values.masked()).excludes(ALL);
  private static final Option<Long> AND = Option.of("and-mark", Values.u32()).excludes(ALL);
  private static final Option<Long> OR = Option.of("or-mark", Values.u32()).excludes(ALL);
  private static final Option<Long> XOR = Option.of("xor-mark", Values.u32()).excludes(ALL);

  @Override
  public String name() {
    return "MARK";
  }

  @Override
  public String module(Family family) {
    return "xt_mark";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(SET_X, SET, AND, OR, XOR);
  }

  @Override
  public Target build(Chosen chosen) {
    for (Option<?> option : options(chosen.family())) {
      if (chosen.has(option)) {
        Masked change = change(chosen, option);
        return new Marking(change.value(), change.mask());
      }
    }
    throw new Refusal("MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required");
  }

  private static Masked change(Chosen chosen, Option<?> option) {
    if (option == SET) {
      Masked set = chosen.required(SET);
      return new Masked(set.value(), set.value() | set.mask());
    }
    if (option == AND) {
      return new Masked(0, ~chosen.required(AND).intValue());
    }
    if (option == OR) {
      int bits = chosen.required(OR).intValue();
      return new Masked(bits, bits);
    }
    return option == XOR ? new Masked(chosen.required(XOR).intValue(), 0) : chosen.required(SET_X);
  }

  record Marking(int value, int mask) implements Target {
    @Override
    public String name() {
      return "MARK";
    }

    @Override
    public Verdict judge(Inspection packet) {
      packet.packet().mark((packet.packet().mark() & ~mask) ^ value);
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --set-xmark ").append(new Masked(value, mask).full());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" MARK ").append(Values.change(value, mask));
    }
  }
}
