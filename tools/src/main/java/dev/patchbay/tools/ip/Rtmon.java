package dev.patchbay.tools.ip;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.Command;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.Links.LinkAnnouncement;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressAnnouncement;
import dev.patchbay.stack.route.RouteAnnouncement;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Monitor;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `rtmon [OPTIONS] file FILE [LISTofOBJECTS]`: writes the links that are there, and what changes,
/// to a file until it is stopped; `ip monitor file` shows it.
public final class Rtmon implements Command {
  private static final int WRONG_USAGE = 255;
  private static final int READABLE = 0644;
  private static final String USAGE =
      """
      Usage: rtmon [ OPTIONS ] file FILE [ all | LISTofOBJECTS ]
      OPTIONS := { -f[amily] { inet | inet6 | link | help } |
                   -4 | -6 | -0 | -V[ersion] }
      LISTofOBJECTS := [ link ] [ address ] [ route ]
      """;
  private static final Keywords WORDS =
      new Keywords(
          "-family",
          "=-4",
          "=-6",
          "=-0",
          "-Version",
          "file",
          "link",
          "address",
          "route",
          "=all",
          "help");

  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = new Options(process);
    Set<MonitorGroup> groups = EnumSet.noneOf(MonitorGroup.class);
    String file = null;
    while (args.hasNext()) {
      String word = args.next();
      String keyword = Objects.requireNonNullElse(WORDS.find(word), "");
      switch (keyword) {
        case "-family" -> options.family = family(args);
        case "-4" -> options.family = ProtocolFamily.INET;
        case "-6" -> options.family = ProtocolFamily.INET6;
        case "-0" -> options.family = ProtocolFamily.LINK;
        case "-Version" -> {
          process.out().print("rtmon utility, iproute2-6.1.0\n");
          return 0;
        }
        case "file" -> file = value(args);
        case "link", "address", "route" -> groups.add(MonitorGroup.of(keyword));
        case "all" -> groups.clear();
        case "help" -> throw usage();
        default -> throw unknown("Argument", word);
      }
    }
    if (file == null) {
      throw new CommandException(
          WRONG_USAGE, "Not enough information: argument \"file\" is required");
    }
    Recorder recorder = new Recorder(new Session(process, options), groups, open(process, file));
    recorder.run();
    return 0;
  }

  private static CommandException usage() {
    return new CommandException(WRONG_USAGE, USAGE.stripTrailing());
  }

  private static CommandException unknown(String what, String word) {
    return new CommandException(
        WRONG_USAGE, what + " \"" + word + "\" is unknown, try \"rtmon help\".");
  }

  private static String value(Args args) {
    if (!args.hasNext()) {
      throw usage();
    }
    return args.next();
  }

  private static ProtocolFamily family(Args args) {
    String word = value(args);
    return switch (word) {
      case "inet" -> ProtocolFamily.INET;
      case "inet6" -> ProtocolFamily.INET6;
      case "link" -> ProtocolFamily.LINK;
      case "help" -> throw usage();
      default -> throw unknown("Protocol ID", word);
    };
  }

  private static OpenFile open(Process process, String name) {
    try {
      String path = Files.absolute(process.directory(), name);
      return process.files().open(path, OpenMode.WRITE, READABLE);
    } catch (FileException e) {
      throw new CommandException(WRONG_USAGE, "Cannot fopen: " + e.errno().text());
    }
  }

  /// Writes what it hears.
  private static final class Recorder implements Monitor.Listener {
    private final Session session;
    private final Set<MonitorGroup> groups;
    private final OpenFile file;
    private final NetlinkRecord log;
    private final NetlinkDump.Writer writer = new NetlinkDump.Writer();

    Recorder(Session session, Set<MonitorGroup> groups, OpenFile file) {
      this.session = session;
      this.groups = groups;
      this.file = file;
      this.log = new NetlinkRecord(session);
    }

    void run() throws FileException {
      try {
        log.stamp(writer);
        for (NetDevice device : session.netns().devices()) {
          LinkDump.write(writer, new LinkAnnouncement(LinkSnapshot.of(device), false, "", null));
        }
        writer.to(file);
        new Monitor(session, false, this).run();
      } finally {
        file.close();
      }
    }

    @Override
    public void show(Announcement announcement, int nsid) throws FileException {
      if (isAsked(announcement)) {
        log.write(writer, announcement);
        writer.to(file);
      }
    }

    private boolean isAsked(Announcement announcement) {
      return switch (announcement) {
        case LinkAnnouncement link -> isAsked(MonitorGroup.LINK, null);
        case AddressAnnouncement address ->
            isAsked(MonitorGroup.ADDRESS, address.address().family());
        case RouteAnnouncement route -> isAsked(MonitorGroup.ROUTE, route.route().family());
        default -> groups.isEmpty();
      };
    }

    private boolean isAsked(MonitorGroup group, @Nullable Family family) {
      if (groups.isEmpty()) {
        return true;
      }
      Family only = session.family().addresses();
      return groups.contains(group) && (family == null || only == null || only == family);
    }
  }
}
