package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `ln -s [-fnTv] target… [place]`. Hard links do not exist in a lab.
public final class Ln implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "s|symbolic f|force n|no-dereference T|no-target-directory t|target-directory= "
                    + "v|verbose r|relative i|interactive b |backup=?")
            .parse(args.rest());
    Program program = new Program(process);
    List<String> operands = options.operands();
    if (operands.isEmpty()) {
      throw program.usage(1, "missing file operand");
    }
    String directory = options.value("target-directory");
    String last = directory != null ? directory : operands.size() == 1 ? "." : operands.getLast();
    List<String> targets =
        directory != null || operands.size() == 1
            ? operands
            : operands.subList(0, operands.size() - 1);
    boolean linkItself = options.has("no-dereference") && isLink(program, last);
    boolean into = program.isDirectory(last) && !options.has("no-target-directory") && !linkItself;
    if (targets.size() > 1 && !into) {
      throw program.refusal(1, "target '" + last + "': No such file or directory");
    }
    for (String target : targets) {
      String name = target.substring(target.lastIndexOf('/') + 1);
      link(program, options, target, into ? last + "/" + name : last);
    }
    return program.status();
  }

  private static boolean isLink(Program program, String path) {
    var status = program.statusOf(path, false);
    return status != null && status.kind() == FileStatus.Kind.SYMLINK;
  }

  private static void link(Program program, Getopt.Parsed options, String target, String place)
      throws FileException {
    boolean symbolic = options.has("symbolic");
    if (!symbolic) {
      program.complain(
          "failed to create hard link '"
              + place
              + "' => '"
              + target
              + "': Operation not permitted");
      return;
    }
    try {
      if (options.has("force") && program.statusOf(place, false) != null) {
        program.files().remove(program.absolute(place));
      }
      program.files().makeLink(program.absolute(place), target);
      if (options.has("verbose")) {
        program.print("'" + place + "' -> '" + target + "'\n");
      }
    } catch (FileException e) {
      program.complain("failed to create symbolic link '" + place + "': " + e.errno().text());
    }
  }
}
