package dev.patchbay.shell.run;

import dev.patchbay.core.Command;
import dev.patchbay.core.Exit;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs simple commands (XCU 2.9.1): functions, builtins, and programs in processes of their own.
public final class Launcher {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  /// What they throw comes from the commands that they run.
  private static final Set<String> RUN_COMMANDS =
      Set.of("eval", ".", "source", "command", "builtin");

  /// These begin the message on a read-only variable with their names.
  private static final Set<String> NAME_THEMSELVES = Set.of("declare", "typeset", "local");

  private final Shell shell;
  private final Executor executor;
  private final Expander expander;
  private final Redirector redirector;
  private final Trace trace;
  private Map<String, List<Expander.Element>> compounds = Map.of();

  Launcher(Shell shell, Executor executor, Expander expander, Redirector redirector, Trace trace) {
    this.shell = shell;
    this.executor = executor;
    this.expander = expander;
    this.redirector = redirector;
    this.trace = trace;
  }

  /// Runs the command; if `replace`, a program takes the shell's process over, as nothing comes
  /// after it.
  int run(Node.Simple command, boolean replace) {
    shell.line(command.line());
    executor.forks().forgetSubstituted();
    if (!executor.trapActions().isRunning()) {
      shell.command(command);
    }
    if (shell.traps().any()) {
      executor.trapActions().debug();
    }
    int processes = executor.forks().processes();
    try {
      return expanded(command, replace);
    } finally {
      executor.forks().closeProcesses(processes);
    }
  }

  private int expanded(Node.Simple command, boolean replace) {
    List<String> constants = command.constants();
    List<String> argv = constants == null ? expander.fields(command.words()) : constants;
    if (argv.isEmpty()) {
      return assignOnly(command);
    }
    int status = run(new Call(command, argv, replace, true));
    shell.lastWord(argv.getLast());
    return status;
  }

  /// A command with its words expanded.
  ///
  /// @param functions whether it may be a function
  private record Call(Node.Simple command, List<String> argv, boolean replace, boolean functions) {
    String name() {
      return argv.getFirst();
    }
  }

  /// Runs a command by its words, as `command` does: functions are passed over.
  public int runWords(List<String> argv, boolean replace) {
    return run(new Call(bare(), argv, replace, false));
  }

  /// The shell becomes the program with these words, as `exec` does. Returns its status when it has
  /// ended.
  ///
  /// @throws CommandException when there is none that can be run
  public int become(List<String> argv) {
    Process process = shell.process();
    Command program = find(process, argv.getFirst(), ": not found");
    process.setEnvironment(shell.variables().environment());
    shell.traps().forget();
    return process.exec(program, argv);
  }

  private Node.Simple bare() {
    return new Node.Simple(List.of(), List.of(), List.of(), shell.line());
  }

  private int run(Call call) {
    boolean special = shell.has(Option.POSIX) && SpecialBuiltins.contains(call.name());
    boolean functions = call.functions && !special;
    Node.FunctionDefinition function = functions ? shell.functions().find(call.name()) : null;
    Builtin builtin = function == null ? shell.builtin(call.name()) : null;
    if (function == null && builtin == null) {
      return program(call);
    }
    boolean fatal = special && call.functions && shell.isStrict();
    if (call.command.redirections().isEmpty() && call.command.assignments().isEmpty()) {
      traceWords(call);
      return inside(call, function, builtin, fatal);
    }
    boolean permanent = builtin != null && isExec(call.argv);
    Runnable undo = redirect(call, permanent);
    if (undo == null) {
      int failure = shell.wording().status(1);
      if (fatal) {
        throw new Exit(failure);
      }
      return failure;
    }
    try {
      if (special && call.functions) {
        for (Node.Assignment assignment : call.command.assignments()) {
          executor.assign(assignment);
        }
        traceWords(call);
        return inside(call, function, builtin, fatal);
      }
      return withAssignments(call, () -> inside(call, function, builtin, false));
    } finally {
      undo.run();
    }
  }

  /// Whether it is `exec`, maybe behind `command`: its redirections stay.
  private static boolean isExec(List<String> argv) {
    String first = argv.getFirst();
    boolean through = (first.equals("command") || first.equals("builtin")) && argv.size() > 1;
    return (through ? argv.get(1) : first).equals("exec");
  }

  private int inside(
      Call call,
      Node.@Nullable FunctionDefinition function,
      @Nullable Builtin builtin,
      boolean fatal) {
    if (function != null) {
      return function(function, call.argv);
    }
    if (builtin == null) {
      return 0;
    }
    Map<String, List<Expander.Element>> before = compounds;
    compounds = compounds(call.command);
    try {
      return builtin(builtin, call.argv, fatal);
    } finally {
      compounds = before;
    }
  }

  /// The lists among the words of `declare` and its like, by the word as it is shown.
  private Map<String, List<Expander.Element>> compounds(Node.Simple command) {
    Map<String, List<Expander.Element>> lists = Map.of();
    if (command.constants() != null) {
      return lists;
    }
    List<Word> words = command.words();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.parts().size() > 2 && word.parts().getLast() instanceof Part.Compound compound) {
        lists = lists.isEmpty() ? new LinkedHashMap<>() : lists;
        lists.put(expander.text(word), expander.elements(compound));
      }
    }
    return lists;
  }

  /// The elements of a word `name=(…)` of the builtin at hand, or null when it is none.
  public @Nullable List<Expander.Element> compound(String word) {
    return compounds.get(word);
  }

  /// Sets up the redirections of what runs in the shell itself; null when one failed, which has
  /// been told.
  private @Nullable Runnable redirect(Call call, boolean permanent) {
    if (call.command.redirections().isEmpty()) {
      return () -> {};
    }
    try {
      if (permanent) {
        redirector.apply(call.command.redirections(), shell.process());
        return () -> {};
      }
      return redirector.applyForNow(call.command.redirections());
    } catch (CommandException e) {
      shell.complain(e.message());
      return null;
    }
  }

  // ---- assignments

  private int assignOnly(Node.Simple command) {
    int failure = redirectNothing(command);
    for (Node.Assignment assignment : command.assignments()) {
      executor.assign(assignment);
    }
    trace.end();
    int status = executor.forks().substituted();
    return failure == 0 ? status : failure;
  }

  private int redirectNothing(Node.Simple command) {
    if (command.redirections().isEmpty()) {
      return 0;
    }
    try {
      redirector.applyForNow(command.redirections()).run();
      return 0;
    } catch (CommandException e) {
      shell.complain(e.message());
      return e.status();
    }
  }

  private interface Body {
    int run();
  }

  /// The assignments before a builtin or function last as long as it does.
  private int withAssignments(Call call, Body body) {
    List<Node.Assignment> assignments = call.command.assignments();
    if (assignments.isEmpty()) {
      traceWords(call);
      return body.run();
    }
    Map<String, String> values = values(assignments);
    traceWords(call);
    VariableTable variables = shell.variables();
    variables.openScope();
    try {
      values.forEach((name, value) -> assignForNow(variables, name, value));
      return body.run();
    } finally {
      variables.closeScope();
    }
  }

  private void assignForNow(VariableTable variables, String name, String value) {
    try {
      variables.makeLocal(name);
      variables.assign(name, value);
      variables.export(name, true);
    } catch (ExpansionException e) {
      refused(e);
    }
  }

  /// A read-only variable before a command: bash goes on without it, POSIX does not (XCU 2.8.1).
  private void refused(ExpansionException e) {
    if (shell.has(Option.POSIX)) {
      throw e;
    }
    shell.complain(e.message(shell.wording()));
  }

  private Map<String, String> values(List<Node.Assignment> assignments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Node.Assignment assignment : assignments) {
      String value = expander.text(assignment.value());
      if (shell.has(Option.XTRACE)) {
        trace.assignment(assignment, value);
      }
      String before = assignment.append() ? shell.variables().value(assignment.name()) : null;
      values.put(assignment.name(), before == null ? value : before + value);
    }
    return values;
  }

  private void traceWords(Call call) {
    if (shell.has(Option.XTRACE)) {
      trace.words(call.argv);
    }
  }

  // ---- functions and builtins

  private int function(Node.FunctionDefinition function, List<String> argv) {
    List<String> positional = shell.positional();
    int loops = shell.loopDepth();
    int line = shell.line();
    Voice voice = shell.voice();
    String origin = shell.functions().origin(function.name());
    shell.voice(voice.function(origin));
    shell.frames().push(new Frame(function.name(), origin, line, argv.subList(1, argv.size())));
    shell.positional(argv.subList(1, argv.size()));
    shell.loopDepth(0);
    shell.functionDepth(shell.functionDepth() + 1);
    String returnTrap = shell.traps().action("RETURN");
    if (returnTrap != null && !shell.has(Option.FUNCTRACE)) {
      shell.traps().set("RETURN", null);
    }
    shell.variables().openScope();
    try {
      int status = executor.run(function.body());
      executor.trapActions().returned();
      return status;
    } catch (Jump.Return e) {
      shell.status(e.status());
      executor.trapActions().returned();
      return e.status();
    } catch (StackOverflowError e) {
      throw new ExpansionException(
          function.name() + ": maximum function nesting level exceeded",
          ExpansionException.Severity.COMMAND);
    } finally {
      if (returnTrap != null && shell.traps().action("RETURN") == null) {
        shell.traps().set("RETURN", returnTrap);
      }
      shell.variables().closeScope();
      shell.frames().pop();
      shell.functionDepth(shell.functionDepth() - 1);
      shell.loopDepth(loops);
      shell.positional(positional);
      shell.voice(voice);
      shell.line(line);
    }
  }

  private int builtin(Builtin builtin, List<String> argv, boolean fatal) {
    Process process = shell.process();
    String name = argv.getFirst();
    int status;
    try {
      status = builtin.run(shell, argv.size() == 1 ? List.of() : argv.subList(1, argv.size()));
      process.flush();
    } catch (CommandException e) {
      status = e.status();
      if (!e.message().isEmpty()) {
        shell.complain(name + ": " + e.message());
      }
      if (fatal) {
        throw new Exit(status);
      }
    } catch (ExpansionException e) {
      if (RUN_COMMANDS.contains(name) || fatal) {
        throw e;
      }
      String start = NAME_THEMSELVES.contains(name) ? name + ": " : "";
      shell.complain(start + e.getMessage());
      status = 1;
    } catch (FileException e) {
      if (e.errno() == Errno.EPIPE) {
        throw new Killed(process, Signal.PIPE);
      }
      shell.complain(shell.wording().notWritten(name, e.errno()));
      status = 1;
    }
    return status;
  }

  // ---- programs

  private int program(Call call) {
    Map<String, String> environment = shell.variables().environment();
    if (!call.command.assignments().isEmpty()) {
      environment = new LinkedHashMap<>(environment);
      for (Map.Entry<String, String> one : values(call.command.assignments()).entrySet()) {
        Variable variable = shell.variables().find(one.getKey());
        if (variable != null && variable.isReadOnly()) {
          refused(VariableTable.readOnly(one.getKey()));
        } else {
          environment.put(one.getKey(), one.getValue());
        }
      }
    }
    traceWords(call);
    Process child = call.replace ? shell.process() : executor.forks().fork();
    child.setEnvironment(environment);
    boolean started = false;
    try {
      redirector.apply(call.command.redirections(), child);
      Command program = find(child, call.name(), shell.wording().notFound());
      if (shell.dialogue() != null && !call.replace) {
        started = true;
        child.start(true, program, call.argv);
        return executor.forks().front(List.of(child), call.command);
      }
      int status = child.exec(program, call.argv);
      if (child.endedBy() == null) {
        shell.traps().forgetSpared();
      }
      return status;
    } catch (CommandException e) {
      shell.complain(child, e.message());
      return call.replace ? e.status() : child.end(e.status());
    } finally {
      if (!started && !child.hasEnded() && !call.replace) {
        child.end(1);
      }
    }
  }

  /// The program of this name.
  ///
  /// @throws CommandException when there is none that can be run
  private Command find(Process process, String name, String notFound) {
    Command program = process.machine().processes().programs().find(process, name);
    if (program != null) {
      return program;
    }
    if (name.indexOf('/') < 0) {
      throw new CommandException(NOT_FOUND, name + notFound);
    }
    throw refusal(process, name);
  }

  private CommandException refusal(Process process, String path) {
    try {
      FileStatus status = process.files().status(Files.absolute(process.directory(), path));
      Errno errno = status.isDirectory() ? Errno.EISDIR : Errno.EACCES;
      return new CommandException(NOT_EXECUTABLE, path + ": " + shell.wording().noProgram(errno));
    } catch (FileException e) {
      int code = e.errno() == Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
      return new CommandException(code, path + ": " + shell.wording().noProgram(e.errno()));
    }
  }
}
