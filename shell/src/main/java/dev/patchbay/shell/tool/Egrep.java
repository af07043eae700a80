package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.ArrayList;
import java.util.List;

/// `egrep`: `grep -E`.
public final class Egrep implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = new ArrayList<>(args.rest());
    words.addFirst("-E");
    return new Grep().run(process, new Args(words));
  }
}
