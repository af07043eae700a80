package dev.patchbay.shell.run;

import org.jspecify.annotations.Nullable;

/// The options of `set`, in the order in which `$-` shows them. Those that only an interactive
/// shell minds are taken and kept.
public enum Option {
  ALLEXPORT('a', "allexport"),
  NOTIFY('b', "notify"),
  ERREXIT('e', "errexit"),
  NOGLOB('f', "noglob"),
  HASHALL('h', "hashall"),
  KEYWORD('k', "keyword"),
  MONITOR('m', "monitor"),
  NOEXEC('n', "noexec"),
  PRIVILEGED('p', "privileged"),
  ONECMD('t', "onecmd"),
  NOUNSET('u', "nounset"),
  VERBOSE('v', "verbose"),
  XTRACE('x', "xtrace"),
  BRACEEXPAND('B', "braceexpand"),
  NOCLOBBER('C', "noclobber"),
  ERRTRACE('E', "errtrace"),
  HISTEXPAND('H', "histexpand"),
  PHYSICAL('P', "physical"),
  FUNCTRACE('T', "functrace"),
  EMACS(' ', "emacs"),
  HISTORY(' ', "history"),
  IGNOREEOF(' ', "ignoreeof"),
  INTERACTIVE_COMMENTS(' ', "interactive-comments"),
  NOLOG(' ', "nolog"),
  PIPEFAIL(' ', "pipefail"),
  POSIX(' ', "posix"),
  VI(' ', "vi");

  private final char letter;
  private final String word;

  Option(char letter, String word) {
    this.letter = letter;
    this.word = word;
  }

  /// What `set -o` calls it.
  public String word() {
    return word;
  }

  /// What `set -` calls it; a blank when it has no letter.
  public char letter() {
    return letter;
  }

  /// The option of this letter, or null.
  public static @Nullable Option of(char letter) {
    for (Option option : values()) {
      if (option.letter == letter && letter != ' ') {
        return option;
      }
    }
    return null;
  }

  /// The option of this name, or null.
  public static @Nullable Option of(String word) {
    for (Option option : values()) {
      if (option.word.equals(word)) {
        return option;
      }
    }
    return null;
  }
}
