package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import org.jspecify.annotations.Nullable;

/// `touch [-acm] [-d date] [-r file] file…`.
public final class Touch implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "a c|no-create d|date= f h|no-dereference m r|reference= t= |time=")
            .parse(args.rest());
    Program program = new Program(process);
    if (options.operands().isEmpty()) {
      throw program.usage(1, "missing file operand");
    }
    long time = time(program, options);
    for (String path : options.operands()) {
      touch(program, options, path, time);
    }
    return program.status();
  }

  private static long time(Program program, Getopt.Parsed options) {
    String reference = options.value("reference");
    if (reference != null) {
      FileStatus status = program.statusOf(reference, true);
      if (status == null) {
        throw program.refusal(
            1, "failed to get attributes of '" + reference + "': No such file or directory");
      }
      return status.modified();
    }
    String written = options.value("date");
    long now = program.process().loop().now();
    @Nullable Long time = written == null ? Long.valueOf(now) : DateWords.parse(written, now);
    if (time == null) {
      throw program.refusal(1, "invalid date format '" + written + "'");
    }
    return time;
  }

  private static void touch(Program program, Getopt.Parsed options, String path, long time) {
    try {
      String absolute = program.absolute(path);
      if (!program.files().exists(absolute)) {
        if (options.has("no-create")) {
          return;
        }
        program.files().open(absolute, OpenMode.APPEND, 0666 & ~program.process().umask()).close();
      }
      program.files().changeTime(absolute, time);
    } catch (FileException e) {
      program.complain("cannot touch '" + path + "': " + e.errno().text());
    }
  }
}
