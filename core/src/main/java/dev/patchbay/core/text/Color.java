package dev.patchbay.core.text;

/// What iproute2 gives a colour of its own.
public enum Color {
  IFNAME('6'),
  MAC('3'),
  INET('5'),
  INET6('4'),
  OPERSTATE_UP('2'),
  OPERSTATE_DOWN('1');

  /// Ends a colour.
  static final String CLEAR = "\033[0m";

  private final String light;
  private final String dark;

  Color(char digit) {
    light = "\033[3" + digit + "m";
    dark = "\033[1;3" + digit + "m";
  }

  /// Begins the colour on a background.
  String begin(Background background) {
    return background == Background.DARK ? dark : light;
  }

  /// What the terminal is said to have (`COLORFGBG`), or that there is to be no colour.
  public enum Background {
    NO_COLOR,
    LIGHT,
    DARK
  }
}
