package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import dev.patchbay.shell.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `cut -b list | -c list | -f list [-d delimiter] [-s] [--complement] [--output-delimiter=text]
/// [file…]`.
public final class Cut implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "b|bytes= c|characters= f|fields= d|delimiter= n s|only-delimited |complement "
                    + "|output-delimiter= z|zero-terminated")
            .parse(args.rest());
    Program program = new Program(process);
    Cutter cutter = cutter(program, options);
    for (String path : options.operands().isEmpty() ? List.of("-") : options.operands()) {
      OpenFile file = program.open(path);
      if (file != null) {
        LineReader reader = new LineReader(file, cutter.end);
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
          cutter.cut(program, line);
        }
        file.close();
      }
    }
    return program.status();
  }

  private static Cutter cutter(Program program, Getopt.Parsed options) {
    List<String> lists = new ArrayList<>();
    for (String kind : List.of("bytes", "characters", "fields")) {
      lists.addAll(options.values(kind));
    }
    if (lists.isEmpty()) {
      throw program.usage(1, "you must specify a list of bytes, characters, or fields");
    }
    if (lists.size() > 1) {
      throw program.usage(1, "only one list may be specified");
    }
    boolean fields = options.has("fields");
    String delimiter = options.value("delimiter");
    if (delimiter != null && !fields) {
      throw program.usage(1, "an input delimiter may be specified only when operating on fields");
    }
    if (options.has("only-delimited") && !fields) {
      throw program.usage(
          1, "suppressing non-delimited lines makes sense\n\tonly when operating on fields");
    }
    if (delimiter != null && Bytes.encode(delimiter).length > 1) {
      throw program.usage(1, "the delimiter must be a single character");
    }
    byte parting =
        delimiter == null ? (byte) '\t' : delimiter.isEmpty() ? 0 : Bytes.encode(delimiter)[0];
    String written = options.value("output-delimiter");
    ByteRanges ranges =
        ByteRanges.of(
            lists.getFirst(),
            fields,
            fault -> {
              throw program.usage(1, fault);
            });
    return new Cutter(
        ranges,
        fields,
        options.has("complement"),
        options.has("only-delimited"),
        parting,
        written == null ? null : Bytes.encode(written),
        (byte) (options.has("zero-terminated") ? 0 : '\n'));
  }

  /// How lines are cut.
  @SuppressWarnings("ArrayRecordComponent")
  private record Cutter(
      ByteRanges ranges,
      boolean fields,
      boolean complement,
      boolean onlyDelimited,
      byte delimiter,
      byte @Nullable [] outputDelimiter,
      byte end) {

    void cut(Program program, byte[] line) throws FileException {
      int length = line[line.length - 1] == end ? line.length - 1 : line.length;
      if (fields) {
        fields(program, line, length);
      } else {
        bytes(program, line, length);
      }
    }

    private boolean selects(int position) {
      return ranges.contains(position) != complement;
    }

    private void bytes(Program program, byte[] line, int length) throws FileException {
      boolean any = false;
      for (int i = 0; i < length; i++) {
        if (!selects(i + 1)) {
          continue;
        }
        boolean parted = complement ? !selects(i) : ranges.startsAt(i + 1);
        if (any && parted && outputDelimiter != null) {
          program.write(outputDelimiter, 0, outputDelimiter.length);
        }
        program.write(line, i, 1);
        any = true;
      }
      program.write(new byte[] {end}, 0, 1);
    }

    private void fields(Program program, byte[] line, int length) throws FileException {
      int start = 0;
      int number = 1;
      boolean any = false;
      boolean delimited = false;
      byte[] between = outputDelimiter == null ? new byte[] {delimiter} : outputDelimiter;
      for (int i = 0; i <= length; i++) {
        boolean delimiterHere = i < length && line[i] == delimiter;
        if (!delimiterHere && i < length) {
          continue;
        }
        delimited |= delimiterHere;
        if (i == length && !delimited) {
          break;
        }
        if (selects(number++)) {
          if (any) {
            program.write(between, 0, between.length);
          }
          program.write(line, start, i - start);
          any = true;
        }
        start = i + 1;
      }
      if (!delimited && onlyDelimited) {
        return;
      }
      if (!delimited) {
        program.write(line, 0, length);
      }
      program.write(new byte[] {end}, 0, 1);
    }
  }
}
