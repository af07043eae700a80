package dev.patchbay.device.bond;

import java.util.ArrayList;
import java.util.List;

/// Ports that work together, because both ends are the same systems with the same keys (IEEE
/// 802.1AX 6.3.5). Each slave brings one.
final class Aggregator {
  private final int number;
  private final List<LacpPort> ports = new ArrayList<>(2);

  /// What its ports have in common: at this end, at the other.
  int actorKey;

  long partnerSystem;
  int partnerSystemPriority;
  int partnerKey;

  /// It cannot hold more than one port.
  boolean individual;

  /// It is the one that the bond sends by.
  boolean active;

  Aggregator(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  List<LacpPort> ports() {
    return ports;
  }

  /// How many of its ports have a link.
  int activePorts() {
    int count = 0;
    for (LacpPort port : ports) {
      count += port.isEnabled() ? 1 : 0;
    }
    return count;
  }

  /// Whether a device of it can send (`agg_device_up`).
  boolean isUp() {
    return ports.stream().anyMatch(port -> port.slave().device().isRunning());
  }

  long bandwidth() {
    return ports.isEmpty() ? 0 : (long) activePorts() * ports.getFirst().slave().speed();
  }

  boolean hasPartner() {
    return partnerSystem != 0;
  }

  /// Whether a port that has come anew may join it.
  boolean suits(LacpPort port) {
    return !individual
        && actorKey == port.key()
        && partnerSystem == port.partner().system()
        && partnerSystemPriority == port.partner().systemPriority()
        && partnerKey == port.partner().key()
        && port.partner().system() != 0;
  }

  /// Becomes one for that port.
  void take(LacpPort port) {
    individual = (port.key() & 1) == 0;
    actorKey = port.key();
    partnerSystem = port.partner().system();
    partnerSystemPriority = port.partner().systemPriority();
    partnerKey = port.partner().key();
  }

  /// Has no ports any more.
  void clear() {
    individual = false;
    actorKey = 0;
    partnerSystem = 0;
    partnerSystemPriority = 0;
    partnerKey = 0;
    active = false;
  }
}
