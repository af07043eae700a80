package dev.patchbay.shell;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.LineEditor;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.text.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `bash [options] [file [argument…]]`, `bash -c text [name [argument…]]`, `bash -s [argument…]`.
public final class Bash implements Command {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  @Override
  public int run(Process process, Args args) throws FileException {
    return run(process, args, false);
  }

  /// As [#run], maybe as a shell that keeps to POSIX.
  static int run(Process process, Args args, boolean posix) throws FileException {
    return new Start(process, args.rest(), posix).run();
  }

  /// The words that a shell is started with.
  private static final class Start {
    private final Process process;
    private final List<String> words;
    private final Map<Option, Boolean> options = new EnumMap<>(Option.class);
    private final Map<ShellOption, Boolean> shellOptions = new EnumMap<>(ShellOption.class);
    private final boolean posix;
    private boolean interactive;
    private boolean command;
    private boolean standardInput;
    private int at;

    Start(Process process, List<String> words, boolean posix) {
      this.process = process;
      this.words = words;
      this.posix = posix;
      if (posix) {
        options.put(Option.POSIX, true);
      }
    }

    int run() throws FileException {
      while (at < words.size() && isOption(words.get(at))) {
        String word = words.get(at++);
        if (word.equals("--") || word.equals("-")) {
          break;
        }
        if (!word.startsWith("--")) {
          letters(word);
        } else if (word.equals("--posix")) {
          options.put(Option.POSIX, true);
        } else if (!isLong(word)) {
          throw new CommandException(2, "bash: " + word + ": invalid option");
        }
      }
      List<String> operands = words.subList(at, words.size());
      if (command) {
        return text(operands);
      }
      if (operands.isEmpty() || standardInput) {
        return lines(operands);
      }
      return file(operands);
    }

    private static boolean isOption(String word) {
      return word.equals("-")
          || (word.length() > 1 && (word.startsWith("-") || word.startsWith("+")));
    }

    private static boolean isLong(String word) {
      return List.of("--norc", "--noprofile", "--login", "--posix", "--noediting").contains(word);
    }

    private void letters(String word) {
      boolean on = word.startsWith("-");
      for (char letter : word.substring(1).toCharArray()) {
        switch (letter) {
          case 'c' -> command = true;
          case 's' -> standardInput = true;
          case 'i' -> interactive = on;
          case 'l', 'r' -> {
            // A login shell's files do not exist in a lab.
          }
          case 'o' -> name(on);
          case 'O' -> shellOption(on);
          default -> letter(word, letter, on);
        }
      }
    }

    private void name(boolean on) {
      Option option = at < words.size() ? Option.of(words.get(at)) : null;
      if (option == null) {
        String word = at < words.size() ? words.get(at) : "-o";
        throw new CommandException(2, "bash: " + word + ": invalid option name");
      }
      at++;
      options.put(option, on);
    }

    private void shellOption(boolean on) {
      ShellOption option = at < words.size() ? ShellOption.of(words.get(at)) : null;
      if (option == null) {
        String word = at < words.size() ? words.get(at) : "-O";
        throw new CommandException(2, "bash: " + word + ": invalid shell option name");
      }
      at++;
      shellOptions.put(option, on);
    }

    private void letter(String word, char letter, boolean on) {
      Option option = Option.of(letter);
      if (option == null) {
        throw new CommandException(2, "bash: " + word.charAt(0) + letter + ": invalid option");
      }
      options.put(option, on);
    }

    private int text(List<String> operands) {
      if (operands.isEmpty()) {
        throw new CommandException(2, "bash: -c: option requires an argument");
      }
      String name = operands.size() > 1 ? operands.get(1) : process.name();
      Session session = Session.commandLine(process, name);
      session.arguments(name, operands.subList(Math.min(2, operands.size()), operands.size()));
      return start(session).live(Lines.of(operands.getFirst()));
    }

    private int lines(List<String> operands) throws FileException {
      Session session = Session.plain(process).arguments(process.name(), operands);
      OpenFile in = process.file(0);
      if (in instanceof LineEditor editor && in.isTerminal()) {
        return start(session).converse(editor);
      }
      return start(session).live(new InputLines(in));
    }

    private int file(List<String> operands) {
      String file = operands.getFirst();
      Session session = Session.bashScript(process, file);
      session.arguments(file, operands.subList(1, operands.size()));
      return start(session).live(Lines.of(content(file)));
    }

    private String content(String file) {
      try {
        OpenFile open =
            process.files().open(Files.absolute(process.directory(), file), OpenMode.READ, 0);
        try {
          return Bytes.decode(open.readAll());
        } finally {
          open.close();
        }
      } catch (FileException e) {
        boolean missing = e.errno() == Errno.ENOENT;
        if (posix && missing) {
          throw new CommandException(2, "sh: 0: cannot open " + file + ": No such file");
        }
        String what = e.errno() == Errno.EISDIR ? file + ": " + file : file;
        throw new CommandException(
            missing ? NOT_FOUND : NOT_EXECUTABLE,
            (missing ? "bash: " : "") + what + ": " + e.errno().text());
      }
    }

    private Session start(Session session) {
      if (posix) {
        session.inWordsOfDash();
      }
      options.forEach(session.shell()::set);
      shellOptions.forEach(session.shell()::set);
      if (interactive) {
        session.shell().interactive();
      } else {
        session.shell().traps().keepIgnored();
      }
      return session;
    }
  }

  /// Standard input as lines, read byte by byte, so that the commands can read what follows.
  private record InputLines(OpenFile file) implements Lines {
    @Override
    public @Nullable String next() {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] one = new byte[1];
      try {
        while (file.read(one, 0, 1) > 0) {
          line.write(one[0]);
          if (one[0] == '\n') {
            break;
          }
        }
      } catch (FileException e) {
        return null;
      }
      return line.size() == 0 ? null : Bytes.decode(line.toByteArray());
    }
  }
}
