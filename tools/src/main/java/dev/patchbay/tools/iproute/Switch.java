package dev.patchbay.tools.iproute;

import dev.patchbay.core.text.Args;

/// The words `on` and `off`, and the two ways in which iproute2 refuses others.
public final class Switch {
  /// The status of the later way: the number of EINVAL.
  private static final int INVALID = 22;

  private Switch() {}

  /// Reads `on` or `off` behind `key` (`on_off`).
  public static boolean flag(String key, Args args) {
    String word = args.next();
    if (!word.equals("on") && !word.equals("off")) {
      throw new Refusal(
          "Error: argument of \"" + key + "\" must be \"on\" or \"off\", not \"" + word + "\"");
    }
    return word.equals("on");
  }

  /// Reads `off` or `on`, or the beginning of one, behind `key` (`parse_on_off`).
  public static boolean onOff(String key, Args args) {
    String word = args.next();
    if (Args.matches(word, "off")) {
      return false;
    }
    if (word.equals("on")) {
      return true;
    }
    throw new Refusal(
        INVALID,
        "Error: argument of \"" + key + "\" must be one of \"off\", \"on\", not \"" + word + "\"");
  }
}
