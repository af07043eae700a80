package dev.patchbay.shell.tool;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `head` and `tail` have in common: their options, and the titles of several files.
abstract class HeadTail {
  private static final Pattern OLD = Pattern.compile("-(\\d+)([bkm]?)([clqv]*)");

  final Program program;

  HeadTail(Program program) {
    this.program = program;
  }

  /// The words with `-5` written as `-n 5`.
  static List<String> withoutOldForm(List<String> words, String further) {
    List<String> modern = new ArrayList<>(words);
    Matcher old = words.isEmpty() ? OLD.matcher("") : OLD.matcher(words.getFirst());
    if (old.matches()) {
      String letters = old.group(3);
      modern.set(0, (letters.indexOf('c') >= 0 ? "-c" : "-n") + old.group(1) + old.group(2));
      String others = letters.replace("c", "").replace("l", "");
      if (!others.isEmpty()) {
        modern.add(1, "-" + others);
      }
    } else if (!words.isEmpty() && !further.isEmpty() && words.getFirst().matches(further)) {
      modern.set(0, "-n" + words.getFirst());
    }
    return modern;
  }

  /// Goes through the files, each under its title when there are several.
  int run(Getopt.Parsed options) throws FileException {
    List<String> files = options.operands().isEmpty() ? List.of("-") : options.operands();
    String last = options.lastOf(List.of("quiet", "silent", "verbose"));
    boolean titles = last == null ? files.size() > 1 : last.equals("verbose");
    boolean first = true;
    for (String path : files) {
      OpenFile file = open(path);
      if (file == null) {
        continue;
      }
      try {
        if (titles) {
          String name = path.equals("-") ? "standard input" : path;
          program.print((first ? "" : "\n") + "==> " + name + " <==\n");
        }
        first = false;
        print(file);
      } catch (FileException e) {
        throw e;
      } finally {
        file.close();
      }
    }
    return program.status();
  }

  private @Nullable OpenFile open(String path) {
    try {
      return path.equals("-")
          ? program.process().file(0).share()
          : program.files().open(program.absolute(path), OpenMode.READ, 0);
    } catch (FileException e) {
      program.complain("cannot open '" + path + "' for reading: " + e.errno().text());
      return null;
    }
  }

  /// Prints the part of a file that was asked for.
  abstract void print(OpenFile file) throws FileException;
}
