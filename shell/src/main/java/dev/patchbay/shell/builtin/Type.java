package dev.patchbay.shell.builtin;

import dev.patchbay.core.file.FileException;
import dev.patchbay.shell.run.Builtin;
import dev.patchbay.shell.run.Shell;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `type [-afptP] name…`.
final class Type implements Builtin {
  @Override
  public int run(Shell shell, List<String> words) throws FileException {
    Flags flags = Flags.of(words, "afptP", "type: usage: type [-afptP] name [name ...]");
    int status = 0;
    for (String name : flags.operands()) {
      String text = text(shell, flags, name);
      if (text != null) {
        shell.print(text.isEmpty() ? "" : text + "\n");
      } else {
        status = 1;
        if (!flags.has('t') && !flags.has('p') && !flags.has('P')) {
          shell.complain("type: " + name + ": not found");
        }
      }
    }
    return status;
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
