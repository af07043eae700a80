package dev.patchbay.tools.iproute;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NsidAnnouncement;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Wait;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/// Hears what is announced in a namespace, or in all that have a number there, and shows it until
/// the process is stopped.
public final class Monitor {
  /// Stands for the namespace of the command itself.
  public static final int HERE = -1;

  /// Lays out what is heard.
  public interface Listener {
    /// Shows what was announced in the namespace of the number `nsid`, or [#HERE].
    void show(Announcement announcement, int nsid) throws FileException;

    /// Whether what is shown leaves the command at once, even into a file.
    default boolean flushes(Announcement announcement) {
      return true;
    }

    /// What is to be shown of an announcement once it has been heard.
    default Announcement keep(Announcement announcement) {
      return announcement;
    }
  }

  /// How much may wait to be shown: more than that is lost, and said to be.
  private static final int MOST = 4096;

  private final Invocation session;
  private final Netns netns;
  private final boolean everywhere;
  private final Listener listener;
  private final Wait heard;
  private final Queue<Event> events = new ArrayDeque<>();
  private final Map<Netns, Consumer<Announcement>> listeners = new LinkedHashMap<>();
  private boolean lost;

  /// Something that was announced, and where.
  private record Event(int nsid, Announcement announcement) {}

  /// Hears what is announced where `session` works; `everywhere` also in the namespaces that have a
  /// number there.
  public Monitor(Invocation session, boolean everywhere, Listener listener) {
    this.session = session;
    this.netns = session.netns();
    this.everywhere = everywhere;
    this.listener = listener;
    this.heard = new Wait(session.process().loop());
  }

  /// Runs until the process is stopped.
  public void run() throws FileException {
    listen(netns, HERE);
    if (everywhere) {
      netns.knownNsids().forEach(this::listen);
    }
    try {
      while (true) {
        session.process().await(heard, Clock.NEVER, Bound.ENDLESS);
        showAll();
      }
    } finally {
      listeners.forEach(Netns::removeMonitor);
    }
  }

  private void listen(int nsid) {
    Netns peer = netns.byNsid(nsid);
    if (peer != null) {
      listen(peer, nsid);
    }
  }

  private void listen(Netns where, int nsid) {
    if (!listeners.containsKey(where)) {
      Consumer<Announcement> ear = announcement -> hear(where, nsid, announcement);
      listeners.put(where, ear);
      where.addMonitor(ear);
    }
  }

  /// What a namespace still has to say that is being taken apart has no number any more.
  private void hear(Netns where, int nsid, Announcement announcement) {
    if (nsid != HERE && where.isGone()) {
      return;
    }
    if (events.size() >= MOST) {
      lost = true;
    } else {
      events.add(new Event(nsid, listener.keep(announcement)));
    }
    if (everywhere
        && nsid == HERE
        && announcement instanceof NsidAnnouncement number
        && !number.gone()) {
      listen(number.id());
    }
    heard.signal();
  }

  private void showAll() throws FileException {
    for (Event event = events.poll(); event != null; event = events.poll()) {
      listener.show(event.announcement(), event.nsid());
      if (listener.flushes(event.announcement())) {
        session.flush();
      } else {
        session.print();
      }
      session.process().checkpoint();
    }
    if (lost) {
      lost = false;
      session.complain("netlink receive error No buffer space available (105)");
    }
  }
}
