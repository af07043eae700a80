package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import java.util.ArrayList;
import java.util.List;

/// `mktemp [-dqtu] [-p directory] [--suffix=text] [template]`; the names come from the lab's seed.
public final class Mktemp implements Command {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(process.name(), 1, "d|directory u|dry-run q|quiet p|tmpdir=? t |suffix=")
            .parse(withDirectory(args.rest()));
    Program program = new Program(process);
    if (options.operands().size() > 1) {
      throw program.usage(1, "too many templates");
    }
    String template =
        options.operands().isEmpty() ? "tmp.XXXXXXXXXX" : options.operands().getFirst();
    String suffix = options.value("suffix");
    int end = template.lastIndexOf('X') + 1;
    int start = end;
    while (start > 0 && template.charAt(start - 1) == 'X') {
      start--;
    }
    if (end - start < 3) {
      throw program.refusal(1, "too few X's in template '" + template + "'");
    }
    String before = directory(program, options) + template.substring(0, start);
    String after = template.substring(end) + (suffix == null ? "" : suffix);
    program.print(make(program, options, before, end - start, after, template) + "\n");
    return 0;
  }

  /// `-p directory` has its value behind a blank, unlike other optional values.
  private static List<String> withDirectory(List<String> words) {
    List<String> joined = new ArrayList<>(words);
    int at = joined.indexOf("-p");
    if (at >= 0 && at + 1 < joined.size()) {
      joined.set(at, "-p" + joined.remove(at + 1));
    }
    return joined;
  }

  private static String directory(Program program, Getopt.Parsed options) {
    boolean asked = options.has("tmpdir") || options.has("t");
    if (!asked && !options.operands().isEmpty()) {
      return "";
    }
    String given = options.value("tmpdir");
    String variable = program.process().environment().get("TMPDIR");
    String usual = variable == null || variable.isEmpty() ? "/tmp" : variable;
    String directory = given == null || given.isEmpty() ? usual : given;
    return directory.endsWith("/") ? directory : directory + "/";
  }

  private static String make(
      Program program,
      Getopt.Parsed options,
      String before,
      int count,
      String after,
      String template) {
    RandomStream random =
        program.process().machine().world().random("mktemp/" + program.process().pid());
    while (true) {
      StringBuilder name = new StringBuilder(before);
      for (int i = 0; i < count; i++) {
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      String path = name.append(after).toString();
      try {
        if (options.has("dry-run")) {
          return path;
        }
        if (options.has("directory")) {
          program.files().makeDirectory(program.absolute(path), 0700);
        } else {
          program.files().open(program.absolute(path), OpenMode.CREATE_NEW, 0600).close();
        }
        return path;
      } catch (FileException e) {
        if (e.errno() != Errno.EEXIST) {
          String kind = options.has("directory") ? "directory" : "file";
          throw program.refusal(
              1,
              "failed to create "
                  + kind
                  + " via template '"
                  + before
                  + template.replaceFirst("^.*?(X+[^X]*)$", "$1")
                  + "': "
                  + e.errno().text());
        }
      }
    }
  }
}
