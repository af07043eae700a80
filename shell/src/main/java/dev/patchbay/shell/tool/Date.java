package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.DateFormat;

/// `date [-u] [-d date | -r file] [-I[unit]] [-R] [--rfc-3339=unit] [+format]`: the lab's time.
public final class Date implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "d|date= I|iso-8601=? R|rfc-email |rfc-2822 |rfc-3339= r|reference= s|set= "
                    + "u|utc |universal |debug")
            .parse(args.rest());
    Program program = new Program(process);
    if (options.has("set")) {
      throw program.refusal(1, "cannot set date: Operation not permitted");
    }
    String format = format(program, options);
    program.print(DateFormat.format(format, time(program, options)) + "\n");
    return 0;
  }

  private static long time(Program program, Getopt.Parsed options) {
    long now = program.process().loop().now();
    String reference = options.value("reference");
    if (reference != null) {
      FileStatus status = program.statusOf(reference, true);
      if (status == null) {
        throw program.refusal(1, reference + ": No such file or directory");
      }
      return status.modified();
    }
    String written = options.value("date");
    Long time = written == null ? Long.valueOf(now) : DateWords.parse(written, now);
    if (time == null) {
      throw program.refusal(1, "invalid date '" + written + "'");
    }
    return time;
  }

  private static String format(Program program, Getopt.Parsed options) {
    String format = "%a %b %e %H:%M:%S %Z %Y";
    String iso = options.value("iso-8601");
    String rfc = options.value("rfc-3339");
    if (iso != null) {
      format = iso8601(program, iso);
    } else if (rfc != null) {
      format = "%F" + (rfc.equals("date") ? "" : " %T" + (rfc.equals("ns") ? ".%N" : "") + "%:z");
    } else if (options.has("rfc-email") || options.has("rfc-2822")) {
      format = "%a, %d %b %Y %H:%M:%S %z";
    }
    for (String operand : options.operands()) {
      if (!operand.startsWith("+")) {
        throw program.refusal(1, "invalid date '" + operand + "'");
      }
      format = operand.substring(1);
    }
    return format;
  }

  private static String iso8601(Program program, String unit) {
    return switch (unit) {
      case "", "date" -> "%F";
      case "hours" -> "%FT%H%:z";
      case "minutes" -> "%FT%H:%M%:z";
      case "seconds" -> "%FT%T%:z";
      case "ns" -> "%FT%T,%N%:z";
      default -> throw program.usage(1, "invalid argument '" + unit + "' for '--iso-8601'");
    };
  }
}
