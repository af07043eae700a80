package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import java.util.ArrayDeque;
import java.util.List;

/// `head [-n [-]lines | -c [-]bytes] [-qvz] [file…]`.
public final class Head implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    List<String> words = HeadTail.withoutOldForm(args.rest(), "");
    Getopt.Parsed options =
        new Getopt(
                process.name(), 1, "n|lines= c|bytes= q|quiet |silent v|verbose z|zero-terminated")
            .parse(words);
    boolean bytes = "bytes".equals(options.lastOf(List.of("lines", "bytes")));
    String written = options.value(bytes ? "bytes" : "lines");
    String count = written == null ? "10" : written;
    boolean allBut = count.startsWith("-");
    long number =
        Sizes.of(allBut || count.startsWith("+") ? count.substring(1) : count)
            .orElseThrow(() ->
                program.refusal(
                    1, "invalid number of " + (bytes ? "bytes" : "lines") + ": '" + count + "'"));
    byte delimiter = (byte) (options.has("zero-terminated") ? 0 : '\n');
    return new Part(program, number, bytes, allBut, delimiter).run(options);
  }

  /// The beginning of a file, or all but its end.
  private static final class Part extends HeadTail {
    private final long count;
    private final boolean bytes;
    private final boolean allBut;
    private final byte delimiter;

    Part(Program program, long count, boolean bytes, boolean allBut, byte delimiter) {
      super(program);
      this.count = count;
      this.bytes = bytes;
      this.allBut = allBut;
      this.delimiter = delimiter;
    }

    @Override
    void print(OpenFile file) throws FileException {
      if (bytes && allBut) {
        byte[] all = file.readAll();
        program.write(all, 0, (int) Math.max(all.length - count, 0));
      } else if (bytes) {
        firstBytes(file);
      } else if (allBut) {
        allButLines(file);
      } else {
        firstLines(file);
      }
    }

    private void firstLines(OpenFile file) throws FileException {
      LineReader reader = LineReader.exact(file, delimiter);
      for (long i = 0; i < count; i++) {
        byte[] line = reader.next();
        if (line == null) {
          return;
        }
        program.write(line, 0, line.length);
      }
    }

    private void allButLines(OpenFile file) throws FileException {
      LineReader reader = new LineReader(file, delimiter);
      ArrayDeque<byte[]> held = new ArrayDeque<>();
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        held.addLast(line);
        if (held.size() > count) {
          byte[] first = held.removeFirst();
          program.write(first, 0, first.length);
        }
      }
    }

    private void firstBytes(OpenFile file) throws FileException {
      byte[] block = new byte[8192];
      long left = count;
      while (left > 0) {
        int read = file.read(block, 0, (int) Math.min(left, block.length));
        if (read < 0) {
          return;
        }
        program.write(block, 0, read);
        left -= read;
      }
    }
  }
}
