package dev.patchbay.shell;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.shell.builtin.Builtins;
import dev.patchbay.shell.complete.Completion;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Voice;
import dev.patchbay.shell.syntax.Lines;
import java.util.List;

/// A shell that is given text bit by bit and keeps what it knows between: a script's commands, a
/// transcript's lines, what a person types.
public final class Session {
  private final Shell shell;

  private Session(Process process, Voice voice, String name) {
    shell = new Shell(process, Builtins.all(), voice, name);
  }

  /// A shell whose errors begin with `bash: `, as in a transcript or at a prompt.
  public static Session plain(Process process) {
    return new Session(process, Voice.plain("bash"), "bash");
  }

  /// A shell whose errors begin with the script's name and the line. Of a syntax error it says what
  /// was expected, too.
  public static Session script(Process process, String file) {
    return new Session(process, Voice.script(file).explaining(), file);
  }

  /// As [#script], in bash's words alone.
  static Session bashScript(Process process, String file) {
    return new Session(process, Voice.script(file), file);
  }

  /// A shell for the text of `-c`.
  public static Session commandLine(Process process, String name) {
    return new Session(process, Voice.commandLine(name), name);
  }

  /// Lets it speak as dash does.
  Session inWordsOfDash() {
    shell.voice(shell.voice().ofDash(shell.name()));
    return this;
  }

  /// Sets `$0` and `$1`, `$2`, …
  public Session arguments(String name, List<String> positional) {
    shell.name(name);
    shell.positional(positional);
    return this;
  }

  /// Runs the commands of a text, each before the next is read, and returns the status of the last.
  /// The first line has the number `firstLine`.
  ///
  /// @throws dev.patchbay.core.Exit when the text says `exit`
  public int run(String text, int firstLine) {
    return shell.interpreter().run(Lines.of(text), firstLine);
  }

  /// Runs a whole script as the program that the process is, up to the EXIT trap, and returns the
  /// exit status.
  public int live(String text) {
    return live(Lines.of(text));
  }

  int live(Lines lines) {
    return shell.interpreter().live(() -> shell.status(shell.interpreter().run(lines, 1)));
  }

  /// Talks with a person until they leave, as the program that the process is, and returns the exit
  /// status.
  public int converse(LineEditor editor) {
    return shell
        .interpreter()
        .live(() -> shell.status(shell.converse(editor, new Completion(shell)::candidates)));
  }

  /// Does what is left to do at the end: the EXIT trap. Returns the exit status.
  public int end() {
    return shell.interpreter().live(() -> {});
  }

  /// What the shell knows.
  Shell shell() {
    return shell;
  }
}
