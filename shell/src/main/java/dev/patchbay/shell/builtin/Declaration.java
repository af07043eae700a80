package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Quoting;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A word of `export`, `readonly`, `local` and `declare`: `name`, `name=value` or `name+=value`.
///
/// @param value null when there is none
record Declaration(String name, boolean append, @Nullable String value) {
  /// The word, or null when its name is none, which is told.
  static @Nullable Declaration of(Shell shell, String builtin, String word) {
    int equals = word.indexOf('=');
    boolean append = equals > 0 && word.charAt(equals - 1) == '+';
    int end = equals < 0 ? word.length() : append ? equals - 1 : equals;
    String name = word.substring(0, end);
    if (!Names.isName(name)) {
      shell.complain(builtin + ": `" + word + "': not a valid identifier");
      return null;
    }
    return new Declaration(name, append, equals < 0 ? null : word.substring(equals + 1));
  }

  /// Gives the variable its value, if there is one.
  void assign(Shell shell) {
    String text = value;
    if (text != null) {
      String before = append ? shell.variables().value(name) : null;
      shell.variables().assign(name, before == null ? text : before + text);
    }
  }

  /// Shows variables as `declare -p` does.
  static void list(Shell shell, Predicate<Variable> shown) throws FileException {
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      if (shown.test(entry.getValue())) {
        shell.print(show(entry.getKey(), entry.getValue()) + "\n");
      }
    }
  }

  /// One variable as `declare -p` shows it.
  static String show(String name, Variable variable) {
    String flags = (variable.isReadOnly() ? "r" : "") + (variable.isExported() ? "x" : "");
    String value = variable.value();
    return "declare -"
        + (flags.isEmpty() ? "-" : flags)
        + " "
        + name
        + (value == null ? "" : "=" + Quoting.doubled(value));
  }
}
