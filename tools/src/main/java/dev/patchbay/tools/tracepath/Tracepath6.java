package dev.patchbay.tools.tracepath;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `tracepath6`: [Tracepath], which goes by the name it was called.
public final class Tracepath6 implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    return new Tracepath().run(process, args);
  }
}
