package dev.patchbay.stack.tcp;

/// How long a connection had something to send, and what it waited for meanwhile (`tcp_chrono`).
final class BusyTime {
  /// What it waits for; of several, the last one counts.
  enum Wait {
    NOTHING,
    /// For the network.
    NETWORK,
    /// For the window of the other end.
    WINDOW,
    /// For the program, whose data found the send buffer full.
    BUFFER
  }

  private final Connection connection;
  private Wait wait = Wait.NOTHING;
  private long since;
  private long network;
  private long window;
  private long buffer;

  BusyTime(Connection connection) {
    this.connection = connection;
  }

  /// It waits for that, unless it waits for something that counts more (`tcp_chrono_start`).
  void start(Wait what) {
    if (what.compareTo(wait) > 0) {
      change(what);
    }
  }

  /// It does not wait for that any more (`tcp_chrono_stop`).
  void stop(Wait what) {
    if (connection.writes.isEmpty()) {
      change(Wait.NOTHING);
    } else if (what == wait) {
      change(Wait.NETWORK);
    }
  }

  private void change(Wait next) {
    long now = connection.now();
    network = of(Wait.NETWORK);
    window = of(Wait.WINDOW);
    buffer = of(Wait.BUFFER);
    since = now;
    wait = next;
  }

  /// Nanoseconds it waited for that so far.
  long of(Wait what) {
    long before =
        switch (what) {
          case NOTHING -> 0;
          case NETWORK -> network;
          case WINDOW -> window;
          case BUFFER -> buffer;
        };
    return before + (what == wait && wait != Wait.NOTHING ? connection.now() - since : 0);
  }

  /// Nanoseconds it had something to send.
  long total() {
    return of(Wait.NETWORK) + of(Wait.WINDOW) + of(Wait.BUFFER);
  }
}
