package dev.patchbay.shell.run;

import dev.patchbay.core.Exit;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Parser;
import dev.patchbay.shell.syntax.SyntaxException;
import dev.patchbay.shell.text.Wording;
import org.jspecify.annotations.Nullable;

/// Reads text for a shell, command by command, and runs each; and says what an error ends: the
/// command, the text or the shell.
public final class Interpreter {
  private final Shell shell;

  Interpreter(Shell shell) {
    this.shell = shell;
  }

  /// Reads commands from `lines` and runs each before the next is read; returns the status of the
  /// last. A syntax error is told and ends it with status 2.
  public int run(Lines lines, int firstLine) {
    Parser parser = parser(lines, firstLine);
    int last = 0;
    while (true) {
      try {
        lines.begin();
        Node node = parser.next();
        warn(parser);
        if (node == null) {
          return last;
        }
        last = shell.has(Option.NOEXEC) ? 0 : execute(node);
        Dialogue dialogue = shell.dialogue();
        if (dialogue != null) {
          dialogue.ended(last);
        }
      } catch (Jump.GivenUp e) {
        shell.complainRaw("");
        shell.status(128 + Signal.INT.number());
        last = shell.status();
        parser = parser(lines, firstLine);
      } catch (SyntaxException e) {
        warn(parser);
        shell.status(report(e));
        last = shell.status();
        if (!shell.isInteractive()) {
          return shell.status();
        }
        parser.skipLine();
      }
    }
  }

  private Parser parser(Lines lines, int firstLine) {
    return new Parser(() -> told(lines.next()), firstLine, shell.reading());
  }

  /// A line as it was read, shown under `set -v`.
  private @Nullable String told(@Nullable String text) {
    if (text != null && shell.has(Option.VERBOSE)) {
      shell.complainRaw(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
    return text;
  }

  private void warn(Parser parser) {
    if (shell.wording() == Wording.DASH) {
      parser.takeWarnings();
      return;
    }
    for (String warning : parser.takeWarnings()) {
      shell.complainRaw(shell.voice().name() + ": " + warning);
    }
  }

  /// Tells a syntax error in bash's words.
  private int report(SyntaxException e) {
    if (shell.wording() == Wording.DASH) {
      shell.complainRaw(shell.voice().reading(e.lineOfDash()) + e.inWordsOfDash());
      return 2;
    }
    String start = shell.voice().reading(e.line());
    shell.complainRaw(start + e.getMessage());
    String text = e.text();
    if (text != null) {
      shell.complainRaw(start + "`" + text + "'");
    }
    String expected = e.expected();
    if (expected != null && shell.voice().explains()) {
      shell.complainRaw(start + "expected " + expected);
    }
    return 2;
  }

  /// Runs one complete command. An error of the shell itself ends only the command, unless it ends
  /// the shell.
  private int execute(Node node) {
    try {
      shell.status(shell.executor().run(node));
    } catch (ExpansionException e) {
      shell.complain(e.message(shell.wording()));
      boolean script = e.severity() == ExpansionException.Severity.SCRIPT;
      shell.status(shell.wording().status(script && shell.voice().isCommandLine() ? 127 : 1));
      if (!shell.isInteractive() && (script || shell.has(Option.POSIX))) {
        throw new Exit(shell.status());
      }
    } catch (CommandException e) {
      shell.complain(e.message());
      shell.status(e.status());
    } catch (StackOverflowError e) {
      shell.complain("commands are nested too deeply");
      shell.status(1);
    } catch (Jump.Loop e) {
      shell.status(0);
    }
    return shell.status();
  }

  /// Runs text inside the command at hand, as `eval` does; its errors are the command's.
  public int evaluate(String text) {
    Voice before = shell.voice();
    int lineBefore = shell.line();
    shell.voice(before.eval());
    try {
      return runNested(Lines.of(text), lineBefore);
    } finally {
      shell.voice(before);
      shell.line(lineBefore);
    }
  }

  /// Runs the text of a file inside the command at hand, as `.` does.
  public int source(String file, String text) {
    Voice before = shell.voice();
    int lineBefore = shell.line();
    boolean isScript = before.hasLines() && shell.wording() == Wording.BASH;
    shell.voice(isScript ? Voice.script(file) : before);
    shell.sourceDepth(shell.sourceDepth() + 1);
    shell.frames().push(new Frame("source", file, lineBefore, shell.positional()));
    try {
      return runNested(Lines.of(text), 1);
    } catch (Jump.Return e) {
      return e.status();
    } finally {
      shell.sourceDepth(shell.sourceDepth() - 1);
      shell.frames().pop();
      shell.voice(before);
      shell.line(lineBefore);
    }
  }

  private int runNested(Lines lines, int firstLine) {
    Parser parser = parser(lines, firstLine);
    int last = 0;
    try {
      for (Node node = parser.next(); node != null; node = parser.next()) {
        warn(parser);
        last = shell.executor().run(node);
        shell.status(last);
      }
      return last;
    } catch (SyntaxException e) {
      int refused = report(e);
      if (shell.isStrict()) {
        throw new Exit(refused);
      }
      return refused;
    }
  }

  /// Runs the whole of `body` as the program that this shell is: then the EXIT trap, then the end.
  /// Returns the exit status.
  public int live(Runnable body) {
    int exit;
    try {
      body.run();
      exit = shell.status();
    } catch (Exit e) {
      exit = e.status();
    } catch (Killed e) {
      if (e.process() == shell.process()) {
        shell.status(128 + e.signal().number());
        exitTrap();
      }
      throw e;
    }
    shell.status(exit);
    return exitTrap();
  }

  /// Runs commands that an error of the shell itself ends, with its status, as a subshell's are.
  void guard(Runnable body) {
    try {
      body.run();
    } catch (ExpansionException e) {
      shell.complain(String.valueOf(e.getMessage()));
      shell.status(shell.wording().status(1));
    } catch (CommandException e) {
      shell.complain(e.message());
      shell.status(e.status());
    } catch (Jump.Return e) {
      shell.status(e.status());
    } catch (Jump.Loop e) {
      shell.status(0);
    }
  }

  private int exitTrap() {
    String action = shell.traps().action("EXIT");
    if (action == null || action.isEmpty()) {
      return shell.status();
    }
    shell.traps().set("EXIT", null);
    int before = shell.status();
    try {
      shell.executor().trapActions().run(action);
    } catch (Exit e) {
      return e.status();
    } catch (ExpansionException e) {
      shell.complain(String.valueOf(e.getMessage()));
    } catch (Jump e) {
      return before;
    }
    return before;
  }
}
