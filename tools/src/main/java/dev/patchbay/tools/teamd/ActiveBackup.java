package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One port works, the best of those that have a link; the others wait.
final class ActiveBackup extends Runner {
  private AddressPolicy policy = AddressPolicy.SAME_ALL;
  private @Nullable Port active;
  private Mac addressBefore = Mac.ZERO;

  /// Who has the team's address (`hwaddr_policy`).
  private enum AddressPolicy {
    /// Every port.
    SAME_ALL,
    /// The team has that of the active port.
    BY_ACTIVE,
    /// Only the active port.
    ONLY_ACTIVE
  }

  ActiveBackup(Daemon daemon) {
    super(daemon);
  }

  @Override
  String name() {
    return "activebackup";
  }

  @Override
  void init() throws Failure {
    tellOnce("notify_peers");
    tellOnce("mcast_rejoin");
    String wanted = daemon.config().string("runner", "hwaddr_policy");
    policy =
        switch (wanted) {
          case null -> AddressPolicy.SAME_ALL;
          case "same_all" -> AddressPolicy.SAME_ALL;
          case "by_active" -> AddressPolicy.BY_ACTIVE;
          case "only_active" -> AddressPolicy.ONLY_ACTIVE;
          default -> {
            daemon.log("Unknown \"hwaddr_policy\" named \"" + wanted + "\" passed.");
            daemon.log("Failed to load config values.");
            throw new Failure(Errno.ENOENT);
          }
        };
  }

  /// A change of the active port is told at least once.
  private void tellOnce(String what) {
    if (!daemon.config().has(what, "count")) {
      daemon.config().set(1L, what, "count");
    }
  }

  // ---- ports

  @Override
  void portAdded(Port port) throws Failure {
    port.enable(false);
    if (policy == AddressPolicy.SAME_ALL) {
      port.address(daemon.address());
    }
  }

  @Override
  void portRemoved(Port port) {
    choose();
  }

  @Override
  void linkChanged(Port port) {
    choose();
  }

  @Override
  void optionChanged(Port port) {
    if (port.priorityChanged()) {
      choose();
    }
  }

  /// Makes the best port the active one, unless the one that is stays where it is.
  private void choose() {
    Port now = active;
    if (now != null && !(now.isUp() && daemon.isActive(now))) {
      clear(now);
      now = null;
    }
    Port best = null;
    if (now != null && now.isPresent()) {
      best = now;
    }
    for (Port port : daemon.ports()) {
      if (port.isUp() && port.isPresent() && (best == null || isBetter(port, best))) {
        best = port;
      }
    }
    boolean stays = now != null && daemon.config().flag(false, "ports", now.name(), "sticky");
    if (best != null && best != now && !stays) {
      change(now, best);
    }
  }

  private static boolean isBetter(Port one, Port other) {
    int speed = Integer.compare(one.teamPort().speed(), other.teamPort().speed());
    boolean fuller = one.teamPort().isFullDuplex() && !other.teamPort().isFullDuplex();
    return one.priority() > other.priority() || speed > 0 || (speed == 0 && fuller);
  }

  private void change(@Nullable Port before, Port next) {
    if (before != null) {
      clear(before);
    }
    next.enable(true);
    daemon.set("activeport", (long) next.device().index());
    try {
      takeAddress(next);
    } catch (Failure e) {
      next.enable(false);
      return;
    }
    active = next;
    daemon.log("Changed active port to \"" + next.name() + "\".");
  }

  private void clear(Port port) {
    active = null;
    if (!port.isPresent()) {
      return;
    }
    port.enable(false);
    if (policy == AddressPolicy.ONLY_ACTIVE) {
      giveAddress(port, addressBefore);
    }
  }

  private void giveAddress(Port port, Mac address) {
    try {
      port.address(address);
    } catch (Failure e) {
      // It has been logged; the port keeps what it has.
      return;
    }
  }

  // ---- addresses

  private void takeAddress(Port port) throws Failure {
    switch (policy) {
      case BY_ACTIVE ->
          daemon.changeAddress(
              daemon.team(), port.device().address(), "Failed to set team hardware address.");
      case ONLY_ACTIVE -> {
        addressBefore = port.device().address();
        port.address(daemon.address());
      }
      case SAME_ALL -> {}
    }
  }

  @Override
  void addressChanged() {
    for (Port port : daemon.ports()) {
      if (policy == AddressPolicy.SAME_ALL
          || (policy == AddressPolicy.ONLY_ACTIVE && port == active)) {
        giveAddress(port, daemon.address());
      }
    }
  }

  @Override
  void portAddressChanged(Port port) {
    if (policy == AddressPolicy.SAME_ALL && !port.device().address().equals(daemon.address())) {
      giveAddress(port, daemon.address());
    }
  }

  // ---- state

  @Override
  Map<String, Object> state() {
    return Map.of("active_port", active == null ? "" : active.name());
  }

  @Override
  @Nullable Errno set(String item, String value) {
    if (!item.equals("active_port")) {
      return Errno.ENOENT;
    }
    Port wanted = daemon.port(value);
    if (wanted == null) {
      return Errno.ENODEV;
    }
    daemon.post(() -> change(active, wanted));
    return null;
  }
}
