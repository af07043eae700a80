package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;

/// What this package adds to a machine: the limits of sockets.
public final class SocketModule {
  private SocketModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    SocketSettings.add(machine);
    LocalPorts.add(machine);
    Backlog.add(machine);
  }
}
