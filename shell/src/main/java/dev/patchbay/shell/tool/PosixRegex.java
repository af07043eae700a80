package dev.patchbay.shell.tool;

import dev.patchbay.shell.expand.Bracket;
import dev.patchbay.shell.expand.CharacterClass;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Turns a regular expression of POSIX (XBD 9), with GNU's additions, into one of Java.
///
/// What differs afterwards is the choice among matches that begin at one place: POSIX takes the
/// longest.
final class PosixRegex {
  /// Text that is no regular expression; the message is GNU's.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private final String source;
  private final boolean extended;
  private final StringBuilder java = new StringBuilder();
  private int at;
  private int groups;
  private final ArrayDeque<Integer> open = new ArrayDeque<>();
  private int lastAtom;
  private boolean hasChoice;
  private final List<String> warnings = new ArrayList<>();

  /// Whether something stands before that `*` can repeat.
  private boolean repeatable;

  private PosixRegex(String source, boolean extended) {
    this.source = source;
    this.extended = extended;
  }

  /// A translation, and whether it has alternatives, so that the first match need not be the
  /// longest.
  record Translated(String java, boolean hasChoice, List<String> warnings) {}

  static Translated translate(String source, boolean extended) throws Malformed {
    PosixRegex regex = new PosixRegex(source, extended);
    while (regex.at < source.length()) {
      regex.piece();
    }
    if (!regex.open.isEmpty()) {
      throw new Malformed("Unmatched ( or \\(");
    }
    return new Translated(regex.java.toString(), regex.hasChoice, regex.warnings);
  }

  private void piece() throws Malformed {
    char c = source.charAt(at);
    switch (c) {
      case '\\' -> escaped();
      case '[' -> bracket();
      case '.' -> atom(".", 1);
      case '*' -> repeat("*", 1);
      case '^' -> caret();
      case '$' -> dollar();
      case '+', '?', '(', ')', '|', '{' -> {
        if (extended) {
          operator(c, 1);
        } else {
          literal(c, 1);
        }
      }
      default -> literal(c, 1);
    }
  }

  private void escaped() throws Malformed {
    if (at + 1 == source.length()) {
      throw new Malformed("Trailing backslash");
    }
    char c = source.charAt(at + 1);
    boolean operator = "(){}|+?".indexOf(c) >= 0;
    if (operator && !extended && c != '}') {
      operator(c, 2);
    } else if (c >= '1' && c <= '9') {
      if (c - '0' > groups) {
        throw new Malformed("Invalid back reference");
      }
      atom("(?:\\" + c + ")", 2);
    } else {
      special(c);
    }
  }

  private void special(char c) {
    switch (c) {
      case 'w' -> atom("[A-Za-z0-9_]", 2);
      case 'W' -> atom("[^A-Za-z0-9_]", 2);
      case 's' -> atom("[ \\t\\n\\r\\f\\x0B]", 2);
      case 'S' -> atom("[^ \\t\\n\\r\\f\\x0B]", 2);
      case 'b' -> zeroWidth("\\b");
      case 'B' -> zeroWidth("\\B");
      case '<' -> zeroWidth("\\b(?=\\w)");
      case '>' -> zeroWidth("\\b(?<=\\w)");
      case '`' -> zeroWidth("\\A");
      case '\'' -> zeroWidth("\\z");
      default -> literal(c, 2);
    }
  }

  private void zeroWidth(String assertion) {
    java.append(assertion);
    at += 2;
    repeatable = false;
  }

  private void atom(String text, int length) {
    lastAtom = java.length();
    java.append(text);
    at += length;
    repeatable = true;
  }

  private void literal(char c, int length) {
    atom("\\.[]{}()*+?^$|".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c), length);
  }

  private void operator(char c, int length) throws Malformed {
    switch (c) {
      case '(' -> {
        open.push(java.length());
        java.append('(');
        at += length;
        groups++;
        repeatable = false;
      }
      case ')' -> close(length);
      case '|' -> {
        java.append('|');
        at += length;
        repeatable = false;
        hasChoice = true;
      }
      case '{' -> interval(length);
      default -> repeat(String.valueOf(c), length);
    }
  }

  private void close(int length) throws Malformed {
    if (open.isEmpty()) {
      if (extended) {
        literal(')', length);
        return;
      }
      throw new Malformed("Unmatched ) or \\)");
    }
    int start = open.pop();
    atom(")", length);
    lastAtom = start;
  }

  private void repeat(String sign, int length) {
    if (!repeatable && extended) {
      warnings.add(sign + " at start of expression");
      at += length;
      return;
    }
    if (!repeatable) {
      literal(sign.charAt(0), length);
      return;
    }
    repeatLast(sign);
    at += length;
  }

  /// What is repeated is put in a group: Java would read a second sign, as in `a**`, as a manner of
  /// repeating.
  private void repeatLast(String sign) {
    java.insert(lastAtom, "(?:").append(')').append(sign);
  }

  private void interval(int length) throws Malformed {
    int end = source.indexOf(extended ? "}" : "\\}", at);
    String body = end < 0 ? "" : source.substring(at + length, end);
    boolean valid = body.matches("\\d*,?\\d*") && !body.isEmpty() && !body.equals(",");
    if (!valid || !repeatable) {
      if (extended || !repeatable) {
        literal('{', length);
        return;
      }
      throw new Malformed(end < 0 ? "Unmatched \\{" : "Invalid content of \\{\\}");
    }
    int comma = body.indexOf(',');
    if (comma > 0
        && comma < body.length() - 1
        && new BigInteger(body.substring(0, comma))
                .compareTo(new BigInteger(body.substring(comma + 1)))
            > 0) {
      throw new Malformed("Invalid content of \\{\\}");
    }
    repeatLast("{" + (body.startsWith(",") ? "0" + body : body) + "}");
    at = end + length;
  }

  private void caret() {
    boolean anchor = extended || at == 0 || endsWith("\\(") || endsWith("\\|");
    if (anchor) {
      java.append('^');
      at++;
      repeatable = false;
    } else {
      literal('^', 1);
    }
  }

  private boolean endsWith(String before) {
    return source.startsWith(before, at - before.length());
  }

  private void dollar() {
    String rest = source.substring(at + 1);
    boolean anchor = extended || rest.isEmpty() || rest.startsWith("\\)") || rest.startsWith("\\|");
    if (anchor) {
      java.append('$');
      at++;
      repeatable = false;
    } else {
      literal('$', 1);
    }
  }

  private void bracket() throws Malformed {
    int end = end(at);
    if (end < 0) {
      throw new Malformed("Invalid regular expression");
    }
    if (source.startsWith("[:", at) && source.startsWith(":]", end - 2)) {
      throw new Malformed("character class syntax is [[:space:]], not [:space:]");
    }
    boolean negated = source.charAt(at + 1) == '^';
    StringBuilder set = new StringBuilder(negated ? "[^" : "[");
    int i = negated ? at + 2 : at + 1;
    while (i < end - 1) {
      i = member(set, i, end - 1);
    }
    atom(set.append(']').toString(), end - at);
  }

  /// As [Bracket#end], but a backslash and a `!` are characters like others.
  private int end(int start) {
    return Bracket.end(source.replace('\\', '/').replace('!', '/'), start);
  }

  private int member(StringBuilder set, int start, int end) throws Malformed {
    char c = source.charAt(start);
    char kind = c == '[' && start + 1 < end ? source.charAt(start + 1) : ' ';
    if (kind == ':' || kind == '.' || kind == '=') {
      int close = source.indexOf(kind + "]", start + 2);
      if (close >= 0) {
        String name = source.substring(start + 2, close);
        if (kind != ':') {
          escape(set, name.isEmpty() ? ' ' : name.charAt(0));
        } else {
          characterClass(set, name);
        }
        return close + 2;
      }
    }
    if (start + 2 < end && source.charAt(start + 1) == '-') {
      char high = source.charAt(start + 2);
      if (high < c) {
        throw new Malformed("Invalid range end");
      }
      escape(set, c);
      set.append('-');
      escape(set, high);
      return start + 3;
    }
    escape(set, c);
    return start + 1;
  }

  private static void escape(StringBuilder set, char c) {
    if ("\\[]^-&".indexOf(c) >= 0) {
      set.append('\\');
    }
    set.append(c);
  }

  private static void characterClass(StringBuilder set, String name) throws Malformed {
    BitSet members = CharacterClass.named(name);
    if (members.isEmpty()) {
      throw new Malformed("Invalid character class name");
    }
    members.stream().forEach(c -> escape(set, (char) c));
  }
}
