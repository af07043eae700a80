package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Json;
import dev.patchbay.tools.teamd.Service.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What others can ask a daemon for (`teamdctl`), by the name of a method.
final class Control {
  private static final Reply DONE = new Reply(null, "");
  private static final Reply NO_DEVICE = new Reply("NoSuchDev", "No such device.");

  private final Daemon daemon;

  Control(Daemon daemon) {
    this.daemon = daemon;
  }

  Reply call(String method, List<String> arguments) {
    return switch (method) {
      case "ConfigDump" -> json(daemon.config().root());
      case "ConfigDumpActual" -> json(actualConfig());
      case "StateDump" -> json(new State(daemon).dump());
      case "PortAdd" -> addPort(arguments.getFirst());
      case "PortRemove" -> removePort(arguments.getFirst());
      case "PortConfigDump" -> portConfig(arguments.getFirst());
      case "PortConfigUpdate" -> updatePort(arguments.getFirst(), arguments.get(1));
      case "StateItemValueGet" -> item(arguments.getFirst());
      case "StateItemValueSet" -> setItem(arguments.getFirst(), arguments.get(1));
      default -> new Reply("InvalidArgs", "Did not receive correct message arguments.");
    };
  }

  private static Reply json(Object value) {
    return new Reply(null, Json.text(value, false));
  }

  // ---- configuration

  /// The configuration with those ports that there are.
  private Object actualConfig() {
    Config actual = daemon.config().part(Json.copy(daemon.config().root()));
    for (Port port : daemon.ports()) {
      if (!actual.has("ports", port.name())) {
        actual.set(new LinkedHashMap<String, Object>(), "ports", port.name());
      }
    }
    Map<String, Object> ports = Json.object(actual.find("ports"));
    if (ports != null) {
      ports.keySet().removeIf(name -> daemon.port(name) == null);
    }
    return actual.root();
  }

  private boolean isUnknown(String device) {
    return daemon.process().netns().device(device) == null;
  }

  private Reply portConfig(String name) {
    if (isUnknown(name)) {
      return complain("Device \"" + name + "\" does not exist.", NO_DEVICE);
    }
    if (daemon.port(name) == null) {
      return complain(
          "Failed to dump config for port \"" + name + "\".",
          new Reply("ConfigDumpFail", "Failed to dump config."));
    }
    Object config = daemon.config().find("ports", name);
    return json(config == null ? Map.of() : config);
  }

  private Reply updatePort(String name, String text) {
    if (isUnknown(name)) {
      return complain("Device \"" + name + "\" does not exist.", NO_DEVICE);
    }
    return update(name, text)
        ? DONE
        : complain(
            "Failed to update config for port \"" + name + "\".",
            new Reply("ConfigUpdateFail", "Failed to update config."));
  }

  /// What the port's configuration was is replaced, even when no priority for the kernel is there.
  private boolean update(String name, String text) {
    Map<String, Object> wanted;
    try {
      wanted = Json.object(Json.parse(text));
    } catch (Json.Wrong e) {
      daemon.log(
          "%s: Failed to parse port config string: %s on line %d, column %d"
              .formatted(name, e.message(), e.line(), e.column()));
      return false;
    }
    if (wanted == null) {
      daemon.log(name + ": Failed to update existing config port object");
      return false;
    }
    daemon.config().set(new LinkedHashMap<String, Object>(), "ports", name);
    Map<String, Object> known = Json.object(daemon.config().find("ports", name));
    if (known != null) {
      known.clear();
      known.putAll(wanted);
    }
    return updatePriority(name, wanted.get("prio"));
  }

  private boolean updatePriority(String name, @Nullable Object priority) {
    Port port = daemon.port(name);
    if (port == null) {
      return true;
    }
    if (!(priority instanceof Long)) {
      daemon.log(name + ": Failed to get integer for \"priority\".");
      return false;
    }
    return daemon.set(port.teamPort(), "priority", priority);
  }

  // ---- ports

  private Reply addPort(String name) {
    Errno refused = daemon.add(name);
    if (refused == null) {
      return DONE;
    }
    daemon.log(name + ": Failed to add port (" + refused.text() + ").");
    return refused == Errno.ENODEV ? NO_DEVICE : new Reply("PortAddFail", "Failed to add port.");
  }

  private Reply removePort(String name) {
    Port port = daemon.port(name);
    if (port == null) {
      return NO_DEVICE;
    }
    return daemon.release(port.device()) == null
        ? DONE
        : new Reply("PortRemoveFail", "Failed to del port.");
  }

  // ---- state

  private Reply item(String path) {
    Object value = new State(daemon).item(path);
    if (value != null) {
      return new Reply(null, value.toString());
    }
    return complain(
        "Failed to get state item \"" + path + "\".",
        new Reply("PathDoesNotExist", "Item path does not exist."));
  }

  private Reply setItem(String path, String value) {
    Errno refused = new State(daemon).set(path, value);
    if (refused == null) {
      return DONE;
    }
    Reply reply =
        switch (refused) {
          case ENOENT -> new Reply("PathDoesNotExist", "Item path does not exist.");
          case EOPNOTSUPP -> new Reply("OpNotSupp", "Operation not supported.");
          default -> new Reply("ItemValueSetFail", "Failed to set item value.");
        };
    return complain("Failed to set state item \"" + path + "\".", reply);
  }

  private Reply complain(String text, Reply reply) {
    daemon.log(text);
    return reply;
  }
}
