package dev.patchbay.tools.sysctl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What `sysctl` does with the files under `/proc/sys`. A name has dots where the path has slashes,
/// and slashes where a part of the path has a dot.
final class Settings {
  private static final String ROOT = "/proc/sys/";

  /// Files that have a successor, and are left out of listings.
  private static final Set<String> DEPRECATED = Set.of("base_reachable_time", "retrans_time");

  /// Where files of settings lie, the most important first.
  private static final List<String> FOLDERS =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");

  private static final int READABLE = 0444;
  private static final int WRITABLE = 0222;

  /// A line `key = value`; without a value the key, which has a `-` before it, is left out of
  /// patterns. A `-` before a key with a value changes nothing in this version.
  private record Line(String path, @Nullable String value) {
    boolean isPattern() {
      return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
    }
  }

  private final Process process;
  private final Sysctl.Options options;
  private int status;

  Settings(Process process, Sysctl.Options options) {
    this.process = process;
    this.options = options;
  }

  // ---- names and paths

  /// The path of a name: what its first separator is decides which character separates.
  private static String path(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    return dot >= 0 && (slash < 0 || dot < slash) ? swap(name) : name;
  }

  private static String swap(String text) {
    StringBuilder swapped = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      swapped.setCharAt(i, c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return swapped.toString();
  }

  /// Complains after what has been said so far (as `error(3)` does).
  private void complain(String message) throws FileException {
    process.out().flush();
    process.err().println("sysctl: " + message);
  }

  // ---- showing

  int showAll() throws FileException {
    for (String name : process.files().list("/proc/sys")) {
      show(name, false);
    }
    return status;
  }

  /// Each setting that cannot be shown counts in the exit status, those that cannot be written but
  /// once.
  int showOrWrite(List<String> words) throws FileException {
    int failed = 0;
    for (String word : words) {
      status = 0;
      if (word.indexOf('=') >= 0) {
        Line line = parse(word);
        if (line != null) {
          write(line);
        }
        failed |= status;
      } else {
        show(path(word), true);
        failed += status;
      }
    }
    return failed;
  }

  /// Shows a file, or all below a directory. Only what was asked for by name is complained about.
  private void show(String path, boolean asked) throws FileException {
    if (path.isEmpty() || path.equals("/")) {
      complain("Path is not under /proc/sys/: " + ROOT + path);
      status = 1;
      return;
    }
    FileStatus file = stat(path);
    if (file == null) {
      missing(path);
      return;
    }
    if (file.isDirectory()) {
      showAll(path.endsWith("/") ? path.substring(0, path.length() - 1) : path, asked);
      return;
    }
    String name = swap(path);
    if ((file.mode() & READABLE) == 0 || !options.pattern().matcher(name).find()) {
      return;
    }
    String value = options.namesOnly() ? "" : text(path);
    if (value == null) {
      status = 1;
    } else {
      print(name, value);
    }
  }

  /// Shows what a directory holds. How the directories in it fared is forgotten, as the real one
  /// does.
  private void showAll(String directory, boolean asked) throws FileException {
    for (String name : process.files().list(ROOT + directory)) {
      if (options.deprecated() || !DEPRECATED.contains(name)) {
        int before = status;
        String path = directory + "/" + name;
        show(path, asked);
        FileStatus file = stat(path);
        if (file != null && file.isDirectory()) {
          status = before;
        }
      }
    }
  }

  private @Nullable FileStatus stat(String path) {
    try {
      return process.files().status(ROOT + path);
    } catch (FileException e) {
      return null;
    }
  }

  private void missing(String path) throws FileException {
    if (!options.ignore()) {
      complain("cannot stat " + ROOT + path + ": " + Errno.ENOENT.text());
      status = 1;
    }
  }

  /// What a file holds; null for a secret that has not been set, which is passed over in silence.
  private @Nullable String text(String path) throws FileException {
    byte[] bytes;
    try {
      bytes = process.files().read(ROOT + path);
    } catch (FileException e) {
      if (e.errno() == Errno.EIO) {
        return null;
      }
      throw e;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private void print(String name, String value) throws FileException {
    if (options.namesOnly()) {
      process.out().println(name);
      return;
    }
    for (String line : value.split("\n", -1)) {
      if (!options.valuesOnly()) {
        process.out().print(name).print(" = ");
      }
      process.out().print(line);
      if (options.newline()) {
        process.out().print("\n");
      }
    }
  }

  // ---- writing

  int writeAll(List<String> words) throws FileException {
    List<Line> lines = new ArrayList<>();
    for (String word : words) {
      Line line = word.indexOf('=') < 0 ? null : parse(word);
      if (line == null) {
        complain("command line(0): invalid syntax, continuing...");
        status = 1;
        return status;
      }
      lines.add(line);
    }
    for (Line line : lines) {
      write(line);
    }
    return status;
  }

  /// The parts of `key = value` or of `-key`; null when it is neither.
  private static @Nullable Line parse(String text) {
    String stripped = text.strip();
    boolean marked = stripped.startsWith("-");
    String rest = marked ? stripped.substring(1) : stripped;
    int equals = rest.indexOf('=');
    if (equals < 0) {
      return marked ? new Line(path(rest.strip()), null) : null;
    }
    String key = rest.substring(0, equals).strip();
    return new Line(path(key), rest.substring(equals + 1).strip());
  }

  private void write(Line line) throws FileException {
    String value = line.value();
    if (value == null) {
      return;
    }
    if (line.path().isEmpty()) {
      complain("Path is not under /proc/sys/: " + ROOT);
      status = 1;
      return;
    }
    FileStatus file = stat(line.path());
    if (file == null) {
      missing(line.path());
      return;
    }
    String name = swap(line.path());
    if (!options.pattern().matcher(name).find()) {
      return;
    }
    if ((file.mode() & WRITABLE) == 0) {
      complain("setting key \"" + name + "\": " + Errno.EINVAL.text());
      return;
    }
    if (options.dryRun() || written(line.path(), name, value)) {
      echo(name, value);
    }
  }

  private boolean written(String path, String name, String value) throws FileException {
    try {
      process.files().write(ROOT + path, (value + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileException e) {
      complain("setting key \"" + name + "\": " + e.errno().text());
      status = 1;
      return false;
    }
  }

  private void echo(String name, String value) throws FileException {
    if (!options.quiet()) {
      print(name, value);
    }
  }

  // ---- files of settings

  /// Reads every file, then sets what they say.
  int load(List<String> files, boolean announced) throws FileException {
    List<Line> lines = new ArrayList<>();
    for (String file : files) {
      read(file, announced, lines);
    }
    Set<String> named = new TreeSet<>();
    lines.stream().filter(line -> !line.isPattern()).forEach(line -> named.add(line.path()));
    for (Line line : lines) {
      if (line.isPattern()) {
        for (String path : matching(line.path())) {
          if (!named.contains(path)) {
            write(new Line(path, line.value()));
          }
        }
      } else {
        write(line);
      }
    }
    return status;
  }

  /// The files of the folders for packages and administrators, by name; one hides those of its name
  /// in the folders that come later.
  int loadSystem() throws FileException {
    Map<String, String> byName = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (String name : namesIn(folder)) {
        if (name.endsWith(".conf")) {
          byName.putIfAbsent(name, folder + "/" + name);
        }
      }
    }
    List<String> files = new ArrayList<>(byName.values());
    files.add("/etc/sysctl.conf");
    return load(files, true);
  }

  private List<String> namesIn(String folder) {
    try {
      return process.files().list(folder);
    } catch (FileException e) {
      // Not every system has all of them.
      return List.of();
    }
  }

  private void read(String file, boolean announced, List<Line> lines) throws FileException {
    String text;
    try {
      String path = file.equals("-") ? "/proc/self/fd/0" : file;
      byte[] bytes = process.files().read(Files.absolute(process.directory(), path));
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (FileException e) {
      if (!announced) {
        complain("cannot open \"" + file + "\": " + e.errno().text());
        status = 1;
      }
      return;
    }
    if (announced && !options.quiet()) {
      process.out().println("* Applying " + file + " ...");
    }
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String stripped = raw.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        continue;
      }
      Line line = parse(stripped);
      if (line == null) {
        complain(file + "(" + number + "): invalid syntax, continuing...");
      } else {
        lines.add(line);
      }
    }
  }

  /// The files that a pattern of paths means, sorted.
  private List<String> matching(String pattern) {
    List<String> found = List.of("");
    for (String part : List.of(pattern.split("/", -1))) {
      Glob name = Glob.of(part);
      List<String> next = new ArrayList<>();
      for (String above : found) {
        for (String child : list(above)) {
          if (name.matches(child)) {
            next.add(above.isEmpty() ? child : above + "/" + child);
          }
        }
      }
      found = next;
    }
    return found;
  }

  private List<String> list(String directory) {
    try {
      return process.files().list(ROOT + directory);
    } catch (FileException e) {
      return List.of();
    }
  }
}
