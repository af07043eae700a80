package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.shell.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `grep [options] pattern [file…]`, as GNU grep 3.8 has it; without colours and compressed files.
public final class Grep implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                2,
                "E|extended-regexp F|fixed-strings G|basic-regexp P|perl-regexp e|regexp= f|file="
                    + " i|ignore-case y |no-ignore-case v|invert-match w|word-regexp x|line-regexp"
                    + " c|count |color=? |colour=? L|files-without-match l|files-with-matches"
                    + " m|max-count= o|only-matching q|quiet |silent s|no-messages b|byte-offset"
                    + " H|with-filename h|no-filename |label= n|line-number T|initial-tab Z|null"
                    + " A|after-context= B|before-context= C|context= a|text |binary-files="
                    + " D|devices= d|directories= |exclude= |exclude-from= |exclude-dir= I"
                    + " |include= r|recursive R|dereference-recursive |line-buffered U|binary"
                    + " z|null-data")
            .parse(withoutOldContext(args.rest()));
    return new Search(new Program(process), options).run();
  }

  /// `-5` is `-C 5`.
  private static List<String> withoutOldContext(List<String> words) {
    List<String> modern = new ArrayList<>(words);
    for (int i = 0; i < modern.size() && !modern.get(i).equals("--"); i++) {
      if (modern.get(i).matches("-\\d+")) {
        modern.set(i, "-C" + modern.get(i).substring(1));
      }
    }
    return modern;
  }

  /// One run: through the files, and what becomes the exit status.
  private static final class Search {
    private final Program program;
    private final Getopt.Parsed options;
    private final GrepPattern pattern;
    private final List<String> files;
    private final boolean recursive;
    private final boolean quiet;
    private boolean selected;
    private boolean failed;

    Search(Program program, Getopt.Parsed options) {
      this.program = program;
      this.options = options;
      this.recursive = options.has("recursive") || options.has("dereference-recursive");
      this.quiet = options.has("quiet") || options.has("silent");
      List<String> operands = new ArrayList<>(options.operands());
      List<String> patterns = patterns(operands);
      this.files = operands;
      boolean ignoreCase =
          "ignore-case".equals(options.lastOf(List.of("ignore-case", "no-ignore-case")))
              || options.has("y");
      this.pattern =
          GrepPattern.of(
              program,
              patterns,
              syntax(),
              ignoreCase,
              options.has("word-regexp"),
              options.has("line-regexp"));
    }

    private GrepPattern.Syntax syntax() {
      String last =
          options.lastOf(
              List.of("extended-regexp", "fixed-strings", "basic-regexp", "perl-regexp"));
      return last == null || last.equals("basic-regexp")
          ? GrepPattern.Syntax.BASIC
          : last.equals("fixed-strings")
              ? GrepPattern.Syntax.FIXED
              : last.equals("perl-regexp") ? GrepPattern.Syntax.PERL : GrepPattern.Syntax.EXTENDED;
    }

    private List<String> patterns(List<String> operands) {
      List<String> patterns = new ArrayList<>();
      boolean given = false;
      for (Getopt.Given option : options.options()) {
        if (option.key().equals("regexp")) {
          patterns.addAll(List.of(option.value().split("\n", -1)));
          given = true;
        } else if (option.key().equals("file")) {
          patterns.addAll(fileLines(option.value()));
          given = true;
        }
      }
      if (!given) {
        if (operands.isEmpty()) {
          throw new CommandException(
              2,
              "Usage: "
                  + program.name()
                  + " [OPTION]... PATTERNS [FILE]...\nTry '"
                  + program.name()
                  + " --help' for more information.");
        }
        patterns.addAll(List.of(operands.removeFirst().split("\n", -1)));
      }
      return patterns;
    }

    private List<String> fileLines(String path) {
      try {
        byte[] all =
            path.equals("-")
                ? program.process().file(0).readAll()
                : program.files().read(program.absolute(path));
        String text = Bytes.decode(all);
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return text.isEmpty() ? List.of() : List.of(whole.split("\n", -1));
      } catch (FileException e) {
        throw program.refusal(2, path + ": " + e.errno().text());
      }
    }

    int run() throws FileException {
      boolean many = files.size() > 1 || recursive;
      boolean names = options.has("with-filename") || (many && !options.has("no-filename"));
      GrepOutput output = GrepOutput.of(program, options, pattern, names);
      List<String> roots = files.isEmpty() ? List.of(recursive ? "." : "-") : files;
      for (String path : roots) {
        boolean bare = files.isEmpty() && recursive;
        search(path, bare ? "" : path, output, true);
        if (quiet && selected) {
          return 0;
        }
      }
      return failed ? 2 : selected ? 0 : 1;
    }

    private void search(String path, String shown, GrepOutput output, boolean named)
        throws FileException {
      FileStatus status = path.equals("-") ? null : program.statusOf(path, named);
      if (status != null && status.isDirectory() && recursive) {
        directory(path, shown, output);
        return;
      }
      if (!named && (status == null || status.kind() == FileStatus.Kind.SYMLINK) && !follows()) {
        return;
      }
      if (!isWanted(path)) {
        return;
      }
      OpenFile file = open(path);
      if (file == null) {
        return;
      }
      try {
        String label = options.value("label");
        String name = path.equals("-") ? label == null ? "(standard input)" : label : shown;
        selected |= output.search(file, name);
      } catch (FileException e) {
        complain(path, e);
      } finally {
        file.close();
      }
    }

    private boolean follows() {
      return options.has("dereference-recursive");
    }

    private void directory(String path, String shown, GrepOutput output) throws FileException {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (options.values("exclude-dir").stream().anyMatch(p -> Globs.matches(p, name))) {
        return;
      }
      List<String> names;
      try {
        names = program.files().list(program.absolute(path));
      } catch (FileException e) {
        complain(path, e);
        return;
      }
      String start = shown.isEmpty() || shown.endsWith("/") ? shown : shown + "/";
      for (String child : names) {
        search(path + "/" + child, start + child, output, false);
      }
    }

    private boolean isWanted(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      List<String> includes = options.values("include");
      boolean included =
          includes.isEmpty() || includes.stream().anyMatch(p -> Globs.matches(p, name));
      return included && options.values("exclude").stream().noneMatch(p -> Globs.matches(p, name));
    }

    private @Nullable OpenFile open(String path) {
      try {
        if (path.equals("-")) {
          return program.process().file(0).share();
        }
        OpenFile file = program.files().open(program.absolute(path), OpenMode.READ, 0);
        if (file.status().isDirectory()) {
          file.close();
          if ("skip".equals(options.value("directories"))) {
            return null;
          }
          throw new FileException(Errno.EISDIR);
        }
        return file;
      } catch (FileException e) {
        complain(path, e);
        return null;
      }
    }

    private void complain(String path, FileException e) {
      failed = true;
      if (!options.has("no-messages")) {
        program.complain(path, e);
      }
    }
  }
}
