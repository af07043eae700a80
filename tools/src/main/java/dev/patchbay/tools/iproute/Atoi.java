package dev.patchbay.tools.iproute;

/// Numbers as C's `atoi` reads them: the digits at the beginning, and 0 when there are none.
public final class Atoi {
  private Atoi() {}

  /// The number at the beginning of `word`.
  public static int of(String word) {
    int at = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    int value = 0;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      value = value * 10 + (word.charAt(at++) - '0');
    }
    return word.startsWith("-") ? -value : value;
  }
}
