package dev.patchbay.tools.teamd;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.team.TeamPort;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A port of the team, as the daemon knows it.
final class Port {
  private final Daemon daemon;
  private final TeamPort port;
  private final List<Watch> watches = new ArrayList<>(1);
  private int seenPriority;
  private boolean priorityChanged;
  private boolean seenEnabled;

  Port(Daemon daemon, TeamPort port) {
    this.daemon = daemon;
    this.port = port;
  }

  String name() {
    return port.device().name();
  }

  TeamPort teamPort() {
    return port;
  }

  NetDevice device() {
    return port.device();
  }

  /// Whether it still is the team's.
  boolean isPresent() {
    return port.device().port() == port;
  }

  boolean isEnabled() {
    return port.isEnabled();
  }

  void enable(boolean on) {
    daemon.set(port, "enabled", on);
  }

  /// Gives it the address.
  void address(Mac address) throws Failure {
    if (isPresent()) {
      daemon.changeAddress(device(), address, name() + ": Failed to set port hardware address.");
    }
  }

  // ---- its link

  /// Whether a watch says that it has a link.
  boolean isUp() {
    return watches.isEmpty() || watches.stream().anyMatch(Watch::isUp);
  }

  /// Makes the watches that the configuration names: of the port and of all, or one by `ethtool`.
  void loadWatches() throws Failure {
    loadWatches("ports", name(), "link_watch");
    loadWatches("link_watch");
    if (watches.isEmpty()) {
      daemon.config().set("ethtool", "ports", name(), "link_watch", "name");
      loadWatches("ports", name(), "link_watch");
    }
  }

  private void loadWatches(String... path) throws Failure {
    Object value = daemon.config().find(path);
    if (value instanceof List<?> list) {
      for (Object one : list) {
        watches.add(Watch.of(daemon, this, daemon.config().part(one)));
      }
    } else if (value != null) {
      watches.add(Watch.of(daemon, this, daemon.config().part(value)));
    }
  }

  /// Begins to watch, the newest first.
  void startWatches() throws Failure {
    for (Watch watch : watches.reversed()) {
      try {
        watch.start();
      } catch (Failure e) {
        daemon.log("Failed to load options.");
        daemon.log("Failed to init port priv.");
        throw e;
      }
    }
  }

  void stopWatches() {
    watches.forEach(Watch::stop);
  }

  /// The driver has told something of it.
  void changed() {
    for (Watch watch : watches.reversed()) {
      watch.portChanged();
    }
  }

  /// A watch has changed its mind: the driver hears of it.
  void tellLink() {
    if (isPresent() && port.userLink() != isUp()) {
      daemon.set(port, "user_linkup", isUp());
    }
  }

  // ---- options

  int priority() {
    return port.priority();
  }

  /// Takes queue and priority from the configuration.
  void applyOptions() throws Failure {
    Integer queue = daemon.config().number("ports", name(), "queue_id");
    if (queue != null) {
      if (queue < 0) {
        daemon.log(name() + ": \"queue_id\" must not be negative number.");
        throw new Failure(Errno.EINVAL);
      }
      if (!daemon.set(port, "queue_id", (long) queue)) {
        daemon.log(name() + ": Failed to set \"queue_id\".");
        throw new Failure(Errno.EINVAL);
      }
    }
    Integer priority = daemon.config().number("ports", name(), "prio");
    daemon.set(port, "priority", priority == null ? 0L : (long) priority);
    sawOptions();
  }

  /// Whether priority or working have changed since the last time this was asked.
  boolean sawOptions() {
    priorityChanged = seenPriority != port.priority();
    boolean changed = priorityChanged || seenEnabled != port.isEnabled();
    seenPriority = port.priority();
    seenEnabled = port.isEnabled();
    return changed;
  }

  /// Whether it was the priority that had changed.
  boolean priorityChanged() {
    return priorityChanged;
  }

  // ---- state

  Map<String, Object> state() {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("duplex", port.isFullDuplex() ? "full" : "half");
    link.put("speed", (long) port.speed());
    link.put("up", port.hasLink());
    Map<String, Object> list = new LinkedHashMap<>();
    for (int i = 0; i < watches.size(); i++) {
      list.put("link_watch_" + i, watches.get(i).state());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("list", list);
    all.put("up", isUp());
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("ifinfo", Daemon.interfaceState(device()));
    state.put("link", link);
    state.put("link_watches", all);
    return state;
  }
}
