package dev.patchbay.shell.builtin;

import dev.patchbay.shell.expand.ArrayValue;
import dev.patchbay.shell.expand.AssociativeArray;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.text.Wording;
import java.util.List;

/// `unset [-f] [-v] name…`.
final class Unset implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) {
    Flags flags = Flags.of(shell, words, "fvn", "unset: usage: unset [-f] [-v] [-n] [name ...]");
    int status = 0;
    for (String name : flags.operands()) {
      status |= unset(shell, flags, name) ? 0 : 1;
    }
    return Invalid.of(shell, status);
  }

  private static boolean unset(Shell shell, Flags flags, String name) {
    int open = name.endsWith("]") ? name.indexOf('[') : -1;
    if (open > 0 && !flags.has('f')) {
      return element(shell, name.substring(0, open), name.substring(open + 1, name.length() - 1));
    }
    boolean variable = shell.variables().findReference(name) != null;
    boolean function = shell.functions().has(name);
    if (flags.has('f') || (!flags.has('v') && !flags.has('n') && !variable && function)) {
      return function(shell, name);
    }
    if (!Names.isName(name)) {
      if (shell.wording() == Wording.BASH && !flags.has('v')) {
        // It may have been a function, and there is none of that name.
        return true;
      }
      shell.complain("unset: " + shell.wording().notAName(name));
      return false;
    }
    boolean gone =
        flags.has('n') ? shell.variables().unsetReference(name) : shell.variables().unset(name);
    if (!gone) {
      shell.complain("unset: " + shell.wording().notUnset(name));
    }
    return gone;
  }

  private static boolean function(Shell shell, String name) {
    boolean gone = shell.functions().unset(name);
    if (!gone) {
      shell.complain("unset: " + name + ": cannot unset: readonly function");
    }
    return gone;
  }

  private static boolean element(Shell shell, String name, String subscript) {
    Variable variable = shell.variables().find(name);
    if (variable == null) {
      return true;
    }
    ArrayValue elements = variable.elements();
    if (variable.isReadOnly()) {
      shell.complain("unset: " + shell.wording().notUnset(name));
      return false;
    }
    boolean all = subscript.equals("@") || subscript.equals("*");
    if (elements == null || (all && !(elements instanceof AssociativeArray))) {
      return (all || subscript.equals("0")) ? shell.variables().unset(name) : refused(shell, name);
    }
    elements.remove(shell.executor().expander().key(name, subscript));
    return true;
  }

  private static boolean refused(Shell shell, String name) {
    shell.complain("unset: " + name + ": not an array variable");
    return false;
  }
}
