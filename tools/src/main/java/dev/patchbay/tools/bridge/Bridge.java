package dev.patchbay.tools.bridge;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Batch;

/// `bridge [ OPTIONS ] OBJECT { COMMAND | help }`: shows and changes forwarding tables and ports.
public final class Bridge implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args);
    Session session = new Session(process, options);
    String batch = options.batch;
    if (batch != null) {
      return new Batch(process, batch, options.force).run(session::run);
    }
    if (!args.hasNext()) {
      throw Usage.of("bridge");
    }
    return session.run(args);
  }
}
