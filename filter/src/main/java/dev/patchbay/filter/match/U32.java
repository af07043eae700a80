package dev.patchbay.filter.match;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values.Range;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Tcp;
import java.util.List;

/// `-m u32`: words of the packet, found by offsets, shifts and masks, and what they may be.
public final class U32 implements MatchKind {
  private static final Option<Program> U32 =
      Option.of("u32", (reading, text) -> new U32Reader(text).read()).mandatory().invertible();

  /// A step towards a word: mask, shift, or move to a new place.
  ///
  /// @param operator `&`, `<`, `>` or `@`
  record Step(char operator, int number) {}

  /// Where a word is, and in which ranges it may be.
  record Test(int offset, List<Step> steps, List<Range> ranges) {}

  /// All tests must hold.
  record Program(List<Test> tests) {}

  @Override
  public String name() {
    return "u32";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(U32);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Words(chosen.required(U32), chosen.inverted(U32));
  }

  record Words(Program program, boolean inverted) implements Match {
    @Override
    public String name() {
      return "u32";
    }

    @Override
    public boolean matches(Inspection packet) {
      List<Test> tests = program.tests;
      for (int i = 0; i < tests.size(); i++) {
        if (!holds(tests.get(i), packet)) {
          return inverted;
        }
      }
      return !inverted;
    }

    private static boolean holds(Test test, Inspection packet) {
      byte[] bytes = packet.bytes();
      int base = packet.network();
      int length = packet.packet().tail() - base;
      long at = 0;
      long position = test.offset;
      if (!fits(at, position, length)) {
        return false;
      }
      int value = Tcp.word(bytes, base + (int) position);
      for (int i = 0; i < test.steps.size(); i++) {
        Step step = test.steps.get(i);
        switch (step.operator) {
          case '&' -> value &= step.number;
          case '<' -> value = step.number > 31 ? 0 : value << step.number;
          case '>' -> value = step.number > 31 ? 0 : value >>> step.number;
          default -> {
            at += value & 0xffff_ffffL;
            position = step.number;
            if (!fits(at, position, length)) {
              return false;
            }
            value = Tcp.word(bytes, base + (int) (at + position));
          }
        }
      }
      return isIn(test.ranges, value & 0xffff_ffffL);
    }

    private static boolean fits(long at, long position, int length) {
      return position >= 0 && at + position + 4 <= length;
    }

    private static boolean isIn(List<Range> ranges, long value) {
      for (int i = 0; i < ranges.size(); i++) {
        if (ranges.get(i).contains(value)) {
          return true;
        }
      }
      return false;
    }

    private String text() {
      StringBuilder out = new StringBuilder("\"");
      for (Test test : program.tests) {
        out.append(out.length() == 1 ? "" : "&&").append(hex(test.offset & 0xffff_ffffL));
        for (Step step : test.steps) {
          boolean isShift = step.operator == '<' || step.operator == '>';
          out.append(isShift ? "" + step.operator + step.operator : step.operator);
          out.append(hex(step.number & 0xffff_ffffL));
        }
        String before = "=";
        for (Range range : test.ranges) {
          out.append(before).append(hex(range.min()));
          out.append(range.min() == range.max() ? "" : ":" + hex(range.max()));
          before = ",";
        }
      }
      return out.append('"').toString();
    }

    private static String hex(long number) {
      return "0x" + Long.toHexString(number);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --u32 " : " --u32 ").append(text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " u32 ! " : " u32 ").append(text());
    }
  }
}
