package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.DateFormat;
import dev.patchbay.shell.text.Quoting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The order and the layouts of `ls`.
final class LsFormat {
  private static final long SECOND = 1_000_000_000;
  private static final long HALF_YEAR = 31_556_952L / 2;

  private final Program program;
  private final Getopt.Parsed options;
  private final boolean isLong;
  private final boolean toTerminal;

  LsFormat(Program program, Getopt.Parsed options) {
    this.program = program;
    this.options = options;
    this.isLong =
        options.has("l")
            || options.has("g")
            || options.has("o")
            || options.has("full-time")
            || options.has("numeric-uid-gid")
            || "long".equals(options.value("format"));
    OpenFile out = program.process().descriptors().get(1);
    this.toTerminal = out != null && out.isTerminal();
  }

  void sort(List<LsEntry> entries) {
    String sort = options.value("sort");
    String key = sort == null ? options.lastOf(List.of("S", "t", "U", "v", "X", "f")) : sort;
    Comparator<LsEntry> order = order(key == null ? "name" : key);
    if (options.has("reverse")) {
      order = order.reversed();
    }
    if (options.has("group-directories-first")) {
      order = Comparator.comparing((LsEntry e) -> !e.status().isDirectory()).thenComparing(order);
    }
    entries.sort(order);
  }

  private static Comparator<LsEntry> order(String key) {
    Comparator<LsEntry> names = Comparator.comparing(LsEntry::name);
    return switch (key) {
      case "S", "size" ->
          Comparator.comparingLong((LsEntry e) -> -e.status().size()).thenComparing(names);
      case "t", "time" ->
          Comparator.comparingLong((LsEntry e) -> -e.status().modified()).thenComparing(names);
      case "X", "extension" -> Comparator.comparing(LsFormat::extension).thenComparing(names);
      case "v", "version" -> Versions.ORDER;
      case "U", "f", "none" -> (_, _) -> 0;
      default -> names;
    };
  }

  private static String extension(LsEntry entry) {
    int dot = entry.name().lastIndexOf('.');
    return dot < 0 ? "" : entry.name().substring(dot);
  }

  void print(List<LsEntry> entries, boolean directory) throws FileException {
    boolean sizes = options.has("size");
    if (directory && (isLong || sizes)) {
      long blocks = entries.stream().mapToLong(LsEntry::blocks).sum();
      program.print("total " + (human() ? human(blocks * 1024) : Long.toString(blocks)) + "\n");
    }
    if (isLong) {
      printLong(entries);
      return;
    }
    List<String> names = new ArrayList<>();
    for (LsEntry entry : entries) {
      names.add((sizes ? entry.blocks() + " " : "") + name(entry));
    }
    String layout = options.lastOf(List.of("1", "C", "m", "x"));
    String usual = layout == null ? toTerminal ? "C" : "1" : layout;
    switch (usual) {
      case "m" -> program.print(String.join(", ", names) + "\n");
      case "C", "x" -> columns(names, usual.equals("x"));
      default -> {
        for (String name : names) {
          program.print(name + (options.has("zero") ? "\0" : "\n"));
        }
      }
    }
  }

  private String name(LsEntry entry) {
    return quoted(entry.name()) + sign(entry.status());
  }

  private String quoted(String name) {
    if (options.has("quote-name")) {
      return Quoting.doubled(name);
    }
    boolean odd = !name.equals(Quoting.word(name));
    return odd && toTerminal && !options.has("literal") ? Quoting.single(name) : name;
  }

  private String sign(FileStatus status) {
    if (options.has("classify")) {
      return LsEntry.sign(status, false);
    }
    if (options.has("file-type")) {
      return LsEntry.sign(status, true);
    }
    return options.has("p") && status.isDirectory() ? "/" : "";
  }

  // ---- columns

  private void columns(List<String> names, boolean across) throws FileException {
    String written = options.value("width");
    int width = written != null && written.matches("\\d{1,5}") ? Integer.parseInt(written) : 80;
    int columns = Math.max(Math.min(names.size(), width / 3), 1);
    while (columns > 1 && total(names, columns, across) > width) {
      columns--;
    }
    int rows = (names.size() + columns - 1) / columns;
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      int end = 0;
      for (int column = 0; column < columns; column++) {
        int index = across ? row * columns + column : column * rows + row;
        if (index < names.size()) {
          line.append(" ".repeat(Math.max(end - line.length(), 0))).append(names.get(index));
        }
        end += columnWidth(names, columns, across, column);
      }
      program.print(line + "\n");
    }
  }

  private static int total(List<String> names, int columns, boolean across) {
    int total = 0;
    for (int column = 0; column < columns; column++) {
      total += columnWidth(names, columns, across, column);
    }
    return total - 2;
  }

  private static int columnWidth(List<String> names, int columns, boolean across, int column) {
    int rows = (names.size() + columns - 1) / columns;
    int widest = 0;
    for (int row = 0; row < rows; row++) {
      int index = across ? row * columns + column : column * rows + row;
      widest = index < names.size() ? Math.max(widest, names.get(index).length()) : widest;
    }
    return widest + 2;
  }

  // ---- long

  private void printLong(List<LsEntry> entries) throws FileException {
    List<String> sizes = entries.stream().map(e -> size(e.status().size())).toList();
    int sizeWidth = sizes.stream().mapToInt(String::length).max().orElse(0);
    String owner = options.has("numeric-uid-gid") ? "0" : "root";
    String owners =
        (options.has("g") ? "" : owner + " ")
            + (options.has("o") || options.has("no-group") ? "" : owner + " ");
    for (int i = 0; i < entries.size(); i++) {
      LsEntry entry = entries.get(i);
      int links = entry.status().isDirectory() ? 2 : 1;
      program.print(
          (options.has("size") ? entry.blocks() + " " : "")
              + entry.mode()
              + " "
              + links
              + " "
              + owners
              + " ".repeat(sizeWidth - sizes.get(i).length())
              + sizes.get(i)
              + " "
              + time(entry.status().modified())
              + " "
              + longName(entry)
              + "\n");
    }
  }

  private String longName(LsEntry entry) {
    String target = entry.target();
    if (target == null) {
      return name(entry);
    }
    FileStatus behind = entry.targetStatus();
    return quoted(entry.name()) + " -> " + target + (behind == null ? "" : sign(behind));
  }

  private String time(long modified) {
    String style = options.has("full-time") ? "full-iso" : options.value("time-style");
    if (style != null && style.startsWith("+")) {
      return DateFormat.format(style.substring(1), modified);
    }
    long age = (program.process().loop().now() - modified) / SECOND;
    boolean recent = age >= 0 && age < HALF_YEAR;
    return DateFormat.format(
        switch (style == null ? "locale" : style) {
          case "full-iso" -> "%F %T.%N %z";
          case "long-iso" -> "%F %R";
          case "iso" -> recent ? "%m-%d %R" : "%F ";
          default -> recent ? "%b %e %R" : "%b %e  %Y";
        },
        modified);
  }

  private boolean human() {
    return options.has("human-readable") || options.has("si");
  }

  private String size(long bytes) {
    return human() ? human(bytes) : Long.toString(bytes);
  }

  /// `1.2K`, `34M`: rounded up, as coreutils does.
  private String human(long bytes) {
    int base = options.has("si") ? 1000 : 1024;
    if (bytes < base) {
      return Long.toString(bytes);
    }
    double value = bytes;
    int power = 0;
    while (value >= base) {
      value /= base;
      power++;
    }
    String unit = options.has("si") ? "kMGTPE" : "KMGTPE";
    double tenths = Math.ceil(value * 10) / 10;
    String number =
        tenths < 10
            ? String.format(Locale.ROOT, "%.1f", tenths)
            : String.format(Locale.ROOT, "%.0f", Math.ceil(value));
    return number + unit.charAt(power - 1);
  }
}
