package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ls [-1aAdFgGhilLmnopQrRsStUvxX] [file…]`, in the C locale.
public final class Ls implements Command {
  private static final int SERIOUS = 2;

  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                SERIOUS,
                "a|all A|almost-all b|escape B|ignore-backups c C d|directory f F|classify=? g"
                    + " G|no-group h|human-readable H i|inode I|ignore= k|kibibytes l L|dereference"
                    + " m n|numeric-uid-gid N|literal o p q|hide-control-chars Q|quote-name"
                    + " r|reverse R|recursive s|size S t T|tabsize= u U v w|width= x X Z|context 1"
                    + " |color=? |file-type |full-time |group-directories-first |hide="
                    + " |indicator-style= |si |sort= |time= |time-style= |format= |zero")
            .parse(args.rest());
    return new Listing(new Program(process), options).run();
  }

  /// One run over all operands.
  private static final class Listing {
    private final Program program;
    private final Getopt.Parsed options;
    private final LsFormat format;
    private boolean first = true;

    Listing(Program program, Getopt.Parsed options) {
      this.program = program;
      this.options = options;
      this.format = new LsFormat(program, options);
    }

    int run() throws FileException {
      List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
      List<LsEntry> files = new ArrayList<>();
      List<LsEntry> directories = new ArrayList<>();
      for (String path : operands) {
        LsEntry entry = entry(path);
        if (entry != null) {
          boolean inside = entry.status().isDirectory() && !options.has("directory");
          (inside ? directories : files).add(entry);
        }
      }
      format.sort(files);
      format.sort(directories);
      if (!files.isEmpty()) {
        format.print(files, false);
        first = false;
      }
      boolean titles = operands.size() > 1 || options.has("recursive");
      for (LsEntry directory : directories) {
        list(directory.name(), titles);
      }
      return program.status();
    }

    private @Nullable LsEntry entry(String path) {
      boolean follows =
          options.has("dereference")
              || options.has("H")
              || !(options.has("l") || options.has("directory") || options.has("classify"));
      try {
        return LsEntry.of(program, path, path, follows);
      } catch (FileException e) {
        complain("cannot access '" + path + "': " + e.errno().text(), SERIOUS);
        return null;
      }
    }

    private void complain(String message, int code) {
      program.complain(message, code);
    }

    private void list(String path, boolean titled) throws FileException {
      List<String> names;
      try {
        names = program.files().list(program.absolute(path));
      } catch (FileException e) {
        complain("cannot open directory '" + path + "': " + e.errno().text(), first ? SERIOUS : 1);
        return;
      }
      List<LsEntry> entries = new ArrayList<>();
      boolean all = options.has("all") || options.has("f");
      if (all) {
        add(entries, path, ".");
        add(entries, path, "..");
      }
      for (String name : names) {
        if (all || options.has("almost-all") || !name.startsWith(".")) {
          add(entries, path, name);
        }
      }
      if (titled) {
        program.print((first ? "" : "\n") + path + ":\n");
      }
      first = false;
      format.sort(entries);
      format.print(entries, true);
      if (options.has("recursive")) {
        for (LsEntry entry : entries) {
          boolean self = entry.name().equals(".") || entry.name().equals("..");
          if (entry.status().kind() == FileStatus.Kind.DIRECTORY && !self) {
            list(join(path, entry.name()), true);
          }
        }
      }
    }

    private void add(List<LsEntry> entries, String directory, String name) {
      boolean ignored =
          options.values("ignore").stream().anyMatch(p -> Globs.matches(p, name))
              || (options.has("ignore-backups") && name.endsWith("~"));
      if (ignored) {
        return;
      }
      try {
        entries.add(LsEntry.of(program, join(directory, name), name, options.has("dereference")));
      } catch (FileException e) {
        complain("cannot access '" + join(directory, name) + "': " + e.errno().text(), 1);
      }
    }

    private static String join(String directory, String name) {
      return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
  }
}
