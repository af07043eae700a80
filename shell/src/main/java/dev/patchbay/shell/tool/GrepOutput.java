package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.shell.text.Bytes;
import java.util.ArrayDeque;
import java.util.List;

/// Searches files and prints what `grep` selects of them.
final class GrepOutput {
  /// A line that may be printed as context.
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(byte[] bytes, long number, long offset) {}

  private final Program program;
  private final Getopt.Parsed options;
  private final GrepPattern pattern;
  private final boolean names;
  private final boolean inverted;
  private final boolean onlyMatching;
  private final boolean quiet;
  private final boolean counts;
  private final boolean lists;
  private final boolean listsWithout;
  private final byte delimiter;
  private final long most;
  private final int before;
  private final int after;
  private final boolean hasContext;
  private boolean anyPrinted;

  private GrepOutput(Program program, Getopt.Parsed options, GrepPattern pattern, boolean names) {
    this.program = program;
    this.options = options;
    this.pattern = pattern;
    this.names = names;
    this.inverted = options.has("invert-match");
    this.onlyMatching = options.has("only-matching");
    this.quiet = options.has("quiet") || options.has("silent");
    this.counts = options.has("count");
    this.lists = options.has("files-with-matches");
    this.listsWithout = options.has("files-without-match");
    this.delimiter = (byte) (options.has("null-data") ? 0 : '\n');
    this.most = number("max-count", Long.MAX_VALUE, "invalid max count");
    int around = context("context", 0);
    this.before = context("before-context", around);
    this.after = context("after-context", around);
    this.hasContext = options.lastOf(List.of("context", "before-context", "after-context")) != null;
  }

  static GrepOutput of(Program program, Getopt.Parsed options, GrepPattern pattern, boolean names) {
    return new GrepOutput(program, options, pattern, names);
  }

  private long number(String key, long usual, String fault) {
    String word = options.value(key);
    if (word == null) {
      return usual;
    }
    if (!word.matches("-?\\d{1,18}")) {
      throw program.refusal(2, fault);
    }
    long value = Long.parseLong(word);
    return value < 0 ? Long.MAX_VALUE : value;
  }

  private int context(String key, int usual) {
    String word = options.value(key);
    if (word != null && !word.matches("\\d{1,9}")) {
      throw program.refusal(2, word + ": invalid context length argument");
    }
    return word == null ? usual : Integer.parseInt(word);
  }

  /// Searches one file; whether lines of it were selected.
  boolean search(OpenFile file, String name) throws FileException {
    Search search = new Search(name);
    LineReader reader = new LineReader(file, delimiter);
    for (byte[] line = reader.next(); line != null; line = reader.next()) {
      if (!search.take(line)) {
        break;
      }
    }
    finish(name, search.selected, search.binary);
    return listsWithout ? search.selected == 0 : search.selected > 0;
  }

  /// The way through one file.
  private final class Search {
    private final String name;
    private final ArrayDeque<Line> held = new ArrayDeque<>();
    private long selected;
    private long number;
    private long offset;
    private long lastPrinted;
    private int owed;
    private boolean binary;

    Search(String name) {
      this.name = name;
    }

    /// Takes the next line; whether those after it matter.
    boolean take(byte[] bytes) throws FileException {
      Line line = new Line(bytes, ++number, offset);
      offset += bytes.length;
      if (selected >= most) {
        return after(line);
      }
      if (!isSelected(bytes)) {
        context(line);
        return true;
      }
      selected++;
      if (quiet || lists || listsWithout) {
        return false;
      }
      if (counts) {
        return true;
      }
      binary |= isBinary(bytes);
      if (!binary) {
        select(line);
      }
      return !binary;
    }

    /// Behind the last line that `-m` allows there is only its context.
    private boolean after(Line line) throws FileException {
      if (owed-- <= 0) {
        return false;
      }
      print(line, '-', name);
      return true;
    }

    private void select(Line line) throws FileException {
      separate(line, held, lastPrinted);
      for (Line one : held) {
        print(one, '-', name);
      }
      held.clear();
      print(line, ':', name);
      lastPrinted = number;
      owed = after;
    }

    private void context(Line line) throws FileException {
      if (owed > 0) {
        owed--;
        print(line, '-', name);
        lastPrinted = number;
      } else if (before > 0) {
        held.addLast(line);
        if (held.size() > before) {
          held.removeFirst();
        }
      }
    }
  }

  private boolean isBinary(byte[] line) {
    if (delimiter == 0 || options.has("text") || "text".equals(options.value("binary-files"))) {
      return false;
    }
    for (byte b : line) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private void finish(String name, long selected, boolean binary) throws FileException {
    String end = options.has("null") ? "\0" : "\n";
    if (quiet) {
      return;
    }
    if (lists || listsWithout) {
      if (lists ? selected > 0 : selected == 0) {
        program.print(name + end);
      }
    } else if (counts) {
      String start = names ? name + (options.has("null") ? "\0" : ":") : "";
      program.print(start + selected + "\n");
    } else if (binary) {
      program.warn(name + ": binary file matches");
    }
  }

  /// Groups of lines that are not next to each other are parted by `--`, when there is context at
  /// all.
  private void separate(Line present, ArrayDeque<Line> held, long lastPrinted)
      throws FileException {
    long first = held.isEmpty() ? present.number : held.getFirst().number;
    boolean apart = lastPrinted == 0 || first > lastPrinted + 1;
    if (hasContext && anyPrinted && apart) {
      program.print("--\n");
    }
  }

  private String text(byte[] line) {
    boolean ends = line[line.length - 1] == delimiter;
    return Bytes.decode(line, 0, ends ? line.length - 1 : line.length);
  }

  private boolean isSelected(byte[] line) {
    return pattern.matches(text(line)) != inverted;
  }

  private void print(Line line, char mark, String name) throws FileException {
    anyPrinted = true;
    if (!onlyMatching) {
      prefix(line, line.offset, mark, name);
      program.write(line.bytes, 0, line.bytes.length);
      if (line.bytes[line.bytes.length - 1] != delimiter) {
        program.write(new byte[] {delimiter}, 0, 1);
      }
      return;
    }
    if (inverted || mark == '-') {
      return;
    }
    String text = text(line.bytes);
    for (GrepPattern.Span span : pattern.spans(text)) {
      int offset = Bytes.encode(text.substring(0, span.start())).length;
      prefix(line, line.offset + offset, mark, name);
      program.print(text.substring(span.start(), span.end()) + (delimiter == 0 ? "\0" : "\n"));
    }
  }

  private void prefix(Line line, long offset, char mark, String name) throws FileException {
    StringBuilder prefix = new StringBuilder();
    if (names) {
      prefix.append(name).append(options.has("null") ? '\0' : mark);
    }
    if (options.has("line-number")) {
      prefix.append(line.number).append(mark);
    }
    if (options.has("byte-offset")) {
      prefix.append(offset).append(mark);
    }
    if (options.has("initial-tab") && !prefix.isEmpty()) {
      prefix.insert(prefix.length() - 1, '\t');
    }
    program.print(prefix.toString());
  }
}
