package dev.patchbay.shell.builtin;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.run.Option;
import dev.patchbay.shell.run.Shell;
import dev.patchbay.shell.syntax.Listing;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a word means as a command: what `type` tells.
///
/// @param sort what `type -t` says
/// @param word what `command -v` says
/// @param sentence what `type` says
record Meaning(String sort, String word, String sentence) {
  private static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "then",
          "else",
          "elif",
          "fi",
          "case",
          "esac",
          "for",
          "while",
          "until",
          "do",
          "done",
          "in",
          "function",
          "time",
          "{",
          "}",
          "!",
          "[[",
          "]]",
          "select",
          "coproc");

  /// The meaning, or null when it has none.
  static @Nullable Meaning of(Shell shell, String name) {
    List<Meaning> all = all(shell, name);
    return all.isEmpty() ? null : all.getFirst();
  }

  /// All that it could mean; the first is what it does mean.
  static List<Meaning> all(Shell shell, String name) {
    List<Meaning> all = new ArrayList<>();
    boolean aliases = shell.has(ShellOption.EXPAND_ALIASES) || shell.has(Option.POSIX);
    String alias = aliases ? shell.aliases().get(name) : null;
    if (alias != null) {
      String word = "alias " + name + "=" + Quoting.single(alias);
      all.add(new Meaning("alias", word, name + " is aliased to `" + alias + "'"));
    }
    if (KEYWORDS.contains(name)) {
      all.add(new Meaning("keyword", name, name + " is a shell keyword"));
    }
    Node.FunctionDefinition function = shell.functions().find(name);
    if (function != null) {
      all.add(new Meaning("function", name, name + " is a function\n" + text(function)));
    }
    if (shell.builtin(name) != null) {
      all.add(new Meaning("builtin", name, name + " is a shell builtin"));
    }
    String path = program(shell, name);
    if (path != null) {
      all.add(new Meaning("file", path, name + " is " + path));
    }
    return all;
  }

  /// A function as a definition.
  static String text(Node.FunctionDefinition function) {
    return Listing.function(function);
  }

  /// Where a program is found, or null.
  static @Nullable String program(Shell shell, String name) {
    Process process = shell.process();
    if (name.indexOf('/') >= 0) {
      return isProgram(process, name) ? name : null;
    }
    String path = shell.variables().value("PATH");
    for (String directory : path == null ? List.<String>of() : List.of(path.split(":", -1))) {
      if (!directory.isEmpty() && isProgram(process, directory + "/" + name)) {
        return directory + "/" + name;
      }
    }
    return isCommand(process, name) ? "/usr/bin/" + name : null;
  }

  private static boolean isProgram(Process process, String path) {
    try {
      FileStatus status = process.files().status(Files.absolute(process.directory(), path));
      return status.kind() == FileStatus.Kind.FILE && (status.mode() & 0111) != 0;
    } catch (FileException missing) {
      return false;
    }
  }

  private static boolean isCommand(Process process, String name) {
    try {
      return process.machine().processes().programs().find(process, name) != null;
    } catch (CommandException refused) {
      return false;
    }
  }
}
