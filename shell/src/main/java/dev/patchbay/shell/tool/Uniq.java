package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.shell.text.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `uniq [-cdDiuz] [-f fields] [-s characters] [-w characters] [input [output]]`.
public final class Uniq implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "c|count d|repeated D f|skip-fields= i|ignore-case s|skip-chars= u|unique "
                    + "w|check-chars= z|zero-terminated")
            .parse(args.rest());
    Program program = new Program(process);
    if (options.operands().size() > 2) {
      throw program.usage(1, "extra operand '" + options.operands().get(2) + "'");
    }
    OpenFile input =
        options.operands().isEmpty()
            ? process.file(0).share()
            : program.open(options.operands().getFirst());
    if (input == null) {
      return 1;
    }
    if (options.operands().size() == 2) {
      String path = program.absolute(options.operands().getLast());
      process
          .descriptors()
          .set(1, program.files().open(path, OpenMode.WRITE, 0666 & ~process.umask()));
      process.resetOutput();
    }
    byte delimiter = (byte) (options.has("zero-terminated") ? 0 : '\n');
    new Groups(program, options, delimiter).read(new LineReader(input, delimiter));
    input.close();
    return 0;
  }

  /// Neighbouring lines that are alike.
  private static final class Groups {
    private final Program program;
    private final Getopt.Parsed options;
    private final String end;
    private final int skipFields;
    private final int skipChars;
    private final int checkChars;
    private @Nullable String first;
    private long count;

    Groups(Program program, Getopt.Parsed options, byte delimiter) {
      this.program = program;
      this.options = options;
      this.end = delimiter == 0 ? "\0" : "\n";
      this.skipFields = number("skip-fields", "invalid number of fields to skip", 0);
      this.skipChars = number("skip-chars", "invalid number of bytes to skip", 0);
      this.checkChars =
          number("check-chars", "invalid number of bytes to compare", Integer.MAX_VALUE);
    }

    private int number(String key, String fault, int usual) {
      String word = options.value(key);
      if (word != null && !word.matches("\\d{1,9}")) {
        throw program.refusal(1, word + ": " + fault);
      }
      return word == null ? usual : Integer.parseInt(word);
    }

    void read(LineReader reader) throws FileException {
      for (byte[] bytes = reader.next(); bytes != null; bytes = reader.next()) {
        boolean ends = bytes[bytes.length - 1] == (byte) end.charAt(0);
        String line = Bytes.decode(bytes, 0, ends ? bytes.length - 1 : bytes.length);
        String before = first;
        if (before != null && key(before).equals(key(line))) {
          count++;
          repeated(line, before);
        } else {
          finish();
          first = line;
          count = 1;
        }
      }
      finish();
    }

    private void repeated(String line, String before) throws FileException {
      if (options.has("D")) {
        program.print((count == 2 ? before + end : "") + line + end);
      }
    }

    private void finish() throws FileException {
      String line = first;
      boolean shown = options.has("repeated") ? count > 1 : !options.has("unique") || count == 1;
      boolean unique = options.has("unique") && options.has("repeated");
      if (line != null && shown && !unique && !options.has("D")) {
        program.print((options.has("count") ? "%7d ".formatted(count) : "") + line + end);
      }
    }

    /// The part of a line that is compared.
    private String key(String line) {
      int at = 0;
      for (int i = 0; i < skipFields; i++) {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
          at++;
        }
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
          at++;
        }
      }
      int start = Math.min(at + skipChars, line.length());
      int stop = (int) Math.min((long) start + checkChars, line.length());
      String key = line.substring(start, stop);
      return options.has("ignore-case") ? key.toLowerCase(Locale.ROOT) : key;
    }
  }
}
