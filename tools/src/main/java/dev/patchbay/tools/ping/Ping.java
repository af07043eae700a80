package dev.patchbay.tools.ping;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `ping`: sends echo requests to a host and tells what comes back. Called `ping4` or `ping6` it
/// takes addresses of that family only.
public final class Ping implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Voice voice = new Voice(process);
    Options options = Options.read(voice, args.rest());
    if (options.text != null) {
      return voice.print(options.text).end(0);
    }
    if (options.destinations.isEmpty()) {
      throw voice.fatal(1, "usage error: Destination address required");
    }
    Session session = new Session(process, options, voice, Hosts.of(process));
    return voice.end(new Attempt(session).run());
  }
}
