package dev.patchbay.shell.builtin;

import dev.patchbay.shell.run.Builtin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The catalogue of builtins.
public final class Builtins {
  private Builtins() {}

  /// All of them, by name.
  public static Map<String, Builtin> all() {
    Map<String, Builtin> all = new LinkedHashMap<>();
    all.put(":", (shell, words) -> 0);
    all.put("true", (shell, words) -> 0);
    all.put("false", (shell, words) -> 1);
    all.put("test", TestWord::run);
    all.put("[", new Bracket());
    all.put("echo", new Echo());
    all.put("printf", new Printf());
    all.put("cd", new Cd());
    all.put("pwd", new Pwd());
    all.put("break", new LeaveLoop(false));
    all.put("continue", new LeaveLoop(true));
    all.put("return", new Return());
    all.put("exit", new ExitShell());
    all.put("shift", new Shift());
    all.put("eval", new Eval());
    all.put("exec", new Exec());
    all.put(".", new Source());
    all.put("source", new Source());
    all.put("command", new CommandWord());
    all.put("builtin", new BuiltinWord());
    all.put("type", new Type());
    all.put("hash", new Hash());
    all.put("alias", new Alias());
    all.put("unalias", new Unalias());
    all.put("shopt", new Shopt());
    all.put("mapfile", new Mapfile("mapfile"));
    all.put("readarray", new Mapfile("readarray"));
    all.put("pushd", new DirectoryStack(DirectoryStack.Verb.PUSHD));
    all.put("popd", new DirectoryStack(DirectoryStack.Verb.POPD));
    all.put("dirs", new DirectoryStack(DirectoryStack.Verb.DIRS));
    all.put("caller", new Caller());
    all.put("enable", new Enable());
    all.put("help", new Help());
    all.put("ulimit", new Ulimit());
    all.put("fg", new Resume(true));
    all.put("bg", new Resume(false));
    all.put("suspend", new Interactive("cannot suspend: no job control"));
    all.put("logout", new Interactive("not login shell: use `exit'"));
    for (String name : List.of("bind", "complete", "compgen", "compopt", "fc")) {
      all.put(name, new Interactive("not supported: a lab's shell has no line editing"));
    }
    all.put("history", new History());
    all.put("set", new SetOptions());
    all.put("unset", new Unset());
    all.put("export", new Export());
    all.put("readonly", new Readonly());
    all.put("local", new Local());
    all.put("declare", new Declare("declare"));
    all.put("typeset", new Declare("typeset"));
    all.put("let", new Let());
    all.put("read", new Read());
    all.put("getopts", new Getopts());
    all.put("trap", new Trap());
    all.put("kill", new Kill());
    all.put("wait", new Wait());
    all.put("jobs", new JobsList());
    all.put("disown", new Disown());
    all.put("umask", new Umask());
    all.put("times", new Times());
    return all;
  }
}
