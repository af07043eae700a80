package dev.patchbay.shell.expand;

import java.util.BitSet;
import java.util.Locale;

/// The character classes of the C locale (XBD 7.3.1), as ranges of character codes.
public enum CharacterClass {
  ALPHA("azAZ"),
  DIGIT("09"),
  ALNUM("azAZ09"),
  UPPER("AZ"),
  LOWER("az"),
  SPACE("\t\r  "),
  BLANK("\t\t  "),
  PUNCT("!/:@[`{~"),
  PRINT(" ~"),
  GRAPH("!~"),
  CNTRL("\0\u001f\u007f\u007f"),
  XDIGIT("09afAF");

  private final String ranges;

  CharacterClass(String ranges) {
    this.ranges = ranges;
  }

  /// The characters of the class.
  public BitSet members() {
    BitSet members = new BitSet(128);
    for (int i = 0; i < ranges.length(); i += 2) {
      members.set(ranges.charAt(i), ranges.charAt(i + 1) + 1);
    }
    return members;
  }

  /// The characters of the class with this name; none when no class has it.
  public static BitSet named(String name) {
    for (CharacterClass known : values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
        return known.members();
      }
    }
    return new BitSet();
  }
}
