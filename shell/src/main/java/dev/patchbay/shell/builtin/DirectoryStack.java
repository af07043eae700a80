package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.ArrayList;
import java.util.List;

/// `pushd`, `popd` and `dirs`: directories to come back to.
final class DirectoryStack implements Builtin {
  /// Which of the three it is.
  enum Verb {
    PUSHD("pushd: usage: pushd [-n] [+N | -N | dir]"),
    POPD("popd: usage: popd [-n] [+N | -N]"),
    DIRS("dirs: usage: dirs [-clpv] [+N] [-N]");

    private final String usage;

    Verb(String usage) {
      this.usage = usage;
    }
  }

  private final Verb verb;

  DirectoryStack(Verb verb) {
    this.verb = verb;
  }

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    return switch (verb) {
      case DIRS -> dirs(shell, words);
      case PUSHD -> pushd(shell, words);
      case POPD -> popd(shell, words);
    };
  }

  // ---- dirs

  private int dirs(Shell shell, List<String> words) throws FileException {
    boolean full = false;
    boolean lines = false;
    boolean numbered = false;
    int only = -1;
    for (String word : words) {
      if (isIndex(word)) {
        only = index(shell, word);
        continue;
      }
      for (char letter : option(word).toCharArray()) {
        switch (letter) {
          case 'c' -> {
            shell.directories().clear();
            return 0;
          }
          case 'l' -> full = true;
          case 'p' -> lines = true;
          case 'v' -> numbered = true;
          default -> throw Flags.usage("-" + letter + ": invalid option", verb.usage);
        }
      }
    }
    List<String> shown = new ArrayList<>();
    List<String> stack = shell.directoryStack();
    for (int i = 0; i < stack.size(); i++) {
      String directory = full ? stack.get(i) : abbreviated(shell, stack.get(i));
      if (only < 0 || only == i) {
        shown.add((numbered ? "%2d  ".formatted(i) : "") + directory);
      }
    }
    shell.print(String.join(lines || numbered ? "\n" : " ", shown) + "\n");
    return 0;
  }

  private String option(String word) {
    if (!word.startsWith("-") || word.length() < 2) {
      throw Flags.usage(word + ": invalid option", verb.usage);
    }
    return word.substring(1);
  }

  private static String abbreviated(Shell shell, String directory) {
    String home = shell.variables().value("HOME");
    if (home == null || home.length() < 2) {
      return directory;
    }
    boolean below = directory.equals(home) || directory.startsWith(home + "/");
    return below ? "~" + directory.substring(home.length()) : directory;
  }

  private static boolean isIndex(String word) {
    return word.matches("[+-]\\d{1,6}");
  }

  private int index(Shell shell, String word) {
    int size = shell.directories().size() + 1;
    int number = Integer.parseInt(word.substring(1));
    if (number >= size) {
      throw new CommandException(1, word + ": directory stack index out of range");
    }
    return word.startsWith("+") ? number : size - 1 - number;
  }

  // ---- pushd and popd

  private int pushd(Shell shell, List<String> words) throws FileException {
    boolean stays = words.contains("-n");
    List<String> operands = words.stream().filter(w -> !w.equals("-n") && !w.equals("--")).toList();
    List<String> stack = shell.directoryStack();
    if (operands.isEmpty()) {
      if (stack.size() < 2) {
        throw new CommandException(1, "no other directory");
      }
      rotate(shell, stack, 1, true);
    } else if (isIndex(operands.getFirst())) {
      rotate(shell, stack, index(shell, operands.getFirst()), false);
    } else if (stays) {
      shell.directories().addFirst(operands.getFirst());
    } else {
      String before = shell.process().directory();
      change(shell, operands.getFirst());
      shell.directories().addFirst(before);
    }
    return dirs(shell, List.of());
  }

  /// Brings a directory to the top: all before it go to the end, or only the top one changes
  /// places.
  private void rotate(Shell shell, List<String> stack, int index, boolean swap)
      throws FileException {
    List<String> turned = new ArrayList<>();
    turned.add(stack.get(index));
    if (swap) {
      turned.add(stack.getFirst());
      turned.addAll(stack.subList(2, stack.size()));
    } else {
      turned.addAll(stack.subList(index + 1, stack.size()));
      turned.addAll(stack.subList(0, index));
    }
    change(shell, turned.removeFirst());
    shell.directories().clear();
    shell.directories().addAll(turned);
  }

  private int popd(Shell shell, List<String> words) throws FileException {
    boolean stays = words.contains("-n");
    List<String> operands = words.stream().filter(w -> !w.equals("-n") && !w.equals("--")).toList();
    if (shell.directories().isEmpty()) {
      throw new CommandException(1, "directory stack empty");
    }
    if (!operands.isEmpty() && !isIndex(operands.getFirst())) {
      throw Flags.usage(operands.getFirst() + ": invalid argument", verb.usage);
    }
    int index = operands.isEmpty() ? 0 : index(shell, operands.getFirst());
    if (index > 0) {
      shell.directories().remove(index - 1);
    } else if (stays) {
      shell.directories().removeFirst();
    } else {
      change(shell, shell.directories().getFirst());
      shell.directories().removeFirst();
    }
    return dirs(shell, List.of());
  }

  private void change(Shell shell, String directory) throws FileException {
    new Cd().run(shell, List.of("--", directory));
  }
}
