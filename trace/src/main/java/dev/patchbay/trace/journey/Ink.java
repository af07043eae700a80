package dev.patchbay.trace.journey;

/// Colours of a terminal.
enum Ink {
  DIM("2"),
  BOLD("1"),
  RED("1;31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  /// Those that tell places apart.
  private static final Ink[] PLACES = {CYAN, MAGENTA, YELLOW, BLUE, GREEN};

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /// That of a place.
  static Ink place(int index) {
    return PLACES[index % PLACES.length];
  }

  /// The text in this colour, if there are to be colours.
  String on(String text, boolean colour) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
