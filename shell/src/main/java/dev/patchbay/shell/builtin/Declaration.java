package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.run.Declarations;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.syntax.Names;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A word of `export`, `readonly`, `local` and `declare`: `name`, `name=value`, `name+=value`,
/// `name[subscript]=value` or `name=(…)`.
///
/// @param subscript null when there is none
/// @param value null when there is none
/// @param elements those of `name=(…)`, else null
record Declaration(
    String name,
    @Nullable String subscript,
    boolean append,
    @Nullable String value,
    @Nullable List<Expander.Element> elements) {
  /// The word, or null when its name is none, which is told.
  static @Nullable Declaration of(Shell shell, String builtin, String word) {
    int end = Names.nameEnd(word, 0);
    int close = end > 0 && word.startsWith("[", end) ? word.indexOf(']', end) : -1;
    String subscript = close < 0 ? null : word.substring(end + 1, close);
    int equals = close < 0 ? end : close + 1;
    boolean append = word.startsWith("+=", equals);
    boolean bare = equals == word.length();
    if (end == 0 || !(bare || append || word.startsWith("=", equals))) {
      shell.complain(builtin + ": " + shell.wording().notAName(word));
      return null;
    }
    String value = bare ? null : word.substring(equals + (append ? 2 : 1));
    List<Expander.Element> elements = shell.executor().launcher().compound(word);
    return new Declaration(word.substring(0, end), subscript, append, value, elements);
  }

  /// Gives the variable its value, if there is one.
  void assign(Shell shell) {
    String text = value;
    if (text == null) {
      return;
    }
    if (elements != null) {
      shell.variables().assign(name, elements, append);
      return;
    }
    boolean array = shell.variables().array(name) != null;
    List<Expander.Element> parsed = array && subscript == null ? parsed(shell, text) : null;
    if (parsed != null) {
      shell.variables().assign(name, parsed, append);
      return;
    }
    String key = subscript == null ? null : shell.executor().expander().key(name, subscript);
    if (append) {
      shell.variables().append(name, key, text);
    } else if (key != null) {
      shell.variables().assign(name, key, text);
    } else {
      shell.variables().assign(name, text);
    }
  }

  /// What a variable that is an array already makes of the text `(…)`.
  private static @Nullable List<Expander.Element> parsed(Shell shell, String text) {
    return text.startsWith("(") && text.endsWith(")") ? shell.executor().elements(text) : null;
  }

  /// Shows variables as `declare -p` does.
  static void list(Shell shell, Predicate<Variable> shown) throws FileException {
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      if (shown.test(entry.getValue())) {
        shell.print(Declarations.show(entry.getKey(), entry.getValue()) + "\n");
      }
    }
  }

  /// Shows them as the command that POSIX knows: `export name="value"`.
  static void list(Shell shell, String command, Predicate<Variable> shown) throws FileException {
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      if (shown.test(entry.getValue())) {
        shell.print(Declarations.show(command, entry.getKey(), entry.getValue()) + "\n");
      }
    }
  }
}
