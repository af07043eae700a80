package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.shell.text.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// `seq [-w] [-s text] [-f format] [first [step]] last`.
public final class Seq implements Command {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

  /// How many bytes are written at once.
  private static final int BUFFER = 8192;

  /// No number is longer, with its sign.
  private static final int LONGEST = 20;

  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    protectNegative(words);
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "f|format= s|separator= w|equal-width")
            .stoppingAtOperand()
            .parse(words);
    Program program = new Program(process);
    List<String> operands = options.operands();
    if (operands.isEmpty()) {
      throw program.missingOperand(operands);
    }
    if (operands.size() > 3) {
      throw program.usage(1, "extra operand '" + operands.get(3) + "'");
    }
    BigDecimal first = operands.size() > 1 ? number(program, operands.getFirst()) : BigDecimal.ONE;
    BigDecimal step = operands.size() > 2 ? number(program, operands.get(1)) : BigDecimal.ONE;
    BigDecimal last = number(program, operands.getLast());
    if (step.signum() == 0) {
      throw program.usage(1, "invalid Zero increment value: '" + operands.get(1) + "'");
    }
    print(program, options, first, step, last);
    return 0;
  }

  /// A negative number is no option.
  private static void protectNegative(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.length() > 1
          && word.charAt(0) == '-'
          && ".0123456789".indexOf(word.charAt(1)) >= 0) {
        words.add(i, "--");
        return;
      }
      if (!word.startsWith("-")) {
        return;
      }
    }
  }

  private static BigDecimal number(Program program, String word) {
    try {
      return new BigDecimal(word.strip());
    } catch (NumberFormatException e) {
      throw program.usage(1, "invalid floating point argument: '" + word + "'");
    }
  }

  private static void print(
      Program program, Getopt.Parsed options, BigDecimal first, BigDecimal step, BigDecimal last)
      throws FileException {
    int scale = Math.max(Math.max(first.scale(), step.scale()), 0);
    String written = options.value("separator");
    String separator = written == null ? "\n" : Escapes.of(written, false, false).text();
    String format = options.value("format");
    int width =
        options.has("equal-width")
            ? Math.max(plain(first, scale).length(), plain(last, scale).length())
            : 0;
    boolean small = first.abs().max(step.abs()).max(last.abs()).compareTo(LARGEST) < 0;
    if (scale == 0 && width == 0 && format == null && small) {
      whole(
          program, first.longValueExact(), step.longValueExact(), last.longValueExact(), separator);
      return;
    }
    boolean any = false;
    for (BigDecimal value = first;
        step.signum() > 0 ? value.compareTo(last) <= 0 : value.compareTo(last) >= 0;
        value = value.add(step)) {
      String text =
          format == null ? padded(plain(value, scale), width) : formatted(program, format, value);
      program.print(any ? separator + text : text);
      any = true;
    }
    if (any) {
      program.print("\n");
    }
  }

  private static void whole(Program program, long first, long step, long last, String separator)
      throws FileException {
    boolean any = step > 0 ? first <= last : first >= last;
    if (!any) {
      return;
    }
    byte[] between = Bytes.encode(separator);
    byte[] buffer = new byte[BUFFER + between.length];
    int at = 0;
    for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
      if (at > BUFFER - LONGEST) {
        program.write(buffer, 0, at);
        at = 0;
      }
      if (value != first) {
        System.arraycopy(between, 0, buffer, at, between.length);
        at += between.length;
      }
      at = digits(value, buffer, at);
    }
    buffer[at++] = '\n';
    program.write(buffer, 0, at);
  }

  /// Writes the number, and returns where it ends.
  private static int digits(long value, byte[] buffer, int start) {
    int at = start;
    if (value < 0) {
      buffer[at++] = '-';
    }
    long rest = Math.abs(value);
    int end = at + 1;
    for (long more = rest / 10; more > 0; more /= 10) {
      end++;
    }
    for (int i = end - 1; i >= at; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static String plain(BigDecimal value, int scale) {
    return value.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String padded(String text, int width) {
    int zeros = Math.max(width - text.length(), 0);
    return text.startsWith("-")
        ? "-" + "0".repeat(zeros) + text.substring(1)
        : "0".repeat(zeros) + text;
  }

  private static String formatted(Program program, String format, BigDecimal value) {
    PrintfFormat printf = new PrintfFormat(PrintfFormat.Dialect.COREUTILS, 0, program::complain);
    return printf.apply(List.of(format, value.toPlainString()));
  }
}
