package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `type [-afptP] name…`.
final class Type implements Builtin {
  private static final int NOT_FOUND = 127;

  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(shell, words, "afptP", "type: usage: type [-afptP] name [name ...]");
    int status = 0;
    for (String name : flags.operands()) {
      String text = text(shell, flags, name);
      if (text != null) {
        shell.print(text.isEmpty() ? "" : text + "\n");
      } else {
        status = shell.wording() == Wording.DASH ? NOT_FOUND : 1;
        if (!flags.has('t') && !flags.has('p') && !flags.has('P')) {
          notFound(shell, name);
        }
      }
    }
    return status;
  }

  /// Dash says so where it would say what it is.
  private static void notFound(Shell shell, String name) throws FileException {
    if (shell.wording() == Wording.DASH) {
      shell.print(name + ": not found\n");
    } else {
      shell.complain("type: " + name + ": not found");
    }
  }

  private static @Nullable String text(Shell shell, Flags flags, String name) {
    if (flags.has('P')) {
      return Meaning.program(shell, name);
    }
    List<Meaning> meanings = Meaning.all(shell, name);
    if (meanings.isEmpty()) {
      return null;
    }
    List<Meaning> shown = flags.has('a') ? meanings : meanings.subList(0, 1);
    return shown.stream()
        .map(m -> text(m, flags))
        .filter(t -> !t.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String text(Meaning meaning, Flags flags) {
    if (flags.has('t')) {
      return meaning.sort();
    }
    if (flags.has('p')) {
      return meaning.sort().equals("file") ? meaning.word() : "";
    }
    return meaning.sentence();
  }
}
