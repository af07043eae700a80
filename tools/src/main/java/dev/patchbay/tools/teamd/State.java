package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a daemon shows of itself, as a tree.
final class State {
  private final Daemon daemon;

  State(Daemon daemon) {
    this.daemon = daemon;
  }

  Map<String, Object> dump() {
    Map<String, Object> state = new LinkedHashMap<>();
    Map<String, Object> ports = new LinkedHashMap<>();
    for (Port port : daemon.ports()) {
      Map<String, Object> shown = port.state();
      putIfAny(shown, "runner", daemon.runner().state(port));
      ports.put(port.name(), shown);
    }
    putIfAny(state, "ports", ports);
    putIfAny(state, "runner", daemon.runner().state());
    state.put("setup", setup());
    state.put("team_device", Map.of("ifinfo", Daemon.interfaceState(daemon.team())));
    return state;
  }

  private static void putIfAny(Map<String, Object> into, String name, Map<String, Object> part) {
    if (!part.isEmpty()) {
      into.put(name, part);
    }
  }

  private Map<String, Object> setup() {
    Map<String, Object> setup = new LinkedHashMap<>();
    setup.put("runner_name", daemon.runner().name());
    setup.put("kernel_team_mode_name", daemon.runner().mode());
    setup.put("dbus_enabled", false);
    setup.put("zmq_enabled", false);
    setup.put("debug_level", (long) daemon.options().debug);
    setup.put("daemonized", daemon.options().daemonize);
    setup.put("pid", (long) daemon.process().pid());
    setup.put("pid_file", String.valueOf(daemon.options().pidFile));
    return setup;
  }

  /// The value at the end of a path with dots, or null when there is none. A port's name that has
  /// dots stands in quotes.
  @Nullable Object item(String path) {
    Object at = dump();
    String rest = path;
    while (!rest.isEmpty()) {
      Map<String, Object> object = Json.object(at);
      String name = first(rest);
      at = object == null ? null : object.get(name);
      if (at == null) {
        return null;
      }
      int end = rest.startsWith("\"") ? name.length() + 2 : name.length();
      rest = rest.length() > end ? rest.substring(end + 1) : "";
    }
    return at instanceof Map ? null : at;
  }

  private static String first(String path) {
    if (path.startsWith("\"")) {
      int end = path.indexOf('"', 1);
      return end < 0 ? path.substring(1) : path.substring(1, end);
    }
    int end = path.indexOf('.');
    return end < 0 ? path : path.substring(0, end);
  }

  /// Changes the value at the end of a path; returns null, or why not.
  @Nullable Errno set(String path, String value) {
    if (item(path) == null) {
      return Errno.ENOENT;
    }
    if (path.equals("setup.debug_level")) {
      return setDebug(value);
    }
    if (path.startsWith("runner.")) {
      return unlessFixed(daemon.runner().set(path.substring("runner.".length()), value));
    }
    if (path.startsWith("ports.")) {
      String rest = path.substring("ports.".length());
      Port port = daemon.port(first(rest));
      int at = rest.lastIndexOf(".runner.");
      return port == null || at < 0
          ? Errno.EOPNOTSUPP
          : unlessFixed(daemon.runner().set(port, rest.substring(at + ".runner.".length()), value));
    }
    return Errno.EOPNOTSUPP;
  }

  /// What is there and unknown to whom could set it cannot be set.
  private static @Nullable Errno unlessFixed(@Nullable Errno refused) {
    return refused == Errno.ENOENT ? Errno.EOPNOTSUPP : refused;
  }

  private @Nullable Errno setDebug(String value) {
    try {
      int level = Integer.parseInt(value);
      if (level < 0) {
        return Errno.EINVAL;
      }
      daemon.options().debug = level;
      return null;
    } catch (NumberFormatException e) {
      return Errno.EINVAL;
    }
  }
}
