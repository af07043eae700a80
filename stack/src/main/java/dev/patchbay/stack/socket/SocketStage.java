package dev.patchbay.stack.socket;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// In a journey: the packet waits for the program that has the socket.
record SocketStage(String program, int pid) implements Stage {
  @Override
  public String name() {
    return "socket";
  }

  @Override
  public void show(Output out) {
    out.string("program", "of ", program.isEmpty() ? "the kernel" : program, "");
    if (pid != 0) {
      out.number("pid", " (pid ", pid, ")");
    }
  }
}
