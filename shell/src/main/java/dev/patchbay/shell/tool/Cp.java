package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `cp [-adfHLnPprRTuv] source… place`.
public final class Cp implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Getopt.Parsed options =
        new Getopt(
                process.name(),
                1,
                "a|archive d f|force H i|interactive L|dereference n|no-clobber "
                    + "P|no-dereference p |preserve=? r|recursive R t|target-directory= "
                    + "T|no-target-directory u|update v|verbose l|link s|symbolic-link b "
                    + "x|one-file-system")
            .parse(args.rest());
    Program program = new Program(process);
    boolean archive = options.has("archive");
    boolean recursive = archive || options.has("recursive") || options.has("R");
    boolean links =
        archive
            || options.has("d")
            || options.has("no-dereference")
            || (recursive && !options.has("dereference"));
    boolean keeps = archive || options.has("p") || options.has("preserve");
    Copying copying =
        new Copying(
            program, recursive, !links || options.has("dereference"), keeps, options.has("force"));
    Destination destination = Destination.of(program, options);
    for (String source : destination.sources()) {
      String place = destination.of(source);
      boolean keepsOld = options.has("no-clobber") && program.statusOf(place, false) != null;
      if (!keepsOld && copying.copy(source, place) && options.has("verbose")) {
        program.print("'" + source + "' -> '" + place + "'\n");
      }
    }
    return program.status();
  }
}
