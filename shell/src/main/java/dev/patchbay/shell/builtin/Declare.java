package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.expand.AssociativeArray;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Declarations;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.run.Variable.Attribute;
import dev.patchbay.shell.syntax.Node;
import java.util.List;
import java.util.Map;

/// `declare [-aAfFgiIlnprtux] [name[=value]…]`; inside a function the variables are its own. `+` in
/// the place of `-` takes an attribute away.
final class Declare implements Builtin {
  private final String name;
  private final String usage;

  Declare(String name) {
    this.name = name;
    this.usage =
        name
            + ": usage: "
            + name
            + " [-aAfFgiIlnrtux] [name[=value] ...] or "
            + name
            + " -p [-aAfFilnrtux] [name ...]";
  }

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.signed(shell, words, "aAfFgiIlnprtux", usage);
    if (flags.has('f') || flags.has('F')) {
      return functions(shell, flags);
    }
    if (flags.has('p') || flags.operands().isEmpty()) {
      return show(shell, flags);
    }
    boolean own = shell.isInFunction() && !flags.has('g');
    int status = 0;
    for (String word : flags.operands()) {
      Declaration declaration = Declaration.of(shell, name, word);
      status = declaration != null && declare(shell, flags, declaration, own) ? status : 1;
    }
    return status;
  }

  /// What `declare` and `local` do for one name; whether it could be done.
  boolean declare(Shell shell, Flags flags, Declaration declaration, boolean own) {
    String variable = declaration.name();
    if (own) {
      shell.variables().makeLocal(variable);
    }
    try {
      attributes(shell, flags, declaration);
    } catch (ExpansionException e) {
      shell.complain(name + ": " + e.getMessage());
      return false;
    }
    if (flags.has('r')) {
      shell.variables().set(variable, Attribute.READ_ONLY, true);
    }
    return true;
  }

  private static void attributes(Shell shell, Flags flags, Declaration declaration) {
    String variable = declaration.name();
    if (flags.has('n')) {
      shell.variables().unsetReference(variable);
    }
    if (flags.has('A')) {
      shell.variables().makeArray(variable, true);
    } else if (flags.has('a') || (declaration.elements() != null && isNoArray(shell, variable))) {
      shell.variables().makeArray(variable, false);
    }
    for (Attribute attribute : Attribute.values()) {
      boolean later = attribute == Attribute.READ_ONLY || attribute == Attribute.REFERENCE;
      if (!later && flags.has(attribute.letter())) {
        shell.variables().set(variable, attribute, true);
      } else if (flags.without(attribute.letter()) && attribute != Attribute.READ_ONLY) {
        shell.variables().set(variable, attribute, false);
      }
    }
    declaration.assign(shell);
    if (flags.has('n')) {
      shell.variables().set(variable, Attribute.REFERENCE, true);
    } else if (declaration.value() == null && shell.variables().find(variable) == null) {
      shell.variables().set(variable, Attribute.TRACED, flags.has('t'));
    }
  }

  private static boolean isNoArray(Shell shell, String variable) {
    return shell.variables().array(variable) == null;
  }

  // ---- showing

  private int show(Shell shell, Flags flags) throws FileException {
    if (flags.operands().isEmpty()) {
      if (flags.has('p') || !flags.values().isEmpty()) {
        Declaration.list(shell, variable -> shown(flags, variable));
      } else {
        for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
          shell.print(Declarations.plain(entry.getKey(), entry.getValue()) + "\n");
        }
      }
      return 0;
    }
    int status = 0;
    for (String word : flags.operands()) {
      Variable variable = shell.variables().findReference(word);
      if (variable == null) {
        String computed = shell.variables().value(word);
        if (computed == null) {
          shell.complain(name + ": " + word + ": not found");
          status = 1;
        } else {
          shell.print("declare -- " + word + "=\"" + computed + "\"\n");
        }
      } else {
        shell.print(Declarations.show(word, variable) + "\n");
      }
    }
    return status;
  }

  private static boolean shown(Flags flags, Variable variable) {
    for (Attribute attribute : Attribute.values()) {
      if (flags.has(attribute.letter()) && !variable.has(attribute)) {
        return false;
      }
    }
    boolean associative = variable.elements() instanceof AssociativeArray;
    boolean indexed = variable.elements() != null && !associative;
    return (!flags.has('A') || associative) && (!flags.has('a') || indexed);
  }

  private static int functions(Shell shell, Flags flags) throws FileException {
    int status = 0;
    List<String> names =
        flags.operands().isEmpty()
            ? shell.functions().names().stream().sorted().toList()
            : flags.operands();
    for (String name : names) {
      Node.FunctionDefinition function = shell.functions().find(name);
      if (function == null) {
        status = 1;
      } else if (flags.has('r')) {
        shell.functions().protect(name);
      } else {
        boolean nameOnly = flags.has('F');
        String start = flags.operands().isEmpty() && nameOnly ? "declare -f " : "";
        shell.print(start + (nameOnly ? name : Meaning.text(function)) + "\n");
      }
    }
    return status;
  }
}
