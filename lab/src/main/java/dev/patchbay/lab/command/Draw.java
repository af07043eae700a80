package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.trace.draw.MermaidPicture;
import dev.patchbay.trace.draw.SvgPicture;
import dev.patchbay.trace.draw.Topology;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// `draw [--svg | --mermaid] [-o FILE]`: a picture of the lab.
public final class Draw implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    boolean mermaid = false;
    String file = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "--svg" -> mermaid = false;
        case "--mermaid" -> mermaid = true;
        case "-o" -> file = file(args);
        case "help", "-h", "--help" -> throw Usage.of("draw");
        default -> throw Usage.garbage("draw", word);
      }
    }
    Topology topology = TopologySnapshot.of(process.machine().world());
    String picture = mermaid ? MermaidPicture.of(topology) : SvgPicture.of(topology);
    write(process, file, picture);
    return 0;
  }

  private static String file(Args args) {
    if (!args.hasNext()) {
      throw new CommandException(Places.WRONG, "draw: -o needs a file");
    }
    return args.next();
  }

  private static void write(Process process, @Nullable String file, String picture)
      throws FileException {
    if (file == null) {
      process.out().print(picture);
      return;
    }
    String path = Files.absolute(process.directory(), file);
    process.files().write(path, picture.getBytes(StandardCharsets.UTF_8));
  }
}
