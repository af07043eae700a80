package dev.patchbay.filter.conntrack;

import dev.patchbay.core.Netns;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What listeners are told of the connections of a namespace (net/netfilter/nf_conntrack_ecache.c).
/// Nothing is made for anyone while nobody listens.
final class ConntrackEvents {
  private final Netns netns;
  private final Conntrack conntrack;

  /// What the packet under way has changed, and of which connection: told when it is confirmed.
  private @Nullable ConntrackEvent pending;

  private @Nullable Connection pendingOf;

  /// The process that changes connections at the moment, or 0.
  private int actor;

  ConntrackEvents(Netns netns, Conntrack conntrack) {
    this.netns = netns;
    this.conntrack = conntrack;
  }

  /// Decides whether anything is ever told of a new connection (`nf_ct_ecache_ext_add`).
  void begin(Connection connection) {
    int events = conntrack.setting(ConntrackSetting.EVENTS);
    if (events == 1 || (events != 0 && netns.hasMonitors())) {
      connection.set(Connection.TELLS);
    }
  }

  /// Something of the connection has changed, which is told when the packet under way is confirmed
  /// (`nf_conntrack_event_cache`).
  void changed(Connection connection, ConntrackEvent event) {
    if (netns.hasMonitors() && (pending == null || pendingOf != connection)) {
      pending = event;
      pendingOf = connection;
    }
  }

  /// Tells what the packet under way has changed of its connection (`nf_ct_deliver_cached_events`).
  void announcePending(Connection connection) {
    if (pendingOf == connection && pending != null) {
      announce(pending, connection);
      pending = null;
    }
  }

  /// The connection has come into the table; what its first packet has changed is part of that.
  void announceInserted(Connection connection) {
    pending = null;
    boolean related = connection.has(Connection.EXPECTED);
    announce(related ? ConntrackEvent.RELATED : ConntrackEvent.NEW, connection);
  }

  /// Tells it now (`nf_conntrack_event`).
  void announce(ConntrackEvent event, Connection connection) {
    if (netns.hasMonitors() && connection.has(Connection.TELLS)) {
      netns.announce(new ConntrackAnnouncement(event, conntrack.snapshot(connection), actor));
    }
  }

  /// Does what a process asks for; what happens meanwhile is told as its doing.
  <T> T act(int pid, Supplier<T> work) {
    actor = pid;
    try {
      return work.get();
    } finally {
      actor = 0;
    }
  }
}
