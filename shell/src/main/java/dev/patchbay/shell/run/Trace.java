package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Parser;
import dev.patchbay.shell.syntax.SyntaxException;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Quoting;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import java.util.StringJoiner;

/// What `set -x` prints: each command with its words expanded.
final class Trace {
  private final Shell shell;
  private final Expander expander;

  /// What dash shows in one line when the words of a command are known.
  private StringJoiner line = new StringJoiner(" ");

  Trace(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /// A simple command's words, in dash's trace behind its assignments.
  void words(List<String> words) {
    boolean plain = isPlain();
    words.forEach(word -> line.add(plain ? word : Quoting.word(word)));
    end();
  }

  /// A command of assignments only has no words to come.
  void end() {
    if (line.length() > 0) {
      String text = line.toString();
      line = new StringJoiner(" ");
      print(text);
    }
  }

  /// The beginning of a compound command, of which dash shows none.
  void head(String text) {
    if (!isPlain()) {
      print(text);
    }
  }

  /// Whether words are shown as they are, and all of a command in one line, as dash does.
  private boolean isPlain() {
    return shell.wording() == Wording.DASH;
  }

  /// An assignment with its value.
  void assignment(Node.Assignment assignment, String value) {
    if (isPlain()) {
      line.add(assignment.name() + "=" + value);
      return;
    }
    String quoted = value.isEmpty() ? "" : Quoting.word(value);
    Word subscript = assignment.subscript();
    String place =
        subscript == null
            ? assignment.name()
            : assignment.name() + "[" + expander.text(subscript) + "]";
    print(place + (assignment.append() ? "+=" : "=") + quoted);
  }

  /// As [#assignment], of a list.
  void list(Node.Assignment assignment) {
    String sign = assignment.append() ? "+=" : "=";
    print(assignment.name() + sign + Unparse.word(assignment.value()));
  }

  /// Anything else, as it is.
  void print(String text) {
    shell.complainRaw(prefix() + text);
  }

  /// `PS4`, its first character once more for each command substitution around.
  private String prefix() {
    String ps4 = shell.variables().value("PS4");
    if (ps4 == null || ps4.isEmpty()) {
      return "";
    }
    shell.set(Option.XTRACE, false);
    String expanded = ps4.indexOf('$') < 0 && ps4.indexOf('`') < 0 ? ps4 : expand(ps4);
    shell.set(Option.XTRACE, true);
    return expanded.substring(0, 1).repeat(isPlain() ? 0 : shell.level()) + expanded;
  }

  /// The text with its parameters and commands expanded, as one word.
  String expand(String text) {
    try {
      return expander.text(quoted(text));
    } catch (SyntaxException e) {
      return text;
    }
  }

  private static Word quoted(String text) throws SyntaxException {
    String escaped = text.replace("\"", "\\\"");
    Node node = new Parser(Lines.of(": \"" + escaped + "\"")).all();
    return ((Node.Simple) node).words().getLast();
  }
}
