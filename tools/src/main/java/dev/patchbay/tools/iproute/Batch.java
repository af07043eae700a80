package dev.patchbay.tools.iproute;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-batch FILE`: a command a line, up to the first that fails, or to the end with `-force`.
///
/// A backslash at the end of a line continues it, `#` begins a remark wherever it stands, and a
/// word that begins with a quote ends with it.
public final class Batch {
  private static final String BLANKS = " \t\r\n";

  private final Process process;
  private final String name;
  private final boolean force;
  private String text = "";
  private int at;
  private int line;
  private boolean failed;

  /// The commands of the file `name`, or of standard input if that is `-`. With `force` they go on
  /// behind one that fails.
  public Batch(Process process, String name, boolean force) {
    this.process = process;
    this.name = name;
    this.force = force;
  }

  /// What runs one of the commands and returns its status.
  public interface Runner {
    int run(Args words) throws FileException;
  }

  /// Runs them and returns the status of the whole.
  public int run(Runner runner) throws FileException {
    text = read();
    for (String command = nextLine(); command != null; command = nextLine()) {
      List<String> words = words(command);
      if (words.isEmpty() || runner.run(new Args(words)) == 0) {
        continue;
      }
      failed = true;
      process.complain("Command failed " + name + ":" + line);
      if (!force) {
        break;
      }
    }
    return failed ? 1 : 0;
  }

  private String read() throws FileException {
    OpenFile file = process.file(0);
    if (!name.equals("-")) {
      try {
        file = process.files().open(Files.absolute(process.directory(), name), OpenMode.READ, 0);
      } catch (FileException e) {
        throw new CommandException(
            1, "Cannot open file \"" + name + "\" for reading: " + e.errno().text());
      }
    }
    try {
      return new String(file.readAll(), StandardCharsets.UTF_8);
    } catch (FileException e) {
      if (e.errno() != Errno.EISDIR) {
        throw e;
      }
      return "";
    }
  }

  /// The next line with those that continue it, without remarks; null at the end.
  private @Nullable String nextLine() {
    if (at >= text.length()) {
      return null;
    }
    String whole = physicalLine();
    while (whole.endsWith("\\\n")) {
      if (at >= text.length()) {
        process.complain("Missing continuation line");
        return null;
      }
      whole = whole.substring(0, whole.length() - 2) + physicalLine();
    }
    return whole;
  }

  private String physicalLine() {
    line++;
    int newline = text.indexOf('\n', at);
    int end = newline < 0 ? text.length() : newline + 1;
    String physical = text.substring(at, end);
    at = end;
    int remark = physical.indexOf('#');
    return remark < 0 ? physical : physical.substring(0, remark);
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>(8);
    int at = 0;
    while (true) {
      while (at < line.length() && isBlank(line.charAt(at))) {
        at++;
      }
      if (at == line.length()) {
        return words;
      }
      char first = line.charAt(at);
      boolean quoted = first == '\'' || first == '"';
      int start = quoted ? at + 1 : at;
      at = quoted ? line.indexOf(first, start) : end(line, start);
      if (at < 0) {
        throw new CommandException(1, "Unterminated quoted string");
      }
      words.add(line.substring(start, at));
      at += quoted ? 1 : 0;
    }
  }

  private static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  private static int end(String line, int from) {
    int end = from;
    while (end < line.length() && !isBlank(line.charAt(end))) {
      end++;
    }
    return end;
  }
}
