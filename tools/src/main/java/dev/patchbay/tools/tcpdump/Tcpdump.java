package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `tcpdump`: captures frames from a device or reads them from a file, and prints or writes them.
public final class Tcpdump implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(args.rest());
    process.err().print(options.warnings());
    if (options.help || options.version) {
      process.out().print(options.help ? Options.USAGE : Options.VERSION);
      return 0;
    }
    if (options.listsDevices) {
      process.out().print(new Devices(process.netns()).list());
      return 0;
    }
    return new Session(process, options).run();
  }
}
