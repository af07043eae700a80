package dev.patchbay.tools.bridge;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.Links;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbAnnouncement;
import dev.patchbay.device.bridge.PortAnnouncement;
import dev.patchbay.device.bridge.multicast.MdbAnnouncement;
import dev.patchbay.device.bridge.multicast.RouterAnnouncement;
import dev.patchbay.device.vxlan.VniAnnouncement;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.LinkHead;
import dev.patchbay.tools.iproute.Monitor;
import dev.patchbay.tools.iproute.Timestamp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `bridge monitor`: tells of changes of links, forwarding databases and multicast groups until it
/// is stopped.
final class MonitorObject implements Monitor.Listener {
  private static final Keywords WORDS =
      new Keywords("file", "link", "fdb", "mdb", "vlan", "vni", "all", "help");

  private final Session session;

  /// Whether the last announcement was one that is asked for.
  private boolean said;

  private final Output out;
  private final Set<String> groups = new LinkedHashSet<>();
  private boolean labels;
  private @Nullable String file;

  private MonitorObject(Session session) {
    this.session = session;
    this.out = session.output();
  }

  static void run(Session session, Args args) throws FileException {
    MonitorObject monitor = new MonitorObject(session);
    while (args.hasNext()) {
      monitor.take(args.next(), args);
    }
    if (monitor.file != null) {
      throw monitor.recorded(monitor.file);
    }
    new Monitor(session, false, monitor).run();
  }

  private void take(String word, Args args) {
    String keyword = WORDS.find(word);
    if (keyword == null) {
      throw new CommandException(
          255, "Argument \"" + word + "\" is unknown, try \"bridge monitor help\".");
    }
    switch (keyword) {
      case "file" -> file = args.next();
      case "all" -> labels = true;
      case "help" -> throw Usage.of("monitor");
      default -> groups.add(keyword);
    }
  }

  /// What to say of a file of recorded changes.
  private RuntimeException recorded(String name) {
    try {
      String path = Files.absolute(session.process().directory(), name);
      session.process().files().open(path, OpenMode.READ, 0).close();
    } catch (FileException e) {
      return new CommandException(255, "Cannot fopen: " + e.errno().text());
    }
    return Session.missing("\"monitor file\"");
  }

  @Override
  public void show(Announcement announcement, int nsid) {
    said = false;
    switch (announcement) {
      case Links.LinkAnnouncement link -> {
        if (begins("link", "[LINK]", link.gone())) {
          link(link.link());
        }
      }
      case PortAnnouncement port -> {
        if (begins("link", "[LINK]", port.gone())) {
          port(port);
        }
      }
      case FdbAnnouncement entry -> {
        if (begins("fdb", "[NEIGH]", entry.gone())) {
          FdbText.show(session, entry.entry(), true);
        }
      }
      case MdbAnnouncement entry -> {
        if (begins("mdb", "[MDB]", entry.gone())) {
          new MdbText(session, 0).show(entry.entry());
        }
      }
      case VniAnnouncement vni -> {
        if (begins("vni", "[TUNNEL]", vni.gone())) {
          new VniText(out, session.options().statistics).show(vni.device(), List.of(vni.network()));
        }
      }
      case RouterAnnouncement router -> {
        if (begins("mdb", "[MDB]", router.gone())) {
          out.text("router port dev " + router.port() + " master " + router.bridge() + "\n");
        }
      }
      default -> {
        // No concern of bridges.
      }
    }
  }

  /// What is said of groups stays in the command until it says something else.
  @Override
  public boolean flushes(Announcement announcement) {
    return said && !isOfGroups(announcement);
  }

  private static boolean isOfGroups(Announcement announcement) {
    return announcement instanceof MdbAnnouncement || announcement instanceof RouterAnnouncement;
  }

  /// Whether the group is asked for; then what stands in front is shown.
  private boolean begins(String group, String label, boolean gone) {
    if (!groups.isEmpty() && !groups.contains(group)) {
      return false;
    }
    said = true;
    if (session.options().timestamp) {
      out.text(Timestamp.line(session.process().loop().now(), "us"));
    }
    if (labels) {
      out.text(label);
    }
    if (gone) {
      out.text("Deleted ");
    }
    return true;
  }

  private void link(LinkSnapshot link) {
    LinkHead.show(link, session.netns(), out);
    rest(link);
  }

  /// Of a port that is one no longer nothing is told about the port.
  private void port(PortAnnouncement port) {
    if (port.gone()) {
      LinkHead.showReduced(port.link(), session.netns(), out);
      rest(port.link());
    } else {
      PortText.show(session, port.link(), port.port());
    }
  }

  private void rest(LinkSnapshot link) {
    out.number("mtu", "mtu ", link.mtu(), " ");
    if (link.master() != null) {
      out.string("master", "master ", link.master(), " ");
    }
    out.text("\n");
  }
}
