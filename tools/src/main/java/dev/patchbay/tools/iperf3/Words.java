package dev.patchbay.tools.iperf3;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What numbers and names mean behind the options of `iperf3`, and how it refuses them.
final class Words {
  /// What C's `sscanf` takes for a number and the letter behind it.
  private static final Pattern NUMBER =
      Pattern.compile("\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(.?).*");

  private static final Pattern INTEGER = Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+).*");

  private static final int MOST_TIME = 86400;
  private static final int MOST_BURST = 1000;
  private static final int MOST_CPU = 1024;
  private static final int HEXADECIMAL = 16;
  private static final int OCTAL = 8;
  private static final int DECIMAL = 10;

  /// The names of what a packet's sender asks of the path (RFC 2474, 2597, 3246).
  private static final Map<String, Integer> CODE_POINTS =
      Map.ofEntries(
          Map.entry("ef", 46),
          Map.entry("va", 44),
          Map.entry("lowdelay", 4),
          Map.entry("throughput", 2),
          Map.entry("reliability", 1));

  private Words() {}

  /// A refusal of words, with all that may be said.
  static CommandException wrong(String what) {
    String usage = HelpText.text(Words.class, "iperf3").stripTrailing();
    return new CommandException(1, "iperf3: parameter error - " + what + "\n\n" + usage);
  }

  /// A number, with a letter for so many thousands of 1024 behind it; 0 for what is none.
  static long size(String word) {
    return (long) scaled(word, 1024);
  }

  /// As [#size], of thousands of `base`.
  static double scaled(String word, int base) {
    Matcher number = NUMBER.matcher(word);
    if (!number.matches()) {
      return 0;
    }
    String letter = number.group(2);
    int power = letter.isEmpty() ? 0 : "KMGT".indexOf(letter.toUpperCase(Locale.ROOT)) + 1;
    return Double.parseDouble(number.group(1)) * Math.pow(base, power);
  }

  /// A number in C's ways of writing it, or -1.
  private static long integer(String word) {
    Matcher number = INTEGER.matcher(word);
    if (!number.matches() || number.group(2).length() > DECIMAL) {
      return -1;
    }
    String digits = number.group(2);
    long value;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      value = Long.parseLong(digits.substring(2), HEXADECIMAL);
    } else if (digits.startsWith("0")) {
      value = digits.matches("[0-7]+") ? Long.parseLong(digits, OCTAL) : 0;
    } else {
      value = Long.parseLong(digits, DECIMAL);
    }
    return number.group(1).equals("-") ? -value : value;
  }

  static int port(String word) {
    long port = size(word);
    if (port < 1 || port > 0xffff) {
      throw wrong("port number must be between 1 and 65535 inclusive");
    }
    return (int) port;
  }

  static char format(String word) {
    if (word.isEmpty() || "kmgtKMGT".indexOf(word.charAt(0)) < 0) {
      throw wrong("bad format specifier (valid formats are in the set [kmgtKMGT])");
    }
    return word.charAt(0);
  }

  static double interval(String word) {
    Matcher number = NUMBER.matcher(word);
    double seconds = number.matches() ? Double.parseDouble(number.group(1)) : 0;
    if ((seconds < 0.1 || seconds > 60) && seconds != 0) {
      throw wrong("invalid report interval (min = 0.1, max = 60 seconds)");
    }
    return seconds;
  }

  /// Seconds; none or less than none for a test without end.
  static int time(String word) {
    long seconds = size(word);
    if (seconds > MOST_TIME) {
      throw wrong("test duration too long (maximum = 86400 seconds)");
    }
    return (int) Math.max(0, seconds);
  }

  static int burst(String word) {
    long burst = size(word);
    if (burst <= 0 || burst > MOST_BURST) {
      throw wrong("invalid burst count (maximum = 1000)");
    }
    return (int) burst;
  }

  /// A number between two others.
  static int between(String word, long least, long most, String otherwise) {
    long number = size(word);
    if (number < least || number > most) {
      throw wrong(otherwise);
    }
    return (int) number;
  }

  static int tos(String word) {
    long tos = integer(word);
    if (tos < 0 || tos > 0xff) {
      throw wrong("bad TOS value (must be between 0 and 255 inclusive)");
    }
    return (int) tos;
  }

  /// The type of service that a code point stands for.
  static int dscp(String word) {
    String name = word.toLowerCase(Locale.ROOT);
    long point = -1;
    if (CODE_POINTS.containsKey(name)) {
      point = CODE_POINTS.get(name);
    } else if (name.matches("af[1-4][1-3]")) {
      point = (name.charAt(2) - '0') * 8L + (name.charAt(3) - '0') * 2L;
    } else if (name.matches("cs[0-7]")) {
      point = (name.charAt(2) - '0') * 8L;
    } else if (INTEGER.matcher(name).matches()) {
      point = integer(name);
    }
    if (point < 0 || point > 0x3f) {
      throw wrong("bad TOS value (must be between 0 and 255 inclusive)");
    }
    return (int) point << 2;
  }

  static int flowLabel(String word) {
    long label = integer(word);
    if (label < 1 || label > 0xfffff) {
      throw wrong("unable to set IPv6 flow label");
    }
    return (int) label;
  }

  /// Which processors a client and a server keep to: looked at, and no more.
  static void affinity(String word) {
    long first = integer(word.split(",", 2)[0]);
    if (first < 0 || first > MOST_CPU) {
      throw wrong("unable to set CPU affinity: ");
    }
  }
}
