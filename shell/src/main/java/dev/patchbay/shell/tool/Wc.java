package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// `wc [-clLmw] [file…]`.
public final class Wc implements Command {
  private static final List<String> ORDER =
      List.of("lines", "words", "chars", "bytes", "max-line-length");

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "l|lines w|words m|chars c|bytes L|max-line-length")
            .parse(args.rest());
    List<String> shown = new ArrayList<>(ORDER.stream().filter(options::has).toList());
    if (shown.isEmpty()) {
      shown.addAll(List.of("lines", "words", "bytes"));
    }
    Program program = new Program(process);
    List<String> files = options.operands().isEmpty() ? List.of("-") : options.operands();
    int width = width(program, files, shown);
    Counts total = new Counts();
    for (String path : files) {
      OpenFile file = program.open(path);
      if (file != null) {
        Counts counts = count(file);
        file.close();
        total.add(counts);
        program.print(line(counts, shown, width, options.operands().isEmpty() ? "" : path));
      } else if (program.isDirectory(path)) {
        program.print(line(new Counts(), shown, width, path));
      }
    }
    if (files.size() > 1) {
      program.print(line(total, shown, width, "total"));
    }
    return program.status();
  }

  /// Wide enough for the size of all the files; 7 when one of them does not tell its size.
  private static int width(Program program, List<String> files, List<String> shown) {
    if (files.size() == 1 && shown.size() == 1) {
      return 1;
    }
    long size = 0;
    int least = 1;
    for (String path : files) {
      FileStatus status = path.equals("-") ? standardInput(program) : program.statusOf(path, true);
      if (status != null && status.kind() == FileStatus.Kind.FILE) {
        size += status.size();
      } else if (status != null) {
        least = 7;
      }
    }
    return Math.max(least, Long.toString(size).length());
  }

  private static @Nullable FileStatus standardInput(Program program) {
    OpenFile file = program.process().descriptors().get(0);
    return file == null ? null : file.status();
  }

  private static String line(Counts counts, List<String> shown, int width, String name) {
    StringJoiner line = new StringJoiner(" ");
    for (String what : shown) {
      line.add(("%" + width + "d").formatted(counts.of(what)));
    }
    return line + (name.isEmpty() ? "" : " " + name) + "\n";
  }

  private static Counts count(OpenFile file) throws FileException {
    Counts counts = new Counts();
    byte[] block = new byte[65536];
    int read = file.read(block, 0, block.length);
    while (read >= 0) {
      for (int i = 0; i < read; i++) {
        counts.take(block[i] & 0xff);
      }
      read = file.read(block, 0, block.length);
    }
    counts.endLine();
    return counts;
  }

  /// What there is in a file.
  private static final class Counts {
    private long lines;
    private long words;
    private long chars;
    private long bytes;
    private long longest;
    private long column;
    private boolean inWord;

    void take(int c) {
      bytes++;
      boolean continues = (c & 0xc0) == 0x80;
      chars += continues ? 0 : 1;
      boolean space = c == ' ' || (c >= '\t' && c <= '\r');
      words += !space && !inWord ? 1 : 0;
      inWord = !space;
      if (c == '\n') {
        lines++;
        endLine();
      } else if (c == '\t') {
        column = (column / 8 + 1) * 8;
      } else if (c >= ' ' && !continues) {
        column++;
      }
    }

    void endLine() {
      longest = Math.max(longest, column);
      column = 0;
    }

    void add(Counts other) {
      lines += other.lines;
      words += other.words;
      chars += other.chars;
      bytes += other.bytes;
      longest = Math.max(longest, other.longest);
    }

    long of(String what) {
      return switch (what) {
        case "lines" -> lines;
        case "words" -> words;
        case "chars" -> chars;
        case "bytes" -> bytes;
        default -> longest;
      };
    }
  }
}
