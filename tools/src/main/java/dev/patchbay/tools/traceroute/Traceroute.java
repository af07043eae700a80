package dev.patchbay.tools.traceroute;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.ping.Voice;

/// `traceroute`: the routers on the way to a host. Called `traceroute6` it takes addresses of IPv6.
public final class Traceroute implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Voice voice = new Voice(process);
    Options options = Options.read(process, args.rest());
    if (!options.text.isEmpty()) {
      return voice.print(options.text).end(0);
    }
    Probes probes = Probes.of(process, options);
    return voice.end(new Trace(process, voice, options, probes).run());
  }
}
