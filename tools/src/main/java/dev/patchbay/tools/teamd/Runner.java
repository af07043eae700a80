package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What decides which ports of a team work, and how they share it (teamd.conf(5), `runner`).
abstract class Runner {
  final Daemon daemon;

  Runner(Daemon daemon) {
    this.daemon = daemon;
  }

  /// The runner of that name.
  ///
  /// @throws Failure when there is none
  static Runner of(Daemon daemon, String name) throws Failure {
    return switch (name) {
      case "broadcast", "roundrobin", "random" -> new BasicRunner(daemon, name);
      case "activebackup" -> new ActiveBackup(daemon);
      case "loadbalance" -> new LoadBalance(daemon);
      case "lacp" -> new LacpRunner(daemon);
      default -> {
        daemon.log("No runner named \"" + name + "\" available.");
        throw new Failure(Errno.EINVAL);
      }
    };
  }

  /// As the configuration calls it.
  abstract String name();

  /// The mode of the driver that it uses.
  String mode() {
    return name();
  }

  /// Reads its settings.
  void init() throws Failure {}

  /// A port is new: before its link is watched.
  void portAdded(Port port) throws Failure {}

  /// A port has gone.
  void portRemoved(Port port) {}

  /// The watches have another opinion of the port's link.
  void linkChanged(Port port) {}

  /// The driver has told something of the port.
  void portChanged(Port port) {}

  /// The port's priority or whether it works has been changed.
  void optionChanged(Port port) {}

  /// The driver has told what it has counted.
  void counted() {}

  /// The team has another address.
  void addressChanged() {}

  /// A port has another address.
  void portAddressChanged(Port port) {}

  /// The team goes up or down.
  void upChanged(boolean up) {}

  /// What it shows of itself; empty for nothing.
  Map<String, Object> state() {
    return Map.of();
  }

  /// What it shows of a port; empty for nothing.
  Map<String, Object> state(Port port) {
    return Map.of();
  }

  /// Changes something that [#state] shows; returns null, or why not.
  @Nullable Errno set(String item, String value) {
    return Errno.ENOENT;
  }

  /// Changes something that [#state(Port)] shows; returns null, or why not.
  @Nullable Errno set(Port port, String item, String value) {
    return Errno.ENOENT;
  }

  /// The daemon ends.
  void end() {}
}
