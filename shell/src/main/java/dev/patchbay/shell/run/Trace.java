package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Parser;
import dev.patchbay.shell.syntax.SyntaxException;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Quoting;
import java.util.List;
import java.util.StringJoiner;

/// What `set -x` prints: each command with its words expanded.
final class Trace {
  private final Shell shell;
  private final Expander expander;

  Trace(Shell shell, Expander expander) {
    this.shell = shell;
    this.expander = expander;
  }

  /// A simple command's words.
  void words(List<String> words) {
    StringJoiner text = new StringJoiner(" ");
    words.forEach(word -> text.add(Quoting.word(word)));
    print(text.toString());
  }

  /// An assignment with its value.
  void assignment(Node.Assignment assignment, String value) {
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
    return expanded.substring(0, 1).repeat(shell.level()) + expanded;
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
