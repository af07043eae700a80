package dev.patchbay.core;

import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import java.util.Map;

/// What a master says about its ports (`bridge_slave`, `bond_slave`): the words of `ip link set …
/// type KIND_slave`.
public interface PortKind {
  /// What the words said: immutable.
  interface Options {}

  /// What `ip -d link` shows of a port: immutable.
  interface Snapshot {
    /// Nothing is kept for a port that could be shown.
    Snapshot NONE = new Snapshot() {};
  }

  /// What the master keeps for a port.
  interface Port {
    /// Which kind of port.
    PortKind kind();
  }

  /// As it is written after `type`: `bridge_slave`.
  String name();

  /// Reads the words after `type KIND`, to the end.
  ///
  /// @throws dev.patchbay.core.text.CommandException with the real command's words
  Options parse(Args args, LinkParser links);

  /// Changes the port.
  void change(NetDevice port, Options options) throws NetlinkException;

  /// What `ip -d link` shows of the port now.
  Snapshot snapshot(NetDevice port);

  /// Shows what [#snapshot] gave, as `ip -d link` does behind the kind's name.
  void show(Snapshot snapshot, Output out);

  /// What a port of this kind has under `/sys/class/net/DEV` beside what all have.
  default Map<String, Node> sysFiles(NetDevice port) {
    return Map.of();
  }

  /// What `ip link help KIND` prints.
  default String help() {
    return "";
  }
}
