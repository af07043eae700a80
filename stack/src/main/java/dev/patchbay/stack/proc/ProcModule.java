package dev.patchbay.stack.proc;

import dev.patchbay.core.Machine;

/// What this package adds to a machine: files under `/proc/net`.
public final class ProcModule {
  private ProcModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    SnmpFile.add(machine);
    NetstatFile.add(machine);
    SocketFiles.add(machine);
    TcpFiles.add(machine);
    SocketCounts.add(machine);
    PtypeFile.add(machine);
    StatFiles.add(machine);
    EmptyFiles.add(machine);
  }
}
