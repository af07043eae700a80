package dev.patchbay.tools.ip;

import dev.patchbay.core.Machine;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Wait;
import java.util.ArrayDeque;
import java.util.Queue;

/// `ip netns monitor`: tells of every name that a namespace gets or loses, until it is stopped.
final class NetnsMonitor implements Machine.NameWatch {
  /// How much may wait to be shown, as in an inotify queue (`max_queued_events`).
  private static final int MOST = 16384;

  private final Session session;
  private final Wait heard;
  private final Queue<String> lines = new ArrayDeque<>();

  private NetnsMonitor(Session session) {
    this.session = session;
    this.heard = new Wait(session.process().loop());
  }

  static int run(Session session) throws FileException {
    NetnsMonitor monitor = new NetnsMonitor(session);
    session.machine().addNameWatch(monitor);
    try {
      while (true) {
        session.process().await(monitor.heard, Clock.NEVER, Bound.ENDLESS);
        monitor.showAll();
      }
    } finally {
      session.machine().removeNameWatch(monitor);
    }
  }

  @Override
  public void changed(String name, boolean gone) {
    if (lines.size() < MOST) {
      lines.add((gone ? "delete " : "add ") + name + "\n");
    }
    heard.signal();
  }

  private void showAll() throws FileException {
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      session.text().append(line);
      session.print();
      session.process().checkpoint();
    }
  }
}
