package dev.patchbay.tools.tc;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Batch;

/// `tc [ OPTIONS ] OBJECT { COMMAND | help }`: shows and changes disciplines, classes, filters and
/// actions.
public final class Tc implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args);
    String batch = options.batch;
    if (batch != null) {
      return new Batch(process, batch, options.force)
          .run(words -> new Session(process, options).run(words));
    }
    if (!args.hasNext()) {
      throw Usage.of("tc", 0);
    }
    return new Session(process, options).run(args);
  }
}
