package dev.patchbay.shell.builtin;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.VariableTable;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `getopts letters name [argument…]`: the next option of the arguments.
final class Getopts implements Builtin {
  private static final String USAGE = "getopts: usage: getopts optstring name [arg ...]";

  @Override
  public int run(Shell shell, List<String> words) {
    if (words.size() < 2) {
      if (shell.wording() == Wording.DASH) {
        throw new CommandException(2, "Usage: getopts optstring var [arg...]");
      }
      shell.complainRaw(USAGE);
      return 2;
    }
    if (Names.nameEnd(words.get(1), 0) != words.get(1).length() || words.get(1).isEmpty()) {
      throw new CommandException(shell.wording().status(1), shell.wording().notAName(words.get(1)));
    }
    List<String> arguments = words.size() > 2 ? words.subList(2, words.size()) : shell.positional();
    return new Step(shell, words.get(0), words.get(1), arguments).take();
  }

  /// One call: `OPTIND` says which word is next, and the shell remembers how far inside it the last
  /// call came.
  private record Step(Shell shell, String letters, String name, List<String> arguments) {
    int take() {
      VariableTable variables = shell.variables();
      String written = variables.value("OPTIND");
      int index = written != null && written.matches("\\d{1,9}") ? Integer.parseInt(written) : 1;
      int inside = shell.optionOffset(index);
      if (index < 1 || index > arguments.size()) {
        return end(Math.max(index, 1));
      }
      String word = arguments.get(index - 1);
      if (inside == 0) {
        if (word.equals("--")) {
          return end(index + 1);
        }
        if (!word.startsWith("-") || word.length() < 2) {
          return end(index);
        }
        inside = 1;
      }
      return letter(word, index, inside);
    }

    private int end(int index) {
      position(index, 0);
      shell.executor().assign(name, "?");
      shell.variables().unset("OPTARG");
      return 1;
    }

    private void position(int index, int inside) {
      shell.executor().assign("OPTIND", Integer.toString(index));
      shell.optionOffset(index, inside);
    }

    private int letter(String word, int index, int inside) {
      char letter = word.charAt(inside);
      int known = letter == ':' ? -1 : letters.indexOf(letter);
      boolean last = inside + 1 == word.length();
      if (known >= 0 && letters.startsWith(":", known + 1)) {
        return withValue(word, index, inside, letter);
      }
      position(last ? index + 1 : index, last ? 0 : inside + 1);
      if (known < 0) {
        return fault(letter, "?", "illegal option -- ", "Illegal option -");
      }
      shell.variables().unset("OPTARG");
      shell.executor().assign(name, String.valueOf(letter));
      return 0;
    }

    private int withValue(String word, int index, int inside, char letter) {
      boolean attached = inside + 1 < word.length();
      if (!attached && index == arguments.size()) {
        position(index + 1, 0);
        return fault(
            letter,
            letters.startsWith(":") ? ":" : "?",
            "option requires an argument -- ",
            "No arg for -");
      }
      shell
          .executor()
          .assign("OPTARG", attached ? word.substring(inside + 1) : arguments.get(index));
      position(index + (attached ? 1 : 2), 0);
      shell.executor().assign(name, String.valueOf(letter));
      return 0;
    }

    /// Letters that begin with `:` ask for silence and the letter in `OPTARG`.
    private int fault(char letter, String result, String bash, String dash) {
      shell.executor().assign(name, result);
      if (letters.startsWith(":")) {
        shell.executor().assign("OPTARG", String.valueOf(letter));
      } else {
        shell.variables().unset("OPTARG");
        if (!"0".equals(shell.variables().value("OPTERR"))) {
          boolean isMissing = dash.startsWith("No");
          shell.complainRaw(
              shell.wording() == Wording.DASH
                  ? dash + letter + (isMissing ? " option" : "")
                  : shell.name() + ": " + bash + letter);
        }
      }
      return 0;
    }
  }
}
