package dev.patchbay.shell.tool;

import dev.patchbay.core.Process;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which processes `pgrep` and `pkill` mean: those whose name, or whole command line, has a match;
/// never the searcher itself.
final class ProcessSearch {
  /// As much of a name as the kernel keeps (TASK_COMM_LEN).
  private static final int NAME_LENGTH = 15;

  private final Program program;
  private final Getopt.Parsed options;

  ProcessSearch(Program program, Getopt.Parsed options) {
    this.program = program;
    this.options = options;
  }

  List<Process> find() {
    if (options.operands().isEmpty()) {
      throw Getopt.usage(program.name(), 2, "no matching criteria specified");
    }
    Pattern pattern = pattern(options.operands().getFirst());
    boolean inverse = options.has("inverse");
    List<Process> found =
        program.process().machine().processes().all().stream()
            .filter(p -> p != program.process())
            .filter(p -> matches(pattern, p) != inverse)
            .toList();
    if (found.isEmpty() || !(options.has("newest") || options.has("oldest"))) {
      return found;
    }
    return List.of(options.has("newest") ? found.getLast() : found.getFirst());
  }

  private Pattern pattern(String text) {
    try {
      int flags = options.has("ignore-case") ? Pattern.CASE_INSENSITIVE : 0;
      return Pattern.compile(PosixRegex.translate(text, true).java(), flags);
    } catch (PosixRegex.Malformed | PatternSyntaxException e) {
      throw program.refusal(2, "invalid pattern: " + text);
    }
  }

  private boolean matches(Pattern pattern, Process process) {
    String text = options.has("full") ? String.join(" ", process.words()) : name(process);
    return options.has("exact") ? pattern.matcher(text).matches() : pattern.matcher(text).find();
  }

  /// The name that the kernel knows a process by.
  static String name(Process process) {
    String name = process.name().substring(process.name().lastIndexOf('/') + 1);
    return name.substring(0, Math.min(name.length(), NAME_LENGTH));
  }
}
