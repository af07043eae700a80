package dev.patchbay.shell.run;

import dev.patchbay.core.Exit;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.expand.Pattern;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Parser;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.SyntaxException;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs commands: a method a form of [Node].
public final class Executor {
  /// Statuses above tell of a signal.
  private static final int KILLED = 128;

  private final Shell shell;
  private final Expander expander;
  private final Redirector redirector;
  private final Trace trace;
  private final Forks forks;
  private final Launcher launcher;
  private final Conditions conditions;
  private final Loops loops;
  private final TrapActions trapActions;

  /// In how many places whose status is looked at it is: there `set -e` does not end the shell.
  private int checkedElsewhere;

  Executor(Shell shell) {
    this.shell = shell;
    this.expander = new Expander(new ShellScope(shell, this));
    shell.variables().arithmetic(expander::number);
    this.redirector = new Redirector(shell, expander);
    this.trace = new Trace(shell, expander);
    this.forks = new Forks(shell, redirector);
    this.launcher = new Launcher(shell, this, expander, redirector, trace);
    this.conditions = new Conditions(shell, expander, trace);
    this.loops = new Loops(shell, this, expander, trace);
    this.trapActions = new TrapActions(shell);
  }

  Executor(Shell shell, Executor parent) {
    this(shell);
    checkedElsewhere = parent.checkedElsewhere;
  }

  /// Waits for a job at a prompt, as if it had just been started; returns its status.
  public int front(Job job) {
    return forks.front(job.processes(), job.command());
  }

  /// What runs the actions of traps.
  public TrapActions trapActions() {
    return trapActions;
  }

  Forks forks() {
    return forks;
  }

  public Launcher launcher() {
    return launcher;
  }

  public Expander expander() {
    return expander;
  }

  /// Runs the command and returns its status.
  public int run(Node node) {
    // No pattern switch for what most scripts have: each start of a shell would link it anew.
    if (node instanceof Node.Simple simple) {
      return checked(launcher.run(simple, false));
    }
    if (node instanceof Node.Sequence(List<Node.Sequence.Item> items)) {
      return sequence(items);
    }
    if (node instanceof Node.AndOr chain) {
      return andOr(chain);
    }
    if (node instanceof Node.Pipeline(boolean negated, List<Node> members)) {
      return pipeline(negated, members);
    }
    if (node instanceof Node.If(List<Node.If.Branch> branches, Node otherwise)) {
      return ifCommand(branches, otherwise);
    }
    if (node instanceof Node.For loop) {
      return loops.forEach(loop);
    }
    if (node instanceof Node.Loop(boolean until, Node condition, Node body)) {
      return loops.whileLoop(until, condition, body);
    }
    if (node instanceof Node.FunctionDefinition function) {
      return define(function);
    }
    if (node instanceof Node.Group(Node body)) {
      return run(body);
    }
    if (node instanceof Node.Subshell(Node body)) {
      return checked(forks.subshell(body));
    }
    if (node instanceof Node.Redirected redirected) {
      return redirected(redirected);
    }
    return compound(node);
  }

  private int compound(Node node) {
    return switch (node) {
      case Node.Select select -> loops.select(select);
      case Node.Coprocess coprocess -> {
        forks.coprocess(coprocess);
        yield 0;
      }
      case Node.ForArithmetic loop -> loops.forArithmetic(loop);
      case Node.Case choice -> caseCommand(choice);
      case Node.ArithmeticCommand arithmetic -> checked(arithmetic(arithmetic));
      case Node.ConditionalCommand test -> checked(conditional(test));
      case Node.Timed(boolean posix, Node command) -> timed(posix, command);
      default -> throw new AssertionError(node);
    };
  }

  /// The status as `$?`; when it tells of a failure that nobody looks at, the ERR trap and `set -e`
  /// do.
  int checked(int status) {
    if (status > KILLED) {
      // What ended the command may have been meant for the shell, too.
      shell.process().checkpoint();
    }
    shell.status(status);
    shell.pipeStatuses(List.of());
    if (shell.traps().hasPending()) {
      trapActions.runPending();
    }
    if (status != 0 && checkedElsewhere == 0) {
      failed(status);
    }
    return status;
  }

  private void failed(int status) {
    trapActions.failed();
    if (shell.has(Option.ERREXIT)) {
      throw new Exit(status);
    }
  }

  /// A prompt as it is shown: its escapes, then what they and the rest expand to.
  String prompt(String text) {
    return trace.expand(new Prompt(shell).expand(text));
  }

  /// Runs a command whose status decides what comes next.
  int condition(Node node) {
    checkedElsewhere++;
    try {
      return run(node);
    } finally {
      checkedElsewhere--;
    }
  }

  // ---- lists

  /// A chain of any length, from its first command on.
  private int andOr(Node.AndOr last) {
    ArrayDeque<Node.AndOr> chain = new ArrayDeque<>();
    Node first = last;
    while (first instanceof Node.AndOr more) {
      chain.push(more);
      first = more.left();
    }
    int status = condition(first);
    while (!chain.isEmpty()) {
      Node.AndOr next = chain.pop();
      if ((status == 0) == next.and()) {
        status = chain.isEmpty() ? run(next.right()) : condition(next.right());
      }
    }
    return status;
  }

  private int sequence(List<Node.Sequence.Item> items) {
    int status = 0;
    for (int i = 0; i < items.size() && !shell.has(Option.NOEXEC); i++) {
      Node.Sequence.Item item = items.get(i);
      status = item.background() ? background(item) : run(item.command());
    }
    shell.status(status);
    return status;
  }

  private int background(Node.Sequence.Item item) {
    forks.background(item);
    return 0;
  }

  /// The last command of a process: a program takes the process over.
  int last(Node node) {
    return node instanceof Node.Simple simple ? launcher.run(simple, true) : run(node);
  }

  private int pipeline(boolean negated, List<Node> members) {
    if (negated) {
      checkedElsewhere++;
      int status;
      try {
        status = members.size() == 1 ? run(members.getFirst()) : forks.pipeline(members);
      } finally {
        checkedElsewhere--;
      }
      shell.status(status == 0 ? 1 : 0);
      return shell.status();
    }
    int status = forks.pipeline(members);
    List<Integer> statuses = shell.pipeStatuses();
    checked(status);
    shell.pipeStatuses(statuses);
    return status;
  }

  // ---- loops and choices

  /// The value of an arithmetic expression.
  long number(Word expression) {
    if (shell.has(Option.XTRACE) && !expression.parts().isEmpty()) {
      trace.print("(( " + expander.text(expression) + " ))");
    }
    return expander.number(expression);
  }

  private int ifCommand(List<Node.If.Branch> branches, @Nullable Node otherwise) {
    for (Node.If.Branch branch : branches) {
      if (condition(branch.condition()) == 0) {
        return run(branch.body());
      }
    }
    if (otherwise != null) {
      return run(otherwise);
    }
    shell.status(0);
    return 0;
  }

  private int caseCommand(Node.Case choice) {
    shell.line(choice.line());
    trapActions.debug();
    if (shell.has(Option.XTRACE)) {
      trace.head("case " + Unparse.word(choice.subject()) + " in");
    }
    String subject = expander.text(choice.subject());
    int status = 0;
    boolean runNext = false;
    for (Node.Case.Clause clause : choice.clauses()) {
      if (!runNext && !matches(subject, clause.patterns())) {
        continue;
      }
      Node body = clause.body();
      status = body == null ? 0 : run(body);
      if (clause.ending() == Node.Case.Ending.END) {
        break;
      }
      runNext = clause.ending() == Node.Case.Ending.RUN_NEXT;
    }
    shell.status(status);
    return status;
  }

  private boolean matches(String subject, List<Word> patterns) {
    for (Word word : patterns) {
      String constant = word.constant();
      boolean asWritten = constant != null && !shell.has(ShellOption.NOCASEMATCH);
      Pattern pattern = asWritten ? null : expander.pattern(word);
      if (pattern == null ? Objects.equals(subject, constant) : pattern.matches(subject)) {
        return true;
      }
    }
    return false;
  }

  private int define(Node.FunctionDefinition function) {
    Voice voice = shell.voice();
    String origin = voice.isCommandLine() ? "environment" : voice.name();
    if (!shell.functions().define(function, origin)) {
      shell.complain(function.name() + ": readonly function");
      return checked(1);
    }
    shell.status(0);
    return 0;
  }

  private int arithmetic(Node.ArithmeticCommand command) {
    shell.line(command.line());
    trapActions.debug();
    try {
      return number(command.expression()) == 0 ? 1 : 0;
    } catch (ExpansionException e) {
      shell.complain("((: " + e.getMessage());
      return 1;
    }
  }

  private int conditional(Node.ConditionalCommand command) {
    shell.line(command.line());
    trapActions.debug();
    return conditions.status(command.condition());
  }

  private int timed(boolean posix, Node command) {
    long start = shell.process().loop().now();
    int status = run(command);
    long nanos = shell.process().loop().now() - start;
    String format = shell.variables().value("TIMEFORMAT");
    if (posix || format == null || !format.isEmpty()) {
      shell.complainRaw(posix ? Durations.posix(nanos) : Durations.report(nanos, format));
    }
    return status;
  }

  private int redirected(Node.Redirected redirected) {
    if (redirected.line() > 0) {
      shell.line(redirected.line());
    }
    int processes = forks.processes();
    Runnable undo;
    try {
      undo = redirector.applyForNow(redirected.redirections());
    } catch (CommandException e) {
      shell.complain(e.message());
      return checked(e.status());
    }
    try {
      return run(redirected.command());
    } finally {
      undo.run();
      forks.closeProcesses(processes);
    }
  }

  // ---- variables

  /// The elements of the text `(…)`, or null when it is no list.
  public @Nullable List<Expander.Element> elements(String text) {
    try {
      Node node = new Parser(Lines.of("_=" + text)).all();
      boolean one = node instanceof Node.Simple s && s.assignments().size() == 1;
      Part.Compound compound =
          one ? ((Node.Simple) node).assignments().getFirst().compound() : null;
      return compound == null ? null : expander.elements(compound);
    } catch (SyntaxException e) {
      return null;
    }
  }

  /// Gives a variable what an assignment says; under `set -a` it is exported too.
  void assign(Node.Assignment assignment) {
    Part.Compound compound = assignment.compound();
    Word subscript = assignment.subscript();
    String name = assignment.name();
    if (compound != null) {
      List<Expander.Element> elements = expander.elements(compound);
      if (shell.has(Option.XTRACE)) {
        trace.list(assignment);
      }
      shell.variables().assign(name, elements, assignment.append());
      return;
    }
    String value = expander.text(assignment.value());
    if (shell.has(Option.XTRACE)) {
      trace.assignment(assignment, value);
    }
    String key = subscript == null ? null : expander.key(name, subscript);
    if (assignment.append()) {
      shell.variables().append(name, key, value);
    } else if (key != null) {
      shell.variables().assign(name, key, value);
    } else {
      assign(name, value);
    }
    if (shell.has(Option.ALLEXPORT)) {
      shell.variables().export(name, true);
    }
  }

  /// Gives a variable a value; under `set -a` it is exported too.
  public void assign(String name, String value) {
    shell.variables().assign(name, value);
    if (shell.has(Option.ALLEXPORT)) {
      shell.variables().export(name, true);
    }
  }
}
