package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Wait;
import dev.patchbay.filter.conntrack.ConntrackAnnouncement;
import dev.patchbay.filter.conntrack.ConntrackEvent;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.function.Consumer;

/// `conntrack -E`: shows what happens to connections, until it is stopped.
final class Watch {
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST = 10_000;

  private record Event(long time, ConntrackAnnouncement what) {}

  private final Process process;
  private final Request request;
  private final FlowText text;
  private final Queue<Event> queue = new ArrayDeque<>();
  private final Wait heard;
  private int shown;
  private boolean stopped;

  Watch(Process process, Request request, FlowText text) {
    this.process = process;
    this.request = request;
    this.text = text;
    this.heard = new Wait(process.loop());
  }

  int run() throws FileException {
    if (request.has(Option.BUFFER_SIZE)) {
      // The kernel takes twice what it is asked for.
      process.complain(
          "NOTICE: Netlink socket buffer size has been set to " + 2L * request.buffer + " bytes.");
    }
    Consumer<Announcement> ear = this::hear;
    process.handle(Signal.INT, this::stop);
    process.handle(Signal.TERM, this::stop);
    process.netns().addMonitor(ear);
    try {
      while (!stopped) {
        process.await(heard, Clock.NEVER, Bound.ENDLESS);
        showAll();
      }
    } finally {
      process.netns().removeMonitor(ear);
    }
    if (text.xml() && shown > 0) {
      process.out().println("</conntrack>");
    }
    process.flush();
    process.complain(Usage.NAME + ": " + shown + " flow events have been shown.");
    return 0;
  }

  private void stop() {
    stopped = true;
    heard.signal();
  }

  private void hear(Announcement announcement) {
    if (announcement instanceof ConntrackAnnouncement event && queue.size() < MOST) {
      queue.add(new Event(process.loop().now(), event));
      heard.signal();
    }
  }

  private void showAll() throws FileException {
    for (Event event = queue.poll(); event != null; event = queue.poll()) {
      show(event);
    }
    process.flush();
  }

  private void show(Event event) throws FileException {
    String kind =
        switch (event.what.event()) {
          case NEW, RELATED -> "NEW";
          case DESTROY -> "DESTROY";
          default -> "UPDATE";
        };
    boolean heard = request.events.isEmpty() || request.events.contains(kind);
    if (!heard || !request.flows.contains(request, event.what.connection())) {
      return;
    }
    if (text.xml() && shown == 0) {
      process.out().println("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<conntrack>");
    }
    if (text.timestamps() && !text.xml()) {
      long micros = event.time / 1000;
      process
          .out()
          .print(
              String.format(Locale.ROOT, "[%d.%06d]\t", event.time / SECOND, micros % 1_000_000));
    }
    boolean marked = event.what.event() == ConntrackEvent.MARK || event.what.by() != 0;
    process.out().print(text.event(event.what.connection(), kind, marked));
    int by = event.what.by();
    process.out().println(by == 0 ? "" : " [USERSPACE] portid=" + by + " progname=conntrack");
    shown++;
  }
}
