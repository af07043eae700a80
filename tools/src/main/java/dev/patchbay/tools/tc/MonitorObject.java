package dev.patchbay.tools.tc;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.TrafficAnnouncement;
import dev.patchbay.qdisc.TrafficAnnouncement.Deed;
import dev.patchbay.qdisc.TrafficAnnouncement.OfActions;
import dev.patchbay.qdisc.TrafficAnnouncement.OfChain;
import dev.patchbay.qdisc.TrafficAnnouncement.OfClass;
import dev.patchbay.qdisc.TrafficAnnouncement.OfFilter;
import dev.patchbay.qdisc.TrafficAnnouncement.OfFlush;
import dev.patchbay.qdisc.TrafficAnnouncement.OfQdisc;
import dev.patchbay.tools.iproute.Monitor;
import dev.patchbay.tools.iproute.Refusal;
import dev.patchbay.tools.iproute.Timestamp;
import java.util.Locale;

/// `tc monitor`: tells of every change of traffic control until it is stopped, always as text.
///
/// Disciplines and the rest go on changing, so each event is laid out when it is heard.
final class MonitorObject implements Monitor.Listener {
  private static final int EXITS = 255;

  /// An event as it is shown.
  private record Line(String text, boolean flushes) implements Announcement {
    @Override
    public String group() {
      return "tc";
    }
  }

  private final Session session;

  /// Where events are laid out, apart from what is being printed.
  private final Session sheet;

  private MonitorObject(Session session) {
    this.session = session;
    this.sheet = new Session(session.process(), session.options(), Output.Options.TEXT);
  }

  static void run(Session session, Args args) throws FileException {
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "file")) {
        recorded(session, args.next());
      } else if (Args.matches(word, "help")) {
        throw Usage.of("monitor", EXITS);
      } else {
        throw new Refusal(EXITS, "Argument \"" + word + "\" is unknown, try \"tc monitor help\".");
      }
    }
    new Monitor(session, false, new MonitorObject(session)).run();
  }

  private static void recorded(Session session, String name) {
    try {
      String path = Files.absolute(session.process().directory(), name);
      session.process().files().open(path, OpenMode.READ, 0).close();
    } catch (FileException e) {
      throw new CommandException(EXITS, "Cannot fopen: " + e.errno().text());
    }
    throw Session.missing("\"monitor file\"");
  }

  @Override
  public Announcement keep(Announcement announcement) {
    if (!(announcement instanceof TrafficAnnouncement change)) {
      return announcement;
    }
    timestamp();
    layOut(change);
    String text = sheet.text().toString();
    sheet.text().setLength(0);
    return new Line(text, !(change instanceof OfActions) && !(change instanceof OfFlush));
  }

  @Override
  public void show(Announcement announcement, int nsid) {
    if (announcement instanceof Line line) {
      session.output().text(line.text());
    }
  }

  @Override
  public boolean flushes(Announcement announcement) {
    return announcement instanceof Line line && line.flushes();
  }

  private void timestamp() {
    Options options = session.options();
    if (options.timestamp) {
      long now = session.process().loop().now();
      String text = options.shortTimestamp ? Timestamp.brief(now) : Timestamp.line(now, "usec");
      sheet.output().text(text);
    }
  }

  private void layOut(TrafficAnnouncement change) {
    switch (change) {
      case OfQdisc event -> {
        begin(event.gone() ? "deleted " : "");
        QdiscText.show(sheet.page(), event.qdisc(), true, event.references());
      }
      case OfClass event -> {
        begin(event.gone() ? "deleted " : "");
        ClassText.show(sheet.page(), event.qdisc(), event.changed(), true);
      }
      case OfChain event -> {
        begin(event.gone() ? "deleted " : "added ");
        ChainObject.show(sheet, event.place(), event.chain());
      }
      case OfFilter event -> {
        begin(event.deed() == Deed.CHANGED ? "" : name(event.deed()) + " ");
        FilterObject.show(sheet, event.place(), event.classifier(), event.rule());
      }
      case OfActions event -> {
        String deed = name(event.deed());
        String title = Character.toUpperCase(deed.charAt(0)) + deed.substring(1) + " action ";
        ActionObject.show(sheet, event.actions(), title);
      }
      case OfFlush event ->
          begin(
              "total acts 0\nFlushed table  %s (%d entries)\n"
                  .formatted(event.kind().name(), event.count()));
    }
  }

  private void begin(String text) {
    sheet.output().text(text);
  }

  private static String name(Deed deed) {
    return deed.name().toLowerCase(Locale.ROOT);
  }
}
