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
import org.jspecify.annotations.Nullable;

/// `seq [-w] [-s text] [-f format] [first [step]] last`.
public final class Seq implements Command {
  /// How many digits a number has that is counted as it is; others are decimals.
  private static final int COUNTED = 15;

  /// How many bytes are written at once.
  private static final int BUFFER = 8192;

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
    String first = operands.size() > 1 ? operands.getFirst() : "1";
    String step = operands.size() > 2 ? operands.get(1) : "1";
    String written = options.value("separator");
    String separator = written == null ? "\n" : Escapes.of(written, false, false).text();
    boolean plain = options.value("format") == null && !options.has("equal-width");
    if (plain && isWhole(first) && isWhole(step) && isWhole(operands.getLast())) {
      count(program, first, step, operands.getLast(), separator);
    } else {
      new Decimals(program, options, separator).print(first, step, operands.getLast());
    }
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
      if (!word.startsWith("-") || word.equals("--")) {
        return;
      }
    }
  }

  private static boolean isWhole(String word) {
    int start = word.startsWith("-") ? 1 : 0;
    int digits = word.length() - start;
    return digits > 0
        && digits <= COUNTED
        && word.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }

  private static void count(
      Program program, String firstWord, String stepWord, String lastWord, String separator)
      throws FileException {
    long first = Long.parseLong(firstWord);
    long step = Long.parseLong(stepWord);
    long last = Long.parseLong(lastWord);
    if (step == 0) {
      throw program.usage(1, "invalid Zero increment value: '" + stepWord + "'");
    }
    if (step > 0 ? first > last : first < last) {
      return;
    }
    Digits digits = new Digits(Bytes.encode(separator));
    digits.value(first);
    byte[] buffer = new byte[BUFFER + digits.text.length + 1];
    int at = digits.copy(buffer, 0);
    for (long value = first + step; step > 0 ? value <= last : value >= last; value += step) {
      if (at >= BUFFER) {
        program.write(buffer, 0, at);
        at = 0;
      }
      if (step == 1 && value > 0) {
        digits.increment();
      } else {
        digits.value(value);
      }
      at = digits.copy(buffer, at);
    }
    at -= digits.text.length - Digits.MOST;
    buffer[at++] = '\n';
    program.write(buffer, 0, at);
  }

  /// A number in decimal digits, and what stands behind it. To count in digits takes a fraction of
  /// the time of dividing.
  private static final class Digits {
    static final int MOST = 20;

    private final byte[] text;
    private int start;

    Digits(byte[] behind) {
      text = new byte[MOST + behind.length];
      System.arraycopy(behind, 0, text, MOST, behind.length);
    }

    void value(long value) {
      start = MOST;
      for (long rest = Math.abs(value); rest > 0 || start == MOST; rest /= 10) {
        text[--start] = (byte) ('0' + rest % 10);
      }
      if (value < 0) {
        text[--start] = '-';
      }
    }

    /// One more; of a number that is not negative.
    void increment() {
      int at = MOST - 1;
      while (at >= start && text[at] == '9') {
        text[at--] = '0';
      }
      if (at < start) {
        start = at;
        text[at] = '0';
      }
      text[at]++;
    }

    /// Copies them, and returns where they end.
    int copy(byte[] into, int at) {
      int length = text.length - start;
      System.arraycopy(text, start, into, at, length);
      return at + length;
    }
  }

  /// Numbers of any size, with fractions. A class of its own, as it takes long to load.
  private static final class Decimals {
    private final Program program;
    private final String separator;
    private final @Nullable String format;
    private final boolean equalWidth;

    Decimals(Program program, Getopt.Parsed options, String separator) {
      this.program = program;
      this.separator = separator;
      this.format = options.value("format");
      this.equalWidth = options.has("equal-width");
    }

    void print(String firstWord, String stepWord, String lastWord) throws FileException {
      BigDecimal first = number(firstWord);
      BigDecimal step = number(stepWord);
      BigDecimal last = number(lastWord);
      if (step.signum() == 0) {
        throw program.usage(1, "invalid Zero increment value: '" + stepWord + "'");
      }
      int scale = Math.max(Math.max(first.scale(), step.scale()), 0);
      int width =
          equalWidth ? Math.max(plain(first, scale).length(), plain(last, scale).length()) : 0;
      boolean any = false;
      for (BigDecimal value = first;
          step.signum() > 0 ? value.compareTo(last) <= 0 : value.compareTo(last) >= 0;
          value = value.add(step)) {
        String text =
            format == null ? padded(plain(value, scale), width) : formatted(format, value);
        program.print(any ? separator + text : text);
        any = true;
      }
      if (any) {
        program.print("\n");
      }
    }

    private BigDecimal number(String word) {
      try {
        return new BigDecimal(word.strip());
      } catch (NumberFormatException e) {
        throw program.usage(1, "invalid floating point argument: '" + word + "'");
      }
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

    private String formatted(String printf, BigDecimal value) {
      return new PrintfFormat(PrintfFormat.Dialect.COREUTILS, 0, program::complain)
          .apply(List.of(printf, value.toPlainString()));
    }
  }
}
