package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.ArrayValue;
import dev.patchbay.shell.expand.AssociativeArray;
import dev.patchbay.shell.text.Quoting;
import java.util.List;

/// Variables as `declare` shows them: the command that would make them again.
public final class Declarations {
  private Declarations() {}

  /// The letters of what has been said of it: `ar`, `i`, nothing.
  static String letters(Variable variable) {
    StringBuilder letters = new StringBuilder();
    if (variable.elements() != null) {
      letters.append(variable.elements() instanceof AssociativeArray ? 'A' : 'a');
    }
    variable.attributes().forEach(attribute -> letters.append(attribute.letter()));
    return letters.toString();
  }

  /// `declare -x name="value"`, as `declare -p` has it.
  public static String show(String name, Variable variable) {
    return start(variable) + name + (hasValue(variable) ? "=" + value(variable, false) : "");
  }

  private static String start(Variable variable) {
    String letters = letters(variable);
    return "declare -" + (letters.isEmpty() ? "-" : letters) + " ";
  }

  /// `export name="value"` or another command's, as a POSIX shell has it.
  public static String show(String command, String name, Variable variable) {
    return command + " " + name + (hasValue(variable) ? "=" + value(variable, false) : "");
  }

  /// `name='value'`, as `${name@A}` has it: with `declare` where that is needed.
  static String assignment(String name, Variable variable) {
    boolean bare = letters(variable).isEmpty();
    boolean array = variable.elements() != null;
    String value = hasValue(variable) ? "=" + value(variable, !array) : "";
    return (bare ? "" : start(variable)) + name + value;
  }

  /// `name=value`, as `set` has it.
  public static String plain(String name, Variable variable) {
    String value = variable.value();
    String shown =
        variable.elements() != null
            ? value(variable, false)
            : value == null || value.isEmpty() ? "" : Quoting.word(value);
    return name + "=" + shown;
  }

  /// Whether there is something behind the name.
  public static boolean hasValue(Variable variable) {
    ArrayValue elements = variable.elements();
    boolean list = elements != null && (variable.listed || elements.size() > 0);
    return variable.value != null || list;
  }

  private static String value(Variable variable, boolean single) {
    ArrayValue elements = variable.elements();
    if (elements != null) {
      return list(elements);
    }
    String value = String.valueOf(variable.value());
    return single ? Quoting.always(value) : Quoting.doubled(value);
  }

  private static String list(ArrayValue elements) {
    StringBuilder text = new StringBuilder("(");
    List<String> keys = elements.keys();
    List<String> values = elements.values();
    boolean associative = elements instanceof AssociativeArray;
    for (int i = 0; i < keys.size(); i++) {
      text.append(i > 0 && !associative ? " " : "")
          .append('[')
          .append(associative ? Quoting.key(keys.get(i)) : keys.get(i))
          .append("]=")
          .append(Quoting.doubled(values.get(i)))
          .append(associative ? " " : "");
    }
    return text.append(')').toString();
  }
}
