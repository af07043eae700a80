package dev.patchbay.tools.brctl;

import static dev.patchbay.tools.brctl.Lookup.failed;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as `brctl` reads them with `sscanf`: what comes behind is passed over.
final class Scan {
  private static final Pattern INTEGER =
      Pattern.compile("\\s*([+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)).*");

  private static final Pattern SECONDS =
      Pattern.compile("\\s*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?).*");

  private Scan() {}

  /// A whole number, in C's notation.
  static int integer(String word, String what) {
    Matcher matcher = INTEGER.matcher(word);
    OptionalLong number =
        matcher.matches() ? Numbers.u64(matcher.group(1), 0) : OptionalLong.empty();
    return (int) number.orElseThrow(() -> failed("bad " + what));
  }

  /// Seconds, given back in hundredths of one.
  static long centiseconds(String word, String what) {
    Matcher matcher = SECONDS.matcher(word);
    if (!matcher.matches()) {
      throw failed("bad " + what);
    }
    return (long) (Double.parseDouble(matcher.group(1)) * 100);
  }
}
