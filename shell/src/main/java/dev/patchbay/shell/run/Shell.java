package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.syntax.Listing;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Reading;
import dev.patchbay.shell.text.Bytes;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one shell knows: variables, functions, options, traps, jobs, and the process it is.
///
/// A subshell is a copy that belongs to a forked process; it runs in the task of whoever made it,
/// or in one of its own.
public final class Shell {
  /// What `sh` has of them, where that is dash.
  private static final Set<String> BUILTINS_OF_DASH =
      Set.of(
          (". : [ alias bg break cd chdir command continue echo eval exec exit export false fg "
                  + "getopts hash jobs kill local printf pwd read readonly return set shift test "
                  + "times trap true type ulimit umask unalias unset wait")
              .split(" "));

  private final Process process;
  private final Map<String, Builtin> builtins;
  private final VariableTable variables;
  private final FunctionTable functions;
  private final Options options;
  private final Jobs jobs = new Jobs();
  private final Traps traps;
  private final Executor executor;
  private final Interpreter interpreter;
  private final int mainPid;
  private final int level;
  private final int depth;
  private final boolean isSubshell;
  private final Map<String, String> aliases;
  private final Set<String> disabled;
  private final ArrayDeque<Frame> frames;
  private final List<String> directories;
  private final Reading reading = new ShellReading();
  private List<Integer> pipeStatuses = List.of();
  private boolean isInteractive;
  private @Nullable Dialogue dialogue;
  private Voice voice;
  private String name;
  private String lastWord;
  private List<String> positional = List.of();
  private int status;
  private int lastBackgroundPid;
  private int line;
  private Node.@Nullable Simple command;
  private int functionDepth;
  private int sourceDepth;
  private int loopDepth;
  private int optionIndex;
  private int optionOffset;

  /// A shell that takes its variables from the process's environment.
  public Shell(Process process, Map<String, Builtin> builtins, Voice voice, String name) {
    this.process = process;
    this.builtins = builtins;
    this.voice = voice;
    this.name = name;
    this.lastWord = name;
    this.mainPid = process.pid();
    this.level = 0;
    this.depth = 0;
    this.isSubshell = false;
    this.variables = new VariableTable();
    this.functions = new FunctionTable();
    this.options = new Options();
    this.aliases = new TreeMap<>();
    this.disabled = new HashSet<>();
    this.frames = new ArrayDeque<>();
    this.directories = new ArrayList<>();
    this.traps = new Traps(process, jobs::interrupt, this::giveUpLine);
    this.executor = new Executor(this);
    this.interpreter = new Interpreter(this);
    new StartVariables(this).set();
  }

  private Shell(Shell parent, Process child, boolean substitution) {
    this.process = child;
    this.builtins = parent.builtins;
    this.voice = parent.voice;
    this.name = parent.name;
    this.lastWord = parent.lastWord;
    this.mainPid = parent.mainPid;
    this.level = parent.level + (substitution ? 1 : 0);
    this.depth = parent.depth + 1;
    this.isSubshell = true;
    this.variables = parent.variables.copy();
    this.functions = parent.functions.copy();
    this.options = new Options(parent.options);
    if (substitution && !has(Option.POSIX) && !parent.has(ShellOption.INHERIT_ERREXIT)) {
      options.set(Option.ERREXIT, false);
    }
    this.aliases = new TreeMap<>(parent.aliases);
    this.disabled = new HashSet<>(parent.disabled);
    this.frames = new ArrayDeque<>(parent.frames);
    this.directories = new ArrayList<>(parent.directories);
    this.pipeStatuses = parent.pipeStatuses;
    this.traps = parent.traps.forSubshell(child, jobs::interrupt, options);
    this.jobs.inherit(parent.jobs);
    this.positional = parent.positional;
    this.status = parent.status;
    this.lastBackgroundPid = parent.lastBackgroundPid;
    this.line = parent.line;
    this.functionDepth = parent.functionDepth;
    this.sourceDepth = parent.sourceDepth;
    this.loopDepth = 0;
    this.executor = new Executor(this, parent.executor);
    this.interpreter = new Interpreter(this);
    new StartVariables(this).compute();
  }

  /// A copy that is the process `child`.
  Shell subshell(Process child, boolean substitution) {
    return new Shell(this, child, substitution);
  }

  // ---- what it says

  /// Prints on standard output.
  public void print(String text) throws FileException {
    byte[] bytes = Bytes.encode(text);
    process.out().write(bytes, 0, bytes.length);
  }

  /// Prints an error, beginning with the shell's name and the line at hand.
  public void complain(String message) {
    complainRaw(voice.at(line) + message);
  }

  /// As [#complain], where standard error of `process` is.
  void complain(Process process, String message) {
    write(process, voice.at(line) + message + "\n");
  }

  /// Prints a line on standard error as it is.
  public void complainRaw(String message) {
    complainPart(message + "\n");
  }

  /// Prints on standard error, without ending the line.
  void complainPart(String message) {
    write(process, message);
  }

  private void write(Process speaker, String message) {
    OpenFile file = speaker.descriptors().get(2);
    if (file == null) {
      return;
    }
    byte[] bytes = Bytes.encode(message);
    try {
      file.write(bytes, 0, bytes.length);
    } catch (FileException e) {
      // Nobody can be told: standard error itself is gone, as on Linux.
      status = 1;
    }
  }

  // ---- what it knows

  public Process process() {
    return process;
  }

  public Executor executor() {
    return executor;
  }

  /// What reads text for it, and runs it.
  public Interpreter interpreter() {
    return interpreter;
  }

  public Map<String, Builtin> builtins() {
    return builtins;
  }

  public VariableTable variables() {
    return variables;
  }

  public FunctionTable functions() {
    return functions;
  }

  public Jobs jobs() {
    return jobs;
  }

  public Traps traps() {
    return traps;
  }

  public boolean has(Option option) {
    return options.has(option);
  }

  /// Switches an option on or off.
  public void set(Option option, boolean on) {
    options.set(option, on);
  }

  /// Whether an error in a special builtin ends it, as in a POSIX shell that runs a script (XCU
  /// 2.8.1).
  public boolean isStrict() {
    return has(Option.POSIX) && !isInteractive;
  }

  public boolean has(ShellOption option) {
    return options.has(option);
  }

  /// Switches an option of `shopt` on or off.
  public void set(ShellOption option, boolean on) {
    options.set(option, on);
  }

  /// Whether it was started with `-i`: errors do not end it, and aliases are expanded.
  public boolean isInteractive() {
    return isInteractive;
  }

  /// Makes it talk with a person, line by line, until they leave it.
  public int converse(LineEditor editor, LineEditor.Completion completion) {
    interactive();
    set(Option.MONITOR, true);
    Dialogue now = new Dialogue(this, editor, completion);
    dialogue = now;
    World world = process.machine().world();
    Process before = world.front();
    world.front(process);
    try {
      return interpreter.run(now, 1);
    } finally {
      jobs.abandon();
      world.front(before);
    }
  }

  /// What a person types into it, if one does.
  public @Nullable Dialogue dialogue() {
    return dialogue;
  }

  /// Ctrl-C, for which there is no trap: what is being typed is given up.
  private boolean giveUpLine() {
    return dialogue != null && dialogue.giveUp();
  }

  /// Makes it interactive.
  public void interactive() {
    isInteractive = true;
    set(ShellOption.EXPAND_ALIASES, true);
    traps.spare(EnumSet.of(Signal.INT, Signal.QUIT, Signal.TERM, Signal.TSTP));
  }

  /// The names and texts of aliases, by name.
  public Map<String, String> aliases() {
    return aliases;
  }

  /// The builtin of this name, or null when there is none or it has been disabled.
  public @Nullable Builtin builtin(String word) {
    if (wording() == Wording.DASH && !BUILTINS_OF_DASH.contains(word)) {
      return null;
    }
    return disabled.isEmpty() || !disabled.contains(word) ? builtins.get(word) : null;
  }

  /// The builtins that `enable -n` has named.
  public Set<String> disabled() {
    return disabled;
  }

  /// The calls that have not returned, the innermost first.
  public Deque<Frame> frames() {
    return frames;
  }

  /// The directories that `pushd` has kept, the last one first.
  public List<String> directories() {
    return directories;
  }

  /// The statuses of the last pipeline's members.
  List<Integer> pipeStatuses() {
    return pipeStatuses.isEmpty() ? List.of(status) : pipeStatuses;
  }

  void pipeStatuses(List<Integer> statuses) {
    pipeStatuses = statuses;
  }

  /// How text is read that is run now.
  public Reading reading() {
    return reading;
  }

  /// Aliases and extended patterns, as the options say.
  private final class ShellReading implements Reading {
    @Override
    public @Nullable String alias(String word) {
      boolean expands = has(ShellOption.EXPAND_ALIASES) || has(Option.POSIX);
      return expands && !aliases.isEmpty() ? aliases.get(word) : null;
    }

    @Override
    public boolean extendedPatterns() {
      return has(ShellOption.EXTGLOB);
    }
  }

  /// The file whose commands run outside of all functions.
  public String script() {
    return voice.isCommandLine()
        ? "environment"
        : frames.isEmpty() ? voice.name() : frames.getLast().source();
  }

  /// In whose words it tells errors.
  public Wording wording() {
    return voice.wording();
  }

  public Voice voice() {
    return voice;
  }

  /// From now on it speaks so.
  public void voice(Voice value) {
    voice = value;
  }

  /// `$0`.
  public String name() {
    return name;
  }

  public void name(String value) {
    name = value;
  }

  /// `$1`, `$2`, …
  public List<String> positional() {
    return positional;
  }

  public void positional(List<String> values) {
    positional = List.copyOf(values);
  }

  /// `$?`.
  public int status() {
    return status;
  }

  public void status(int value) {
    status = value;
  }

  /// What `exit` and `return` leave with when they are not told: inside a trap, the status before
  /// it.
  public int leavingStatus() {
    return executor.trapActions().statusBefore();
  }

  /// `$$`: the same in all subshells.
  public int mainPid() {
    return mainPid;
  }

  /// `$!`, or 0 when there is none.
  public int lastBackgroundPid() {
    return lastBackgroundPid;
  }

  void lastBackgroundPid(int pid) {
    lastBackgroundPid = pid;
  }

  /// The simple command at hand, as `BASH_COMMAND` shows it.
  String command() {
    return command == null ? "" : Listing.command(command);
  }

  void command(Node.Simple value) {
    command = value;
  }

  /// `$_`: the last word of the command before.
  String lastWord() {
    return lastWord;
  }

  void lastWord(String word) {
    lastWord = word;
  }

  /// The line of the command at hand.
  public int line() {
    return line;
  }

  void line(int value) {
    line = value;
  }

  /// How many command substitutions it is in.
  int level() {
    return level;
  }

  public boolean isSubshell() {
    return isSubshell;
  }

  /// Whether a function runs.
  public boolean isInFunction() {
    return functionDepth > 0;
  }

  /// Whether `return` has something to leave.
  public boolean canReturn() {
    return functionDepth > 0 || sourceDepth > 0;
  }

  int functionDepth() {
    return functionDepth;
  }

  int sourceDepth() {
    return sourceDepth;
  }

  void sourceDepth(int value) {
    sourceDepth = value;
  }

  void functionDepth(int value) {
    functionDepth = value;
  }

  /// How many loops run, which `break` can leave.
  public int loopDepth() {
    return loopDepth;
  }

  void loopDepth(int value) {
    loopDepth = value;
  }

  /// How far inside the word that `OPTIND` names `getopts` has come.
  public int optionOffset(int index) {
    return index == optionIndex ? optionOffset : 0;
  }

  public void optionOffset(int index, int offset) {
    optionIndex = index;
    optionOffset = offset;
  }

  /// How many subshells it is in.
  int depth() {
    return depth;
  }

  Options options() {
    return options;
  }

  /// The current directory and those that `pushd` has kept.
  public List<String> directoryStack() {
    List<String> stack = new ArrayList<>(directories);
    stack.addFirst(process.directory());
    return stack;
  }

  /// What `$-` shows.
  String optionLetters() {
    return options.letters() + (isInteractive ? "i" : "") + (voice.isCommandLine() ? "c" : "");
  }

  @Nullable String home(String user) {
    if (user.isEmpty()) {
      return variables.value("HOME");
    }
    return switch (user) {
      case "+" -> variables.value("PWD");
      case "-" -> variables.value("OLDPWD");
      case "root" -> "/root";
      default -> null;
    };
  }
}
