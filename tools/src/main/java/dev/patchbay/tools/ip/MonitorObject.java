package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Monitor;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `ip monitor`: tells of every change until it is stopped.
final class MonitorObject {
  private static final Keywords WORDS =
      new Keywords(
          "file",
          "label",
          "link",
          "address",
          "route",
          "mroute",
          "nexthop",
          "prefix",
          "neigh",
          "rule",
          "netconf",
          "nsid",
          "stats",
          "all",
          "all-nsid",
          "help",
          "=dev");

  private final Session session;
  private final Set<MonitorGroup> groups = EnumSet.noneOf(MonitorGroup.class);
  private boolean labels;
  private boolean allNamespaces;
  private @Nullable NetDevice device;
  private @Nullable String file;

  private MonitorObject(Session session) {
    this.session = session;
  }

  static int run(Session session, Args args) throws FileException {
    MonitorObject words = new MonitorObject(session);
    while (args.hasNext()) {
      words.take(args.next(), args);
    }
    return words.monitor();
  }

  private void take(String word, Args args) {
    String keyword = WORDS.find(word);
    if (keyword == null) {
      throw new CommandException(
          255, "Argument \"" + word + "\" is unknown, try \"ip monitor help\".");
    }
    switch (keyword) {
      case "file" -> file = args.next();
      case "label" -> labels = true;
      case "all" -> {
        groups.addAll(EnumSet.allOf(MonitorGroup.class));
        labels = true;
      }
      case "all-nsid" -> allNamespaces = true;
      case "dev" -> device(args.next());
      case "help" -> throw Usage.of("monitor");
      default -> groups.add(MonitorGroup.of(keyword));
    }
  }

  private void device(String name) {
    device = session.device(name);
    if (device == null) {
      throw Args.invarg("Device does not exist\n", name);
    }
  }

  private int monitor() throws FileException {
    if (file != null) {
      return recorded(file);
    }
    Set<MonitorGroup> asked = groups.isEmpty() ? MonitorGroup.USUAL : groups;
    MonitorText text = new MonitorText(session, asked, labels, allNamespaces, device);
    new Monitor(session, allNamespaces, text).run();
    return 0;
  }

  /// Shows the file that `rtmon` has written.
  private int recorded(String name) throws FileException {
    OpenFile recorded = open(name);
    MonitorText text =
        new MonitorText(session, EnumSet.noneOf(MonitorGroup.class), labels, allNamespaces, device);
    try {
      return new NetlinkRecord(session).show(recorded, text);
    } finally {
      recorded.close();
    }
  }

  private OpenFile open(String name) {
    try {
      String path = Files.absolute(session.process().directory(), name);
      return session.process().files().open(path, OpenMode.READ, 0);
    } catch (FileException e) {
      throw new CommandException(255, "Cannot fopen: " + e.errno().text());
    }
  }
}
