package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import dev.patchbay.shell.tool.TestExpression;
import java.util.List;

/// `test …`.
final class TestWord {
  private static final String NO_INTEGER = ": integer expression expected";

  private TestWord() {}

  static int run(Shell shell, List<String> words) {
    try {
      return TestExpression.holds(shell.process(), words) ? 0 : 1;
    } catch (CommandException e) {
      if (shell.wording() == Wording.DASH) {
        throw new CommandException(e.status(), ofDash(words, e.message()));
      }
      throw e;
    }
  }

  /// Dash names the word that it read last, and thinks the next an operator.
  private static String ofDash(List<String> words, String message) {
    if (message.endsWith(NO_INTEGER)) {
      String word = message.substring(0, message.length() - NO_INTEGER.length());
      return Wording.DASH.notNumeric(word);
    }
    boolean unary = words.getFirst().matches("-[a-zA-Z]") && words.size() > 2;
    boolean binary = words.size() > 3 && words.get(1).matches("=|!=|-[a-z]{2}");
    return words.get(binary ? 2 : unary ? 1 : 0) + ": unexpected operator";
  }
}
