package dev.patchbay.shell.tool;

/// Permission bits in letters, as `chmod` and `umask` take them: `u=rwx,g+w,o-x`.
public final class SymbolicMode {
  private SymbolicMode() {}

  /// The bits after the changes, or -1 when the text makes no sense.
  ///
  /// @param umask the bits that a change for nobody in particular leaves alone
  public static int apply(String text, int before, boolean directory, int umask) {
    int mode = before;
    for (String clause : text.split(",", -1)) {
      mode = clause(clause, mode, directory, umask);
      if (mode < 0) {
        return -1;
      }
    }
    return mode;
  }

  private static int clause(String clause, int before, boolean directory, int umask) {
    int at = 0;
    int who = 0;
    while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
      who |= new int[] {0700, 0070, 0007, 0777}["ugoa".indexOf(clause.charAt(at++))];
    }
    int mask = who == 0 ? 0777 & ~umask : who;
    int mode = before;
    if (at == clause.length()) {
      return -1;
    }
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      int start = at;
      while (at < clause.length() && "rwxXugo".indexOf(clause.charAt(at)) >= 0) {
        at++;
      }
      if ("+-=".indexOf(operator) < 0) {
        return -1;
      }
      int bits = bits(clause.substring(start, at), mode, directory) & mask;
      mode = operator == '+' ? mode | bits : operator == '-' ? mode & ~bits : (mode & ~mask) | bits;
    }
    return mode;
  }

  private static int bits(String letters, int mode, boolean directory) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      bits |=
          switch (letters.charAt(i)) {
            case 'r' -> 0444;
            case 'w' -> 0222;
            case 'x' -> 0111;
            case 'X' -> directory || (mode & 0111) != 0 ? 0111 : 0;
            case 'u' -> (mode >> 6 & 7) * 0111;
            case 'g' -> (mode >> 3 & 7) * 0111;
            default -> (mode & 7) * 0111;
          };
    }
    return bits;
  }

  /// The bits as `umask -S` shows them.
  public static String show(int mode) {
    return "u=" + letters(mode >> 6) + ",g=" + letters(mode >> 3) + ",o=" + letters(mode);
  }

  private static String letters(int bits) {
    return ((bits & 4) != 0 ? "r" : "")
        + ((bits & 2) != 0 ? "w" : "")
        + ((bits & 1) != 0 ? "x" : "");
  }
}
