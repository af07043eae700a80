package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import java.util.List;

/// `readlink [-efmnqsvz] file…`.
public final class Readlink implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "e|canonicalize-existing f|canonicalize m|canonicalize-missing n|no-newline "
                    + "q|quiet s|silent v|verbose z|zero")
            .parse(args.rest());
    Program program = new Program(process);
    List<String> files = options.operands();
    if (files.isEmpty()) {
      throw program.missingOperand(files);
    }
    String end =
        options.has("zero") ? "\0" : options.has("no-newline") && files.size() == 1 ? "" : "\n";
    boolean failed = false;
    for (String path : files) {
      try {
        program.print(target(program, options, path) + end);
      } catch (FileException e) {
        failed = true;
        if (options.has("verbose")) {
          program.complain(path, e);
        }
      }
    }
    return failed ? 1 : program.status();
  }

  private static String target(Program program, Getopt.Parsed options, String path)
      throws FileException {
    String absolute = program.absolute(path);
    if (options.has("canonicalize-existing") && !program.files().exists(absolute)) {
      throw new FileException(Errno.ENOENT);
    }
    boolean canonical =
        options.has("canonicalize")
            || options.has("canonicalize-existing")
            || options.has("canonicalize-missing");
    return canonical ? program.files().canonical(absolute) : program.files().readLink(absolute);
  }
}
