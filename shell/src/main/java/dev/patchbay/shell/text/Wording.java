package dev.patchbay.shell.text;

import dev.patchbay.core.text.Errno;
import org.jspecify.annotations.Nullable;

/// In whose words a shell tells errors: bash's, or those of dash, which is `sh` on Debian.
public enum Wording {
  BASH,
  DASH;

  private static final int DASH_ERROR = 2;

  /// What an error at this line begins with.
  public String start(String name, int line) {
    return name + (this == DASH ? ": " : ": line ") + line + ": ";
  }

  /// No program is called so.
  public String notFound() {
    return this == DASH ? ": not found" : ": command not found";
  }

  /// What leads to no program.
  public String noProgram(Errno errno) {
    return this == DASH && errno == Errno.ENOENT
        ? "not found"
        : (this == DASH && errno == Errno.EISDIR ? Errno.EACCES : errno).text();
  }

  /// A redirection's file is not opened, or not made if `makes`.
  public String notOpened(String path, Errno errno, boolean makes) {
    if (this == BASH) {
      return path
          + ": "
          + (errno == Errno.EEXIST ? "cannot overwrite existing file" : errno.text());
    }
    String what =
        errno == Errno.ENOENT
            ? makes ? "Directory nonexistent" : "No such file"
            : errno == Errno.EEXIST ? "File exists" : errno.text();
    return (makes ? "cannot create " : "cannot open ") + path + ": " + what;
  }

  /// What a command of the shell's own says is not written.
  public String notWritten(String command, Errno errno) {
    return this == DASH
        ? command + ": " + command + ": I/O error"
        : command + ": write error: " + errno.text();
  }

  /// The folder is not entered.
  public String notEntered(String path, Errno errno) {
    return this == DASH ? "can't cd to " + path : path + ": " + errno.text();
  }

  /// The parameter has no value, under `set -u`.
  public String unset(String name) {
    boolean special = Character.isDigit(name.charAt(0)) || name.equals("!");
    return this == DASH
        ? name + ": parameter not set"
        : (special ? "$" : "") + name + ": unbound variable";
  }

  /// The parameter has no value, or an empty one if `colon`, and `${name?}` asks for one.
  public String missing(boolean colon) {
    String both = this == DASH ? "parameter not set or null" : "parameter null or not set";
    return colon ? both : "parameter not set";
  }

  /// A variable that is read-only is not assigned.
  public String readOnly(String name) {
    return name + (this == DASH ? ": is read only" : ": readonly variable");
  }

  /// A variable that is read-only is not removed.
  public String notUnset(String name) {
    return name + (this == DASH ? ": is read only" : ": cannot unset: readonly variable");
  }

  /// There are fewer positional parameters than are to be shifted away.
  public String notShifted(long count) {
    return this == DASH ? "can't shift that many" : count + ": shift count out of range";
  }

  /// Only a function has variables of its own.
  public String notInFunction() {
    return this == DASH ? "not in a function" : "can only be used in a function";
  }

  /// A number is asked for.
  public String notNumeric(String word) {
    return this == DASH ? "Illegal number: " + word : word + ": numeric argument required";
  }

  /// A builtin has no such option.
  public String illegalOption(String option, String usage) {
    return this == DASH ? "Illegal option " + option : option + ": invalid option\n" + usage;
  }

  /// An option of a builtin stands without its argument.
  public String noArgument(String option, String usage) {
    return this == DASH
        ? "No arg for " + option + " option"
        : option + ": option requires an argument\n" + usage;
  }

  /// A word, of which a value may be part, names no variable.
  public String notAName(String word) {
    int equals = word.indexOf('=');
    return this == DASH
        ? (equals < 0 ? word : word.substring(0, equals)) + ": bad variable name"
        : "`" + word + "': not a valid identifier";
  }

  /// No job is meant.
  public String noJob(String word) {
    return this == DASH ? "No such job: " + word : word + ": no such job";
  }

  /// A number is asked for, where bash has a text of its own.
  public String notNumeric(String word, String bash) {
    return this == DASH ? "Illegal number: " + word : bash;
  }

  /// Nothing is called so, says `command`, which is the name of a builtin.
  public String nothingCalled(String command, String name) {
    return this == DASH
        ? command + ": " + name + " not found"
        : command + ": " + name + ": not found";
  }

  /// `[` has no end.
  public String noBracket() {
    return this == DASH ? "missing ]" : "missing `]'";
  }

  /// `.` does not read the file.
  public String notRead(String path, Errno errno) {
    if (this == BASH) {
      return path + ": " + (errno == Errno.EISDIR ? "is a directory" : errno.text());
    }
    return path.indexOf('/') < 0 && errno == Errno.ENOENT
        ? ".: " + path + ": not found"
        : ".: " + notOpened(path, errno, false);
  }

  /// What an error of the shell itself ends with, where bash's status is this one.
  public int status(int bash) {
    return this == DASH ? DASH_ERROR : bash;
  }

  /// Dash's message on a syntax error: the token that cannot stand there, null at the end; whether
  /// it is a word that is not reserved; what was expected, or null.
  public static String unexpected(
      @Nullable String token, boolean plainWord, @Nullable String expected) {
    String what =
        token == null
            ? "end of file"
            : plainWord ? "word" : token.equals("newline") ? token : "\"" + token + "\"";
    String rest = expected == null ? "" : " (expecting \"" + expected + "\")";
    return "Syntax error: " + what + " unexpected" + rest;
  }

  /// Dash's message on a text that ends before `closing`.
  public static String unmatched(char closing) {
    return "Syntax error: "
        + switch (closing) {
          case ')' -> "end of file unexpected (expecting \")\")";
          case '`' -> "EOF in backquote substitution";
          case '}' -> "Missing '}'";
          default -> "Unterminated quoted string";
        };
  }
}
