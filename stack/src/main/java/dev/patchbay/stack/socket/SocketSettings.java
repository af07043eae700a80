package dev.patchbay.stack.socket;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.Sysctl;
import java.util.List;

/// How much sockets may hold, on one machine: `rmem_*` and `wmem_*` of `net/core`, in bytes.
final class SocketSettings implements MachinePart {
  private static final Key<SocketSettings> KEY = new Key<>(machine -> new SocketSettings());

  /// `SOCK_MIN_RCVBUF` and `SOCK_MIN_SNDBUF`.
  static final int LEAST_RECEIVED = 2304;

  private static final int LEAST_SENT = 4608;

  private int receiveDefault = 212_992;
  private int receiveMax = 212_992;
  private int sendDefault = 212_992;
  private int sendMax = 212_992;
  private long lastInode = FIRST_INODE;

  /// The kernel has used the numbers before for files of its own.
  private static final long FIRST_INODE = 1024;

  private SocketSettings() {}

  static SocketSettings of(Machine machine) {
    return machine.part(KEY);
  }

  /// Adds the files, which the initial namespace alone has.
  static void add(Machine machine) {
    SocketSettings settings = of(machine);
    machine
        .sysctls()
        .add("net/core", files(), netns -> netns == machine.initialNetns() ? settings : null);
  }

  private static List<Sysctl<SocketSettings>> files() {
    int most = Integer.MAX_VALUE;
    return List.of(
        Sysctl.integer(
            "rmem_default",
            LEAST_RECEIVED,
            most,
            s -> s.receiveDefault,
            (s, n) -> s.receiveDefault = n),
        Sysctl.integer(
            "rmem_max", LEAST_RECEIVED, most, s -> s.receiveMax, (s, n) -> s.receiveMax = n),
        Sysctl.integer(
            "wmem_default", LEAST_SENT, most, s -> s.sendDefault, (s, n) -> s.sendDefault = n),
        Sysctl.integer("wmem_max", LEAST_SENT, most, s -> s.sendMax, (s, n) -> s.sendMax = n));
  }

  /// What a new socket may hold.
  int receiveDefault() {
    return receiveDefault;
  }

  /// The number of the next socket.
  long nextInode() {
    return ++lastInode;
  }

  /// What a program may ask for, to send.
  int sendMax() {
    return sendMax;
  }

  /// What a program may ask for.
  int receiveMax() {
    return receiveMax;
  }
}
