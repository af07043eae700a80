package dev.patchbay.shell.run;

import dev.patchbay.core.Descriptors;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.file.Pipe;
import dev.patchbay.core.file.TextFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Redirection;
import dev.patchbay.shell.text.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Runs commands in forked processes: subshells, command substitutions, pipelines, jobs.
///
/// A subshell that is waited for runs in the shell's own task; the others get tasks of their own.
final class Forks {
  /// So many subshells may be inside of one another: each takes its share of the stack.
  private static final int DEEPEST = 200;

  private static final int NO_FORK = 254;

  /// Where descriptors that the shell keeps for itself begin, downwards.
  private static final int HIGHEST = 63;

  private final Shell shell;
  private final Redirector redirector;

  /// The descriptors of the shell that lead to process substitutions, the latest last.
  private final List<Integer> processes = new ArrayList<>();

  /// The status of the last command substitution since it was forgotten.
  private int substituted;

  Forks(Shell shell, Redirector redirector) {
    this.shell = shell;
    this.redirector = redirector;
  }

  /// A child of the shell, unless too many shells are inside of one another.
  private Process child() {
    if (shell.depth() >= DEEPEST) {
      throw new CommandException(NO_FORK, "fork: retry: Resource temporarily unavailable");
    }
    return shell.process().fork();
  }

  /// As [#child]; what a person starts is a process group of its own, which keys of the terminal
  /// can mean.
  Process fork() {
    return shell.dialogue() == null ? child() : shell.process().fork(0);
  }

  /// Runs the commands in a subshell, and returns its status.
  int subshell(Node body) {
    if (shell.dialogue() != null) {
      Process child = fork();
      begin(child, body, true);
      return front(List.of(child), new Node.Subshell(body));
    }
    return become(shell.subshell(child(), false), body);
  }

  /// Runs the command as all that the subshell's process does, in the current task.
  private static int become(Shell sub, Node node) {
    Process child = sub.process();
    child.enter();
    try {
      return child.end(
          sub.interpreter()
              .live(() -> sub.interpreter().guard(() -> sub.status(sub.executor().last(node)))));
    } catch (Killed e) {
      int status = child.end(128 + e.signal().number());
      if (e.process() != child) {
        throw e;
      }
      return status;
    } finally {
      // An error of the machine below, as a stack that is full, must not leave it half alive.
      child.end(1);
    }
  }

  /// As [#become], in a task of its own.
  private void begin(Process child, Node node, boolean foreground) {
    Shell sub = shell.subshell(child, false);
    child.start(foreground, () -> become(sub, node));
  }

  // ---- pipelines and jobs

  /// Runs the members of a pipeline side by side, and returns its status.
  int pipeline(List<Node> members) {
    List<Process> processes = connect(members.size());
    boolean foreground = shell.process().loop().current().isForeground();
    if (shell.dialogue() != null) {
      return frontPipeline(processes, members);
    }
    int end = members.size() - 1;
    for (int i = 0; i < end; i++) {
      begin(processes.get(i), members.get(i), foreground);
    }
    // They begin in their order; the last runs here, in this task.
    shell.process().loop().sleep(0, Bound.BOUNDED);
    int status = last(processes.get(end), members.get(end));
    List<Integer> statuses = new ArrayList<>(members.size());
    for (int i = 0; i < end; i++) {
      statuses.add(processes.get(i).await());
    }
    statuses.add(status);
    return statusOf(statuses);
  }

  private int statusOf(List<Integer> statuses) {
    shell.pipeStatuses(List.copyOf(statuses));
    int status = statuses.getLast();
    if (!shell.has(Option.PIPEFAIL)) {
      return status;
    }
    return statuses.reversed().stream().filter(one -> one != 0).findFirst().orElse(0);
  }

  // ---- what a person waits for

  private int frontPipeline(List<Process> processes, List<Node> members) {
    for (int i = 0; i < processes.size(); i++) {
      begin(processes.get(i), members.get(i), true);
    }
    int status = front(processes, new Node.Pipeline(false, members));
    boolean ended = processes.stream().allMatch(Process::hasEnded);
    return ended ? statusOf(processes.stream().map(Process::status).toList()) : status;
  }

  /// Waits for what a person has started, which has the keys of the terminal meanwhile; returns its
  /// status. Ctrl-Z makes a job of it, and ends the loop it is in.
  int front(List<Process> processes, Node command) {
    World world = shell.process().machine().world();
    world.front(processes.getFirst());
    try {
      shell.jobs().awaitFront(processes, shell.process());
    } finally {
      world.front(shell.process());
    }
    Process last = processes.getLast();
    if (!processes.stream().allMatch(Process::hasEnded)) {
      Job job = shell.jobs().keep(processes, command);
      shell.complainRaw("\n" + shell.jobs().line(job, true));
      if (shell.loopDepth() > 0) {
        throw new Jump.Loop(false, shell.loopDepth());
      }
      return 128 + Signal.TSTP.number();
    }
    if (last.endedBy() == Signal.INT) {
      shell.process().signal(Signal.INT);
    }
    return last.status();
  }

  /// The last member: a subshell like the others, or the shell itself (`shopt -s lastpipe`).
  private int last(Process process, Node member) {
    if (!shell.has(ShellOption.LASTPIPE) || shell.has(Option.MONITOR)) {
      return become(shell.subshell(process, false), member);
    }
    Descriptors own = shell.process().descriptors();
    OpenFile before = own.get(0);
    OpenFile kept = before == null ? null : before.share();
    OpenFile input = process.descriptors().get(0);
    if (input != null) {
      own.set(0, input.share());
    }
    process.end(0);
    try {
      return shell.executor().run(member);
    } finally {
      if (kept == null) {
        own.close(0);
      } else {
        own.set(0, kept);
      }
    }
  }

  /// So many processes, each reading what the one before writes.
  private List<Process> connect(int count) {
    List<Process> processes = new ArrayList<>(count);
    Pipe before = null;
    for (int i = 0; i < count; i++) {
      Process child = i == 0 ? fork() : shell.process().fork(processes.getFirst().group());
      if (before != null) {
        child.descriptors().set(0, before.reader());
      }
      before = null;
      if (i < count - 1) {
        before = new Pipe(child.loop());
        child.descriptors().set(1, before.writer());
      }
      processes.add(child);
    }
    return processes;
  }

  /// Starts a job.
  void background(Node.Sequence.Item item) {
    List<Node> members =
        item.command() instanceof Node.Pipeline(boolean negated, List<Node> all) && !negated
            ? all
            : List.of(item.command());
    List<Process> processes = connect(members.size());
    detach(processes.getFirst());
    for (int i = 0; i < processes.size(); i++) {
      Process child = processes.get(i);
      if (shell.dialogue() == null) {
        child.handle(Signal.INT, Process.IGNORE);
        child.handle(Signal.QUIT, Process.IGNORE);
      }
      begin(child, members.get(i), false);
    }
    Job job = shell.jobs().add(processes, item.command());
    shell.lastBackgroundPid(processes.getLast().pid());
    if (shell.dialogue() != null) {
      shell.complainRaw("[" + job.number() + "] " + job.last().pid());
    }
    shell.status(0);
  }

  /// What runs in the background reads nothing unless it is told to.
  private static void detach(Process child) {
    try {
      String path = Files.absolute(child.directory(), "/dev/null");
      child.descriptors().set(0, child.files().open(path, OpenMode.READ, 0));
    } catch (FileException e) {
      child.descriptors().set(0, new TextFile(new byte[0]));
    }
  }

  // ---- beside the shell

  /// Starts the commands with a pipe to or from the shell, and returns the name of the shell's end.
  String process(boolean input, Node body) {
    Process child = child();
    Pipe pipe = new Pipe(child.loop());
    child.descriptors().set(input ? 1 : 0, input ? pipe.writer() : pipe.reader());
    int descriptor = keep(input ? pipe.reader() : pipe.writer());
    processes.add(descriptor);
    begin(child, body, child.loop().current().isForeground());
    shell.lastBackgroundPid(child.pid());
    return "/dev/fd/" + descriptor;
  }

  private int keep(OpenFile file) {
    Descriptors own = shell.process().descriptors();
    int descriptor = HIGHEST;
    while (own.get(descriptor) != null) {
      descriptor--;
    }
    own.set(descriptor, file);
    return descriptor;
  }

  /// How many process substitutions the shell has open.
  int processes() {
    return processes.size();
  }

  /// Closes all but the first ones.
  void closeProcesses(int kept) {
    while (processes.size() > kept) {
      shell.process().descriptors().close(processes.removeLast());
    }
  }

  /// Starts a job that the shell can write to and read from; the descriptors are in the array
  /// `name`.
  void coprocess(Node.Coprocess coprocess) {
    Process child = child();
    Pipe in = new Pipe(child.loop());
    Pipe out = new Pipe(child.loop());
    child.descriptors().set(0, in.reader());
    child.descriptors().set(1, out.writer());
    String name = coprocess.name();
    shell.variables().unset(name);
    shell.variables().assign(name, "0", Integer.toString(keep(out.reader())));
    shell.variables().assign(name, "1", Integer.toString(keep(in.writer())));
    shell.variables().assign(name + "_PID", Integer.toString(child.pid()));
    begin(child, coprocess.command(), false);
    shell.jobs().add(List.of(child), coprocess);
    shell.lastBackgroundPid(child.pid());
    shell.status(0);
  }

  // ---- command substitution

  /// Runs the commands in a subshell and returns what they print.
  byte[] output(Node body) {
    if (body instanceof Node.Simple simple && isFileOnly(simple)) {
      return contents(simple.redirections());
    }
    Process child = child();
    Collector collector = new Collector(child.loop());
    child.descriptors().set(1, collector);
    substituted = become(shell.subshell(child, true), body);
    byte[] printed = collector.bytes();
    shell.status(substituted);
    return printed;
  }

  private static boolean isFileOnly(Node.Simple simple) {
    return simple.words().isEmpty()
        && simple.assignments().isEmpty()
        && simple.redirections().size() == 1
        && simple.redirections().getFirst() instanceof Redirection.ToFile file
        && file.access() == Redirection.Access.READ;
  }

  /// `$(<file)`.
  private byte[] contents(List<Redirection> redirections) {
    Process child = child();
    try {
      redirector.apply(redirections, child);
      substituted = 0;
      return child.file(0).readAll();
    } catch (CommandException e) {
      shell.complain(e.message());
      substituted = e.status();
    } catch (FileException e) {
      shell.complain(e.errno().text());
      substituted = 1;
    } finally {
      child.end(substituted);
    }
    return new byte[0];
  }

  /// The bytes as a word can hold them, without the newlines at their end.
  String word(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == '\n') {
      length--;
    }
    String text = Bytes.decode(bytes, 0, length);
    if (text.indexOf('\0') < 0) {
      return text;
    }
    shell.complain("warning: command substitution: ignored null byte in input");
    return text.replace("\0", "");
  }

  void forgetSubstituted() {
    substituted = 0;
  }

  /// The status of the last command substitution since it was forgotten, or 0.
  int substituted() {
    return substituted;
  }
}
