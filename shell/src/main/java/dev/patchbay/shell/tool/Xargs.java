package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.text.Bytes;
import dev.patchbay.shell.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `xargs [-0rtx] [-a file] [-d delimiter] [-E text] [-I text] [-L lines] [-n words] [-s size]
/// [command…]`; one at a time, even under `-P`.
public final class Xargs implements Command {
  private static final int NOT_FOUND = 127;

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "0|null a|arg-file= d|delimiter= E= e|eof=? I= i|replace=? L|max-lines= l=? "
                    + "n|max-args= o|open-tty P|max-procs= p|interactive r|no-run-if-empty "
                    + "s|max-chars= t|verbose x|exit")
            .stoppingAtOperand()
            .parse(args.rest());
    Program program = new Program(process);
    return new Run(program, options).run(input(program, options));
  }

  private static String input(Program program, Getopt.Parsed options) throws FileException {
    String path = options.value("arg-file");
    if (path == null) {
      return Bytes.decode(program.process().file(0).readAll());
    }
    try {
      return Bytes.decode(program.files().read(program.absolute(path)));
    } catch (FileException e) {
      throw program.refusal(1, "Cannot open input file '" + path + "': " + e.errno().text());
    }
  }

  /// Puts words together and starts the command with them.
  private static final class Run {
    private final Program program;
    private final Getopt.Parsed options;
    private final List<String> command;
    private final @Nullable String replaced;
    private int status;
    private boolean ran;

    Run(Program program, Getopt.Parsed options) {
      this.program = program;
      this.options = options;
      this.command = options.operands().isEmpty() ? List.of("echo") : options.operands();
      String replace = options.value("I");
      String old = options.value("replace");
      this.replaced = replace != null ? replace : old == null ? null : old.isEmpty() ? "{}" : old;
    }

    int run(String input) throws FileException {
      List<XargsWords.Word> words = XargsWords.read(program, input, options, replaced != null);
      if (replaced != null) {
        for (XargsWords.Word word : words) {
          start(command.stream().map(c -> c.replace(replaced, word.text())).toList());
        }
        return status;
      }
      long mostWords = number("max-args", Long.MAX_VALUE);
      long mostLines = number("max-lines", Long.MAX_VALUE);
      List<String> argv = new ArrayList<>(command);
      long lines = 0;
      for (XargsWords.Word word : words) {
        argv.add(word.text());
        lines += word.endsLine() ? 1 : 0;
        if (argv.size() - command.size() >= mostWords || lines >= mostLines) {
          start(argv);
          argv = new ArrayList<>(command);
          lines = 0;
        }
      }
      boolean none = !ran && argv.size() == command.size();
      if (argv.size() > command.size() || (none && !options.has("no-run-if-empty"))) {
        start(argv);
      }
      return status;
    }

    private long number(String key, long usual) {
      String word = options.value(key);
      if (word == null) {
        return usual;
      }
      if (!word.matches("\\d{1,9}")) {
        throw program.usage(
            1,
            "invalid number \""
                + word
                + "\" for -"
                + (key.equals("max-args") ? "n" : "L")
                + " option");
      }
      return Long.parseLong(word);
    }

    private void start(List<String> argv) {
      ran = true;
      if (options.has("verbose")) {
        program
            .process()
            .complain(argv.stream().map(Quoting::word).collect(Collectors.joining(" ")));
      }
      Process child = program.process().fork();
      int result;
      try {
        result = child.exec(find(argv.getFirst()), argv);
      } catch (CommandException e) {
        child.end(e.status());
        throw e;
      }
      if (result == 255) {
        throw program.refusal(124, argv.getFirst() + ": exited with status 255; aborting");
      }
      if (result > 128) {
        throw program.refusal(125, argv.getFirst() + ": terminated by signal " + (result - 128));
      }
      status = result == 0 ? status : 123;
    }

    private Command find(String name) {
      try {
        return Children.find(program, name, "");
      } catch (CommandException e) {
        boolean missing = e.status() == NOT_FOUND;
        String why = missing ? "No such file or directory" : "Permission denied";
        throw program.refusal(e.status(), name + ": " + why);
      }
    }
  }
}
