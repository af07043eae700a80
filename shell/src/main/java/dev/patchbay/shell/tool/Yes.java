package dev.patchbay.shell.tool;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;

/// `yes [text…]`, until nobody reads any more.
public final class Yes implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Program program = new Program(process);
    String text = args.hasNext() ? String.join(" ", args.rest()) : "y";
    while (true) {
      process.checkpoint();
      program.print((text + "\n").repeat(1024 / (text.length() + 1) + 1));
    }
  }
}
