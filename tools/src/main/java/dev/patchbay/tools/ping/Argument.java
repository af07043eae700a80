package dev.patchbay.tools.ping;

import dev.patchbay.core.file.FileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The argument of an option, read as `ping` reads it: C's `strtol` and `strtod`, with its own
/// words for what is wrong.
public final class Argument {
  /// Why a number could not be read.
  private static final String OUT_OF_RANGE = "Numerical result out of range";

  private static final String BLANKS = " \t\n\u000b\f\r";

  /// What `strtod` would read.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)\\s*[+-]?(nan|inf(inity)?|0x[0-9a-f]+(\\.[0-9a-f]*)?(p[+-]?[0-9]+)?"
              + "|([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]+)?)");

  private final Voice voice;
  private final String word;

  /// The argument that is this word.
  public Argument(Voice voice, String word) {
    this.voice = voice;
    this.word = word;
  }

  /// A whole decimal number between the two.
  public long between(long least, long most) throws FileException {
    String digits = word.substring(blanks());
    if (!digits.matches("[+-]?[0-9]+")) {
      throw voice.fatal(1, "invalid argument: '" + word + "'");
    }
    long number;
    try {
      number = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw voice.fatal(1, "invalid argument: '" + word + "': " + OUT_OF_RANGE);
    }
    if (number < least || number > most) {
      throw voice.fatal(
          1,
          "invalid argument: '%s': out of range: %d <= value <= %d".formatted(word, least, most));
    }
    return number;
  }

  private int blanks() {
    int at = 0;
    while (at < word.length() && BLANKS.indexOf(word.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// A number of seconds as milliseconds; `what` is wrong with it when there is no number or it is
  /// too large. What follows a number is complained of, and does not count.
  int milliseconds(String what) throws FileException {
    Matcher number = NUMBER.matcher(word);
    int end = number.lookingAt() ? number.end() : 0;
    double seconds = end == 0 ? nothing(what) : seconds(number.group().strip(), what);
    if (end < word.length()) {
      voice.warn("option argument contains garbage: " + word.substring(end));
      voice.warn("this will become fatal error in the future");
    }
    if (seconds > Integer.MAX_VALUE / 1000.0) {
      throw voice.fatal(2, what + ": " + word);
    }
    return (int) (seconds * 1000);
  }

  private double nothing(String what) throws FileException {
    if (word.isEmpty()) {
      throw voice.fatal(2, what + ": " + word);
    }
    return 0;
  }

  private double seconds(String text, String what) throws FileException {
    if (text.matches(".*[nN].*")) {
      throw voice.fatal(2, what + ": " + word + ": " + OUT_OF_RANGE);
    }
    // Java wants an exponent behind hexadecimal digits where C does not.
    return Double.parseDouble(text.matches(".*[xX][^pP]*") ? text + "p0" : text);
  }

  /// A number, hexadecimal behind `0x`; all of the word must be one, and an empty one is 0.
  ///
  /// @param what is wrong when it is not a number
  long hexOrDecimal(String what) throws FileException {
    boolean hexadecimal = word.startsWith("0x") || word.startsWith("0X");
    String digits = hexadecimal ? word.substring(2) : word.substring(blanks());
    if (digits.isEmpty()) {
      return 0;
    }
    if (!digits.matches(hexadecimal ? "[0-9a-fA-F]{1,15}" : "[+-]?[0-9]{1,18}")) {
      throw voice.fatal(2, what + ": " + word);
    }
    return Long.parseLong(digits, hexadecimal ? 16 : 10);
  }
}
