package dev.patchbay.shell.tool;

import dev.patchbay.core.text.DateFormat;
import dev.patchbay.shell.text.Quoting;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/// What `printf` prints (XCU, printf): the format again and again until the arguments are used up.
public final class PrintfFormat {
  /// Whose messages: bash's builtin, dash's, or the program of coreutils.
  public enum Dialect {
    BASH("%s: invalid number", "%s: invalid number"),
    DASH("%s: expected numeric value", "%s: not completely converted"),
    COREUTILS("'%s': expected a numeric value", "'%s': value not completely converted");

    private final String noNumber;
    private final String partNumber;

    Dialect(String noNumber, String partNumber) {
      this.noNumber = noNumber;
      this.partNumber = partNumber;
    }
  }

  private final Dialect dialect;
  private final long now;
  private final Consumer<String> complain;
  private final StringBuilder out = new StringBuilder();
  private List<String> arguments = List.of();
  private int next;
  private boolean failed;
  private boolean stopped;
  private boolean invalid;

  /// @param now the time in nanoseconds since 1970, for `%(…)T`
  /// @param complain told of arguments that are no numbers
  public PrintfFormat(Dialect dialect, long now, Consumer<String> complain) {
    this.dialect = dialect;
    this.now = now;
    this.complain = complain;
  }

  /// Whether it has come upon a conversion that there is not.
  public boolean isInvalid() {
    return invalid;
  }

  /// Whether an argument was not what its conversion needs.
  public boolean failed() {
    return failed;
  }

  /// The text that the words, a format and its arguments, make; a format that makes no sense is
  /// told and ends it.
  public String apply(List<String> words) {
    String format = words.getFirst();
    arguments = words.subList(1, words.size());
    int before;
    do {
      before = next;
      round(format);
    } while (!stopped && next < arguments.size() && next > before);
    return out.toString();
  }

  private void round(String format) {
    int at = 0;
    while (at < format.length() && !stopped) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      Escapes.Result plain =
          Escapes.of(format.substring(at, end), false, dialect == Dialect.COREUTILS);
      out.append(plain.text());
      stopped = plain.stops();
      at = end;
      if (percent >= 0 && !stopped) {
        at = conversion(format, percent + 1);
      }
    }
  }

  private int conversion(String format, int start) {
    ConversionReader reader = new ConversionReader(format, start, this::starValue);
    Conversion conversion = reader.read();
    int at = reader.at();
    if (conversion.letter() == '(') {
      return time(format, at, conversion);
    }
    if ("diouxXcsbqeEfFgGaA%".indexOf(conversion.letter()) < 0) {
      return invalid(format.substring(start - 1, at), conversion.letter(), at);
    }
    if (conversion.isTooLarge()) {
      complain.accept(
          "`" + format.substring(start - 1, at) + "': Value too large for defined data type");
      argument();
      return at;
    }
    convert(conversion);
    return at;
  }

  private int invalid(String specification, char letter, int end) {
    failed = true;
    stopped = true;
    invalid = true;
    boolean isCut = letter == ' ';
    complain.accept(
        switch (dialect) {
          case BASH ->
              isCut
                  ? "`" + specification.strip() + "': missing format character"
                  : "`" + letter + "': invalid format character";
          case DASH ->
              specification.strip().equals("%")
                  ? "missing format character"
                  : specification.strip() + ": invalid directive";
          case COREUTILS -> specification + ": invalid conversion specification";
        });
    return end;
  }

  private int starValue() {
    return (int) integer(argument());
  }

  private String argument() {
    return next < arguments.size() ? arguments.get(next++) : "";
  }

  private void convert(Conversion conversion) {
    switch (conversion.letter()) {
      case '%' -> out.append('%');
      case 'c' -> out.append(conversion.pad(first(argument())));
      case 's' -> out.append(conversion.string(argument()));
      case 'b' -> {
        Escapes.Result result = Escapes.of(argument(), true, true);
        stopped = result.stops();
        out.append(conversion.string(result.text()));
      }
      case 'q' -> {
        String word = argument();
        out.append(
            conversion.pad(
                dialect == Dialect.BASH ? Quoting.backslashed(word) : Quoting.word(word)));
      }
      case 'd', 'i' -> out.append(conversion.signed(integer(argument())));
      case 'o', 'u', 'x', 'X' -> out.append(conversion.unsigned(integer(argument())));
      default -> out.append(conversion.floating(real(argument())));
    }
  }

  private static String first(String word) {
    return word.isEmpty() ? "\0" : word.substring(0, word.offsetByCodePoints(0, 1));
  }

  private int time(String format, int start, Conversion conversion) {
    int close = format.indexOf(")T", start);
    if (close < 0) {
      return invalid(format.substring(start - 1), '(', format.length());
    }
    String word = argument();
    long seconds = word.isEmpty() || word.startsWith("-") ? now / 1_000_000_000 : integer(word);
    String pattern = format.substring(start, close);
    out.append(
        conversion.string(
            DateFormat.format(pattern.isEmpty() ? "%X" : pattern, seconds * 1_000_000_000)));
    return close + 2;
  }

  // ---- numbers

  /// A number of C, or `'c` for the code of a character; what is wrong with it is told, and the
  /// rest of it counts.
  private long integer(String word) {
    if (word.startsWith("'") || word.startsWith("\"")) {
      return word.length() > 1 ? word.codePointAt(1) : 0;
    }
    String text = word.stripLeading();
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    int base = 10;
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      base = 16;
      at += 2;
    } else if (text.startsWith("0", at)) {
      base = 8;
    }
    int end = at;
    while (end < text.length() && Character.digit(text.charAt(end), base) >= 0) {
      end++;
    }
    check(word, end > at, end < text.length());
    BigInteger value = end > at ? new BigInteger(text.substring(at, end), base) : BigInteger.ZERO;
    return limited(word, negative ? value.negate() : value);
  }

  private long limited(String word, BigInteger value) {
    if (value.bitLength() < 64 || (value.signum() > 0 && value.bitLength() == 64)) {
      return value.longValue();
    }
    failed = true;
    complain.accept(
        dialect == Dialect.BASH
            ? "warning: " + word + ": Numerical result out of range"
            : "'" + word + "': Numerical result out of range");
    return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private double real(String word) {
    if (word.startsWith("'") || word.startsWith("\"")) {
      return word.length() > 1 ? word.codePointAt(1) : 0;
    }
    String text = word.strip();
    for (int end = text.length(); end > 0; end--) {
      double value = parse(text.substring(0, end));
      if (!Double.isNaN(value) || text.substring(0, end).equalsIgnoreCase("nan")) {
        check(word, true, end < text.length());
        return value;
      }
    }
    check(word, false, !text.isEmpty());
    return 0;
  }

  /// The number, or not-a-number when it is none.
  private static double parse(String text) {
    boolean hexadecimal = text.matches("[+-]?0[xX].*");
    String java = hexadecimal && text.indexOf('p') < 0 ? text + "p0" : text;
    if (text.matches("(?i)[+-]?inf(inity)?")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    boolean number = java.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    boolean hexNumber = java.matches("[+-]?0[xX][0-9a-fA-F.]+p[+-]?\\d+");
    return number || hexNumber ? Double.parseDouble(java) : Double.NaN;
  }

  private void check(String word, boolean any, boolean more) {
    if (!word.isEmpty() && (!any || more)) {
      failed = true;
      complain.accept((any ? dialect.partNumber : dialect.noNumber).formatted(word));
    }
  }
}
