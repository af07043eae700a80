package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import java.util.LinkedHashMap;
import java.util.Map;

/// Somebody who says whether a port has a link (teamd.conf(5), `link_watch`).
abstract class Watch {
  final Daemon daemon;
  final Port port;
  final Config config;
  private boolean up;
  private long downCount;

  Watch(Daemon daemon, Port port, Config config) {
    this.daemon = daemon;
    this.port = port;
    this.config = config;
    this.up = port.teamPort().userLink();
  }

  /// The watch that the configuration describes.
  static Watch of(Daemon daemon, Port port, Config config) throws Failure {
    String name = config.string("name");
    if (name == null) {
      daemon.log(port.name() + ": Failed to get link watch name.");
      throw new Failure(Errno.ENOENT);
    }
    return switch (name) {
      case "ethtool" -> new EthtoolWatch(daemon, port, config);
      case "arp_ping" -> new ArpPing(daemon, port, config);
      case "nsna_ping" -> new NsnaPing(daemon, port, config);
      default -> {
        daemon.log("No link_watch named \"" + name + "\" available.");
        throw new Failure(Errno.EINVAL);
      }
    };
  }

  /// As the configuration calls it.
  abstract String name();

  /// Reads its settings, and begins.
  abstract void start() throws Failure;

  void stop() {}

  /// The driver has told something of the port.
  void portChanged() {}

  boolean isUp() {
    return up;
  }

  /// Takes note of what it has found; the others hear of what is new.
  final void found(boolean now) {
    if (now == up) {
      return;
    }
    up = now;
    daemon.log(port.name() + ": " + name() + "-link went " + (now ? "up" : "down") + ".");
    downCount += now ? 0 : 1;
    daemon.linkChanged(port);
  }

  /// A number of the configuration that is not negative, or what is usual.
  final long number(String name, long otherwise) throws Failure {
    Integer number = config.number(name);
    if (number != null && number < 0) {
      daemon.log("\"" + name + "\" must not be negative number.");
      throw new Failure(Errno.EINVAL);
    }
    return number == null ? otherwise : number;
  }

  /// What is shown of it.
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("name", name());
    state.put("up", up);
    state.put("down_count", downCount);
    return state;
  }
}
