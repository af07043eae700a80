package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.TextWriter;
import dev.patchbay.core.file.TextWriter.Buffering;
import dev.patchbay.core.file.VirtualFiles;
import dev.patchbay.core.file.VirtualFiles.Manner;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Task;
import dev.patchbay.core.time.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What runs on a machine: a command, a shell, a program of the host behind its proxy. It has a
/// pid, a namespace, a view of the files, a folder, an environment, open files, signals and an exit
/// status.
public final class Process {
  /// How long it takes a program to start, in nanoseconds: frames in flight arrive before the next
  /// command looks.
  public static final long START_TIME = 1_000_000;

  private final Machine machine;
  private final int pid;
  private final @Nullable Process parent;
  private final int group;
  private Netns netns;
  private @Nullable NetDevice domain;
  private Files files;
  private @Nullable Files view;
  private String directory;
  private Map<String, String> environment;
  private Descriptors descriptors;
  private final Map<Signal, Runnable> handlers = new TreeMap<>();
  private final List<Wait> enders = new ArrayList<>(1);
  private final List<Runnable> watchers = new ArrayList<>(0);
  private String name = "";
  private List<String> words = List.of();
  private int user;
  private int umask = 022;
  private @Nullable TextWriter out;
  private @Nullable TextWriter err;
  private @Nullable Task task;
  private @Nullable Killed killed;

  /// Whether it stops at its next [#checkpoint].
  private boolean stopsSoon;

  private boolean ended;
  private int status;

  Process(
      Machine machine,
      int pid,
      int group,
      @Nullable Process parent,
      Netns netns,
      Files files,
      String directory,
      Map<String, String> environment,
      Descriptors descriptors) {
    this.machine = machine;
    this.pid = pid;
    this.group = group == 0 ? pid : group;
    this.parent = parent;
    this.netns = netns.hold();
    this.files = files;
    this.directory = directory;
    this.environment = environment;
    this.descriptors = descriptors;
  }

  // ---- who it is

  public Machine machine() {
    return machine;
  }

  public EventLoop loop() {
    return machine.world().loop();
  }

  public int pid() {
    return pid;
  }

  public @Nullable Process parent() {
    return parent;
  }

  /// The process group that `kill -PGID` and Ctrl-C mean.
  public int group() {
    return group;
  }

  /// What it was started as (`argv[0]`).
  public String name() {
    return name;
  }

  /// All its words (`/proc/PID/cmdline`).
  public List<String> words() {
    return words;
  }

  public Netns netns() {
    return netns;
  }

  /// The routing domain's device that its sockets are bound to from the start, or null (`ip vrf
  /// exec`; Linux lets a program on its control group do it). One of another namespace is none.
  public @Nullable NetDevice domain() {
    NetDevice device = domain;
    return device != null && device.netns() == netns && device.isRegistered() ? device : null;
  }

  public void domain(@Nullable NetDevice device) {
    domain = device;
  }

  /// Moves to another namespace (`setns`).
  public void netns(Netns value) {
    Netns before = netns;
    netns = value.hold();
    before.release();
  }

  /// Its view of the files, `/proc` included.
  public Files files() {
    Files known = view;
    if (known == null) {
      ProcFiles proc = machine.procFiles();
      known =
          files
              .with("/proc", new VirtualFiles(Manner.PROC, proc.root(this)))
              .with("/proc/sys", new VirtualFiles(Manner.SYSCTL, proc.sysctls(this)));
      view = known;
    }
    return known;
  }

  public void files(Files value) {
    files = value;
    view = null;
  }

  /// Its current folder, absolute.
  public String directory() {
    return directory;
  }

  public void directory(String path) {
    directory = path;
  }

  /// Its environment, in the order of setting, which nobody changes: [#setEnvironment] gives it
  /// another one.
  public Map<String, String> environment() {
    return environment;
  }

  public void setEnvironment(Map<String, String> value) {
    environment = value;
  }

  public int user() {
    return user;
  }

  public void user(int id) {
    user = id;
  }

  /// The permission bits that files it makes do not get.
  public int umask() {
    return umask;
  }

  public void umask(int bits) {
    umask = bits;
  }

  // ---- what it reads and writes

  public Descriptors descriptors() {
    return descriptors;
  }

  /// What the descriptor stands for.
  ///
  /// @throws FileException `EBADF` when it is closed
  public OpenFile file(int descriptor) throws FileException {
    OpenFile file = descriptors.get(descriptor);
    if (file == null) {
      throw new FileException(Errno.EBADF);
    }
    return file;
  }

  /// Standard output, buffered as the C library buffers it.
  public TextWriter out() throws FileException {
    if (out == null) {
      OpenFile file = file(1);
      out = new TextWriter(file, file.isTerminal() ? Buffering.LINES : Buffering.FULL);
    }
    return out;
  }

  /// Standard error, not buffered.
  public TextWriter err() throws FileException {
    if (err == null) {
      err = new TextWriter(file(2), Buffering.NONE);
    }
    return err;
  }

  /// Passes on what standard output holds back, if anything.
  public void flush() throws FileException {
    if (out != null) {
      out.flush();
    }
  }

  /// Forgets the buffers, after descriptors 1 or 2 have been changed; what is held back is passed
  /// on first.
  public void resetOutput() throws FileException {
    if (out != null) {
      out.flush();
    }
    out = null;
    err = null;
  }

  // ---- waiting

  /// Lets `nanos` pass; the wait ends by itself, so the clock may jump.
  public void sleep(long nanos) {
    loop().sleep(nanos, Bound.BOUNDED);
  }

  /// Waits for `wait` until `deadline` (nanoseconds of the lab's clock, or `Clock.NEVER`); returns
  /// whether it came about.
  public boolean await(Wait wait, long deadline, Bound bound) {
    return loop().await(wait, deadline, bound);
  }

  /// Ends here if it has been killed, and waits while it is stopped: for loops that neither wait
  /// nor write.
  public void checkpoint() {
    if (stopsSoon && task != null) {
      stopsSoon = false;
      task.stop();
      changed();
    }
    loop().checkpoint();
  }

  // ---- life

  /// A child with the same namespace, files, folder and environment, and a copy of the descriptors
  /// (`fork`).
  public Process fork() {
    return fork(group);
  }

  /// As [#fork], in another process group; 0 for one of its own.
  public Process fork(int inGroup) {
    Process child =
        machine
            .processes()
            .add(this, inGroup, netns, files, directory, environment, descriptors.share());
    child.user = user;
    child.umask = umask;
    child.domain = domain;
    child.name = name;
    child.words = words;
    handlers.forEach((signal, action) -> {
      if (action == IGNORE) {
        child.handlers.put(signal, IGNORE);
      }
    });
    return child;
  }

  /// What [#handle] takes for a signal that is to be ignored; children ignore it too.
  public static final Runnable IGNORE = () -> {};

  /// Becomes `command` with these words, the first of which is its name; runs it to its end in the
  /// current task and ends. Returns the exit status: 128 and the signal's number when a signal
  /// ended it.
  public int exec(Command command, List<String> argv) {
    task = loop().current();
    name = argv.getFirst();
    words = List.copyOf(argv);
    try {
      loop().sleep(START_TIME, Bound.BOUNDED);
      return end(run(command, new Args(argv.subList(1, argv.size()))));
    } catch (Exit e) {
      return end(e.status());
    } catch (Killed e) {
      if (e.process() != this) {
        end(128 + e.signal().number());
        throw e;
      }
      return end(128 + e.signal().number());
    }
  }

  /// The process becomes `command` in the middle of another one's run, as `execve` does it; the
  /// start has been paid for. Returns the exit status.
  public int become(Command command, List<String> argv) {
    name = argv.getFirst();
    words = List.copyOf(argv);
    return run(command, new Args(words.subList(1, words.size())));
  }

  /// As [#exec], in a task of its own.
  public Process start(boolean foreground, Command command, List<String> argv) {
    name = argv.getFirst();
    task = loop().spawn(foreground, () -> exec(command, argv));
    return this;
  }

  /// Runs `body` in a task of its own, without becoming a program: what a shell does behind `fork`.
  /// The body ends the process.
  public Process start(boolean foreground, Runnable body) {
    task = loop().spawn(foreground, body);
    return this;
  }

  /// Runs `command` inside this process, as a builtin: what it throws becomes a message and a
  /// status. A signal or an exit goes on.
  public int run(Command command, Args args) {
    int result;
    try {
      result = command.run(this, args);
    } catch (CommandException e) {
      result = e.status();
      complain(e.message());
    } catch (FileException e) {
      return writeError(e);
    }
    try {
      if (out != null) {
        out.flush();
      }
    } catch (FileException e) {
      return writeError(e);
    }
    return result;
  }

  private int writeError(FileException e) {
    if (e.errno() == Errno.EPIPE) {
      throw new Killed(this, Signal.PIPE);
    }
    complain(name + ": write error: " + e.errno().text());
    return 1;
  }

  /// Prints a line on standard error, if there is one.
  public void complain(String message) {
    if (message.isEmpty()) {
      return;
    }
    try {
      err().println(message);
    } catch (FileException e) {
      // Nobody can be told: standard error itself is gone, as on Linux.
      status = 1;
    }
  }

  /// Ends: files are closed, the namespace let go, those who wait told.
  public int end(int exitStatus) {
    if (ended) {
      return status;
    }
    ended = true;
    status = exitStatus;
    if (task != null && killed != null) {
      task.withdraw(killed);
    }
    descriptors.closeAll();
    netns.release();
    machine.processes().ended(this);
    enders.forEach(Wait::signal);
    enders.clear();
    return exitStatus;
  }

  /// Whether it has ended.
  public boolean hasEnded() {
    return ended;
  }

  /// Its exit status, when it has ended.
  public int status() {
    return status;
  }

  /// Lets `wait` be signalled when it ends.
  public void whenEnded(Wait wait) {
    if (ended) {
      wait.signal();
    } else {
      enders.add(wait);
    }
  }

  /// Waits for its end and returns the exit status (`waitpid`).
  public int await() {
    Wait wait = new Wait(loop());
    whenEnded(wait);
    while (!ended) {
      loop().await(wait, Bound.OTHERS);
    }
    return status;
  }

  /// The task it works in, when it has begun.
  public @Nullable Task task() {
    return task;
  }

  /// The process works in the current task: for shells and programs that are not [#exec]uted.
  public void enter() {
    task = loop().current();
  }

  // ---- signals

  /// What happens at `signal` instead of the end; null for what is usual. [#IGNORE] is handed down
  /// to children.
  public void handle(Signal signal, @Nullable Runnable action) {
    if (action == null) {
      handlers.remove(signal);
    } else {
      handlers.put(signal, action);
    }
  }

  /// What happens at `signal`, or null for what is usual.
  public @Nullable Runnable handler(Signal signal) {
    return handlers.get(signal);
  }

  private void stop() {
    if (task == null) {
      return;
    }
    // A subshell works in its parent's task: it goes on while its parent is stopped.
    stopsSoon = task.isWorking();
    if (!stopsSoon) {
      task.stop();
      changed();
    }
  }

  /// Runs `watcher` whenever it has stopped or goes on.
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /// Takes back a [#watch].
  public void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  private void changed() {
    List.copyOf(watchers).forEach(Runnable::run);
  }

  /// Whether a signal has stopped it, and none has resumed it.
  public boolean isStopped() {
    return !ended && task != null && task.isStopped();
  }

  /// The signal that has ended it, or null.
  public @Nullable Signal endedBy() {
    return ended && killed != null && status == 128 + killed.signal().number()
        ? killed.signal()
        : null;
  }

  /// Sends it a signal (`kill`).
  public void signal(Signal signal) {
    if (ended) {
      return;
    }
    if (task != null && (signal == Signal.CONT || signal == Signal.KILL)) {
      stopsSoon = false;
      task.resume();
      changed();
    }
    Runnable handler = signal == Signal.KILL ? null : handlers.get(signal);
    if (handler != null) {
      handler.run();
    } else if (signal.stops()) {
      stop();
    } else if (!signal.isIgnoredByDefault() && task != null) {
      if (killed != null) {
        task.withdraw(killed);
      }
      killed = new Killed(this, signal);
      task.cancel(killed);
    }
  }
}
