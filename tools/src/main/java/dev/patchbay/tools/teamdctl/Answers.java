package dev.patchbay.tools.teamdctl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Json;
import dev.patchbay.tools.teamdctl.Teamdctl.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fetches what is asked for from the daemon, and prints it.
final class Answers {
  private final Process process;
  private final Session session;
  private final int verbosity;
  private final boolean oneLine;

  Answers(Process process, Session session, int verbosity, boolean oneLine) {
    this.process = process;
    this.session = session;
    this.verbosity = verbosity;
    this.oneLine = oneLine;
  }

  int give(Request request, List<String> arguments) throws FileException {
    switch (request) {
      case CONFIG_DUMP -> print(session.askForObject("ConfigDump"));
      case CONFIG_DUMP_ACTUAL -> print(session.askForObject("ConfigDumpActual"));
      case CONFIG_DUMP_NOPORTS -> print(without(session.askForObject("ConfigDump"), "ports"));
      case STATE_DUMP -> print(session.askForObject("StateDump"));
      case STATE, STATE_VIEW ->
          process.out().print(new StateView(verbosity > 0).of(session.askForObject("StateDump")));
      case STATE_ITEM_GET -> process.out().println(session.ask("StateItemValueGet", arguments));
      case STATE_ITEM_SET -> session.ask("StateItemValueSet", arguments);
      case PORT_ADD -> session.ask("PortAdd", arguments);
      case PORT_REMOVE -> session.ask("PortRemove", arguments);
      case PORT_PRESENT -> requirePort(arguments.getFirst());
      case PORT_CONFIG_UPDATE -> session.ask("PortConfigUpdate", arguments);
      case PORT_CONFIG_DUMP -> print(session.askForObject("PortConfigDump", arguments.getFirst()));
    }
    return 0;
  }

  private void print(Map<String, Object> object) throws FileException {
    process.out().println(Json.text(object, oneLine));
  }

  private static Map<String, Object> without(Map<String, Object> object, String name) {
    Map<String, Object> less = new LinkedHashMap<>(object);
    less.remove(name);
    return less;
  }

  private void requirePort(String name) {
    Map<String, Object> ports = Json.object(session.askForObject("StateDump").get("ports"));
    if (ports == null || !ports.containsKey(name)) {
      throw new CommandException(1, "command call failed (" + Errno.ENODEV.text() + ")");
    }
  }
}
