package dev.patchbay.tools.ip;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Batch;

/// `ip [ OPTIONS ] OBJECT { COMMAND | help }`: shows and changes links, addresses, routes,
/// neighbours and namespaces.
public final class Ip implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args);
    Session session = new Session(process, options);
    String batch = options.batch;
    if (batch != null) {
      session.batch(true);
      return new Batch(process, batch, options.force).run(session::run);
    }
    if (!args.hasNext()) {
      throw Usage.of("ip");
    }
    return session.run(args);
  }
}
