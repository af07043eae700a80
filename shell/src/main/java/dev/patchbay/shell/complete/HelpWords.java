package dev.patchbay.shell.complete;

import dev.patchbay.core.Command;
import dev.patchbay.core.Exit;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.Captured;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.TextFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a command's grammar, taken from the help that it prints: a new command completes
/// itself.
final class HelpWords {
  /// Those that know `help` as a word; others are asked with `--help`.
  private static final Set<String> BY_WORD =
      Set.of(
          "ip", "bridge", "tc", "brctl", "machine", "segment", "on", "plug", "unplug", "journey");

  private static final Pattern WORD =
      Pattern.compile("(?<![\\w<-])(--?[A-Za-z][\\w-]*|[a-z][a-z0-9_-]+)(?![\\w>])");

  private static final Pattern TYPES = Pattern.compile("TYPE := \\{([^}]*)\\}");

  /// What helps say that is no word of a command.
  private static final Set<String> PROSE =
      Set.of("where", "usage", "filename", "the", "and", "of", "or", "to", "is", "for", "in", "a");

  private final Map<String, List<String>> known = new LinkedHashMap<>();

  /// The words of `ip`, of `ip link`, of `ip link help veth`.
  ///
  /// @param words a command of the lab and the words of it that have a help of their own
  List<String> of(Process process, Command command, List<String> words) {
    return known.computeIfAbsent(
        String.join(" ", words), key -> words(help(process, command, words), words.getFirst()));
  }

  /// The kinds that the help of a command names: `TYPE := { amt | bareudp | … }`.
  List<String> types(Process process, Command command, List<String> words) {
    return known.computeIfAbsent(
        String.join(" ", words) + " type",
        key -> {
          Matcher types = TYPES.matcher(help(process, command, words));
          return types.find() ? words(types.group(1), "") : List.of();
        });
  }

  private static String help(Process process, Command command, List<String> words) {
    List<String> argv = new ArrayList<>(words);
    argv.add(Math.min(2, argv.size()), BY_WORD.contains(words.getFirst()) ? "help" : "--help");
    Process child = process.fork();
    Captured heard = new Captured();
    child.descriptors().set(0, new TextFile(new byte[0]));
    child.descriptors().set(1, heard);
    child.descriptors().set(2, heard.share());
    try {
      child.become(command, argv);
      child.flush();
    } catch (Exit | FileException e) {
      // Whatever it has said until then is its help.
      child.end(1);
    } finally {
      child.end(0);
    }
    return heard.take();
  }

  private static List<String> words(String help, String name) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(help);
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    words.removeAll(PROSE);
    words.remove(name);
    return List.copyOf(words);
  }
}
