package dev.patchbay.shell.run;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.syntax.Lines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person types at a prompt, a line at a time: the first line of a command behind `PS1`,
/// each further one behind `PS2`.
public final class Dialogue implements Lines {
  private static final String GREEN = "\\[\\e[1;32m\\]";
  private static final String BLUE = "\\[\\e[1;34m\\]";
  private static final String DIM = "\u001b[2m";
  private static final String END = "\u001b[0m";
  private static final String PLAIN = "\\[\\e[0m\\]";

  private final Shell shell;
  private final LineEditor editor;
  private final LineEditor.Completion completion;
  private boolean isEditing;
  private boolean isBegun;

  /// Whether the last command was a wish to leave, which jobs that are stopped have stood against.
  private boolean isWarned;

  private boolean isLeaving;

  /// A dialogue at `editor`.
  public Dialogue(Shell shell, LineEditor editor, LineEditor.Completion completion) {
    this.shell = shell;
    this.editor = editor;
    this.completion = completion;
  }

  /// The terminal.
  public LineEditor editor() {
    return editor;
  }

  /// Ctrl-C: the line that is being edited is given up. Returns whether one was.
  boolean giveUp() {
    if (isEditing) {
      editor.giveUp();
    }
    return isEditing;
  }

  @Override
  public void begin() {
    isBegun = false;
  }

  /// A command has ended: a ping that failed can be explained.
  void ended(int status) {
    boolean failed = status != 0 && status < 128;
    String destination = !failed ? null : pinged(shell.command());
    if (destination != null) {
      shell.complainRaw(DIM + "why " + destination + " tells where it was lost" + END);
    }
  }

  /// Whom the command has pinged: `10.0.0.2`, `from red 10.0.0.2`; null when it has not.
  private static @Nullable String pinged(String command) {
    List<String> words = List.of(command.split(" +"));
    int ping = Math.max(words.indexOf("ping"), words.indexOf("ping6"));
    String last = words.getLast();
    if (ping < 0 || ping == words.size() - 1 || last.startsWith("-")) {
      return null;
    }
    int exec = words.indexOf("exec");
    return exec >= 0 && exec < ping ? "from " + words.get(exec + 1) + " " + last : last;
  }

  /// A person wants to leave. Jobs that are stopped would be lost: the first time they are told so,
  /// and stay.
  public boolean leaves() {
    shell.complainRaw("exit");
    if (isWarned || isLeaving || shell.jobs().all().stream().noneMatch(Job::isStopped)) {
      return true;
    }
    shell.complainRaw("There are stopped jobs.");
    isLeaving = true;
    return false;
  }

  @Override
  public @Nullable String next() {
    if (!isBegun) {
      beforeCommand();
    }
    try {
      isEditing = true;
      String line = editor.edit(isBegun ? prompt("PS2", "> ") : prompt("PS1", usual()), completion);
      if (line == null) {
        return leaves() ? null : "\n";
      }
      isWarned = isLeaving;
      isLeaving = false;
      isBegun |= !line.isBlank() && !line.stripLeading().startsWith("#");
      return line + "\n";
    } catch (FileException e) {
      if (e.errno() == Errno.EINTR) {
        throw new Jump.GivenUp();
      }
      return null;
    } finally {
      isEditing = false;
    }
  }

  private void beforeCommand() {
    for (Job job : shell.jobs().all()) {
      if (job.hasEnded()) {
        shell.complainRaw(shell.jobs().line(job, shell.has(Option.MONITOR)));
        shell.jobs().forget(job);
      }
    }
    shell.variables().assign("COLUMNS", Integer.toString(editor.columns()));
    shell.variables().assign("LINES", Integer.toString(editor.rows()));
    String command = shell.variables().value("PROMPT_COMMAND");
    if (command != null && !command.isEmpty()) {
      int status = shell.status();
      shell.interpreter().evaluate(command);
      shell.status(status);
    }
  }

  /// The machine, the namespace if it is not the initial one, and the folder.
  private String usual() {
    Process process = shell.process();
    String machine = process.machine().hostname();
    boolean isInitial = process.netns() == process.machine().initialNetns();
    String place = isInitial ? machine : machine + "/" + process.netns().displayName();
    return GREEN + place + PLAIN + ":" + BLUE + "\\w" + PLAIN + "\\$ ";
  }

  private String prompt(String variable, String otherwise) {
    String text = shell.variables().value(variable);
    return shell.executor().prompt(text == null ? otherwise : text);
  }
}
