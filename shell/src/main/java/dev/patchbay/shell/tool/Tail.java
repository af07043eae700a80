package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.time.Bound;
import java.util.ArrayDeque;
import java.util.List;

/// `tail [-n [+]lines | -c [+]bytes] [-f] [-s seconds] [-qvz] [file…]`.
public final class Tail implements Command {
  private static final long SECOND = 1_000_000_000;

  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    List<String> words = HeadTail.withoutOldForm(args.rest(), "\\+\\d+");
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "n|lines= c|bytes= f|follow=? F q|quiet |silent v|verbose s|sleep-interval= "
                    + "z|zero-terminated |pid= |retry")
            .parse(words);
    boolean bytes = "bytes".equals(options.lastOf(List.of("lines", "bytes")));
    String written = options.value(bytes ? "bytes" : "lines");
    String count = written == null ? "10" : written;
    boolean from = count.startsWith("+");
    long number =
        Sizes.of(from || count.startsWith("-") ? count.substring(1) : count)
            .orElseThrow(() ->
                program.refusal(
                    1, "invalid number of " + (bytes ? "bytes" : "lines") + ": '" + count + "'"));
    byte delimiter = (byte) (options.has("zero-terminated") ? 0 : '\n');
    boolean follows = options.has("follow") || options.has("F");
    return new Part(program, number, bytes, from, delimiter, follows).run(options);
  }

  /// The end of a file, or all from some place on.
  private static final class Part extends HeadTail {
    private final long count;
    private final boolean bytes;
    private final boolean from;
    private final byte delimiter;
    private final boolean follows;

    Part(
        Program program, long count, boolean bytes, boolean from, byte delimiter, boolean follows) {
      super(program);
      this.count = count;
      this.bytes = bytes;
      this.from = from;
      this.delimiter = delimiter;
      this.follows = follows;
    }

    @Override
    void print(OpenFile file) throws FileException {
      if (bytes) {
        bytes(file);
      } else if (from) {
        linesFrom(file);
      } else {
        lastLines(file);
      }
      if (follows) {
        follow(file);
      }
    }

    private void bytes(OpenFile file) throws FileException {
      byte[] all = file.readAll();
      long start = from ? Math.max(count - 1, 0) : Math.max(all.length - count, 0);
      int at = (int) Math.min(start, all.length);
      program.write(all, at, all.length - at);
    }

    private void linesFrom(OpenFile file) throws FileException {
      LineReader reader = new LineReader(file, delimiter);
      long number = 0;
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        if (++number >= count) {
          program.write(line, 0, line.length);
        }
      }
    }

    private void lastLines(OpenFile file) throws FileException {
      LineReader reader = new LineReader(file, delimiter);
      ArrayDeque<byte[]> held = new ArrayDeque<>();
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        held.addLast(line);
        if (held.size() > count) {
          held.removeFirst();
        }
      }
      for (byte[] line : held) {
        program.write(line, 0, line.length);
      }
    }

    /// Prints what is added to the file, for ever.
    private void follow(OpenFile file) throws FileException {
      byte[] block = new byte[8192];
      while (true) {
        program.process().flush();
        int read = file.read(block, 0, block.length);
        if (read > 0) {
          program.write(block, 0, read);
        } else {
          program.process().loop().sleep(SECOND, Bound.ENDLESS);
        }
      }
    }
  }
}
