package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Declarations;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.run.Variable;
import dev.patchbay.shell.text.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `set [-abefhkmnptuvxBCEHPT] [-o name] [--] [argument…]`.
final class SetOptions implements Builtin {
  private static final String USAGE =
      "set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]";

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    if (words.isEmpty()) {
      listVariables(shell);
      return 0;
    }
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      String word = words.get(at++);
      if (word.equals("--")) {
        shell.positional(words.subList(at, words.size()));
        return 0;
      }
      if (word.equals("-")) {
        shell.set(Option.XTRACE, false);
        shell.set(Option.VERBOSE, false);
        break;
      }
      at = letters(shell, words, word, at);
    }
    if (at < words.size()) {
      shell.positional(words.subList(at, words.size()));
    }
    return 0;
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || (word.startsWith("+") && word.length() > 1);
  }

  /// Takes the letters of one word, and the names that `o` asks for; returns where to go on.
  private static int letters(Shell shell, List<String> words, String word, int next)
      throws FileException {
    boolean on = word.startsWith("-");
    int at = next;
    for (char letter : word.substring(1).toCharArray()) {
      if (letter == 'o') {
        if (at == words.size()) {
          listOptions(shell, on);
        } else {
          name(shell, words.get(at++), on);
        }
        continue;
      }
      Option option = Option.of(letter);
      if (option == null) {
        throw Flags.unknown(shell, word.charAt(0) + "" + letter, USAGE);
      }
      shell.set(option, on);
    }
    return at;
  }

  private static void name(Shell shell, String word, boolean on) {
    Option option = Option.of(word);
    if (option == null) {
      String sign = on ? "-" : "+";
      throw new CommandException(
          2,
          shell.wording() == Wording.DASH
              ? "Illegal option " + sign + "o " + word
              : word + ": invalid option name");
    }
    shell.set(option, on);
  }

  private static void listOptions(Shell shell, boolean readable) throws FileException {
    List<Option> options =
        Stream.of(Option.values()).sorted(Comparator.comparing(Option::word)).toList();
    for (Option option : options) {
      boolean on = shell.has(option);
      shell.print(
          readable
              ? "%-15s\t%s\n".formatted(option.word(), on ? "on" : "off")
              : "set " + (on ? "-o " : "+o ") + option.word() + "\n");
    }
  }

  private static void listVariables(Shell shell) throws FileException {
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      if (Declarations.hasValue(entry.getValue())) {
        shell.print(Declarations.plain(entry.getKey(), entry.getValue()) + "\n");
      }
    }
    if (shell.has(Option.POSIX)) {
      return;
    }
    for (var function : shell.functions().all()) {
      shell.print(Meaning.text(function) + "\n");
    }
  }
}
