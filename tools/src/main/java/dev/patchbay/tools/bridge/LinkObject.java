package dev.patchbay.tools.bridge;

import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.PortSnapshot;
import dev.patchbay.tools.iproute.Keywords;
import org.jspecify.annotations.Nullable;

/// `bridge link`: the ports of bridges.
final class LinkObject {
  private static final Keywords COMMANDS =
      new Keywords("set", "change", "show", "lst", "list", "help");

  private LinkObject() {}

  static void run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.hasNext() ? args.next() : "show";
    String command = COMMANDS.find(word);
    if (command == null) {
      throw Usage.unknown("link", word);
    }
    switch (command) {
      case "set", "change" -> LinkSet.run(session, args);
      case "help" -> throw Usage.of("link");
      default -> show(session, args);
    }
  }

  private static void show(Session session, Args args) throws FileException {
    NetDevice only = deviceOf(session, args);
    Output out = session.output();
    out.begin();
    for (NetDevice device : session.netns().devices()) {
      LinkSnapshot link = LinkSnapshot.of(device);
      if ((only == null || only == device) && link.portSnapshot() instanceof PortSnapshot port) {
        PortText.show(session, link, port);
      }
    }
    out.end();
    session.flush();
  }

  /// What `dev` names, or null. Other words are passed over.
  static @Nullable NetDevice deviceOf(Session session, Args args) {
    String name = null;
    while (args.hasNext()) {
      if (!args.next().equals("dev")) {
        continue;
      }
      String word = args.next();
      if (name != null) {
        throw Args.duplicate("dev", word);
      }
      name = word;
    }
    return name == null ? null : session.requireDevice(name);
  }
}
