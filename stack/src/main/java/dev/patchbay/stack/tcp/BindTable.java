package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.core.RandomStream;
import dev.patchbay.stack.socket.LocalPorts;
import org.jspecify.annotations.Nullable;

/// Who holds which port in a namespace (`inet_bind_hashbucket`), and which is free.
final class BindTable {
  private final Netns netns;
  private @Nullable BindBucket[] chains = new @Nullable BindBucket[8];
  private int size;
  private @Nullable RandomStream random;

  BindTable(Netns netns) {
    this.netns = netns;
  }

  @Nullable BindBucket find(int port) {
    BindBucket bucket = chains[port & chains.length - 1];
    while (bucket != null && bucket.port != port) {
      bucket = bucket.next;
    }
    return bucket;
  }

  private BindBucket obtain(int port, boolean chosen) {
    BindBucket bucket = find(port);
    if (bucket == null) {
      bucket = new BindBucket(port, chosen);
      insert(bucket);
    }
    return bucket;
  }

  private void insert(BindBucket bucket) {
    if (size >= 2 * chains.length) {
      grow();
    }
    put(bucket);
    size++;
  }

  private void put(BindBucket bucket) {
    int chain = bucket.port & chains.length - 1;
    bucket.next = chains[chain];
    chains[chain] = bucket;
  }

  private void grow() {
    @Nullable BindBucket[] before = chains;
    chains = new @Nullable BindBucket[2 * before.length];
    for (BindBucket chain : before) {
      BindBucket bucket = chain;
      while (bucket != null) {
        BindBucket next = bucket.next;
        put(bucket);
        bucket = next;
      }
    }
  }

  private void discard(BindBucket bucket) {
    int chain = bucket.port & chains.length - 1;
    BindBucket here = chains[chain];
    if (here == bucket) {
      chains[chain] = bucket.next;
    } else {
      while (here != null && here.next != bucket) {
        here = here.next;
      }
      if (here != null) {
        here.next = bucket.next;
      }
    }
    size--;
  }

  /// Gives the connection the port, or with 0 one that is free; returns whether it could
  /// (`inet_csk_get_port`).
  boolean take(Connection connection, int port) {
    int chosen = port == 0 ? free(connection) : port;
    if (chosen == 0) {
      return false;
    }
    BindBucket bucket = find(chosen);
    if (bucket != null && bucket.conflictsWith(connection)) {
      return false;
    }
    hold(connection, chosen, false);
    return true;
  }

  /// The connection holds the port from now on; `chosen` says that it need not be its alone.
  void hold(TcpEndpoint connection, int port, boolean chosen) {
    release(connection);
    BindBucket bucket = obtain(port, chosen);
    bucket.onlyChosen &= chosen;
    bucket.add(connection);
    connection.localPort = port;
  }

  /// Another one holds the port beside the one that does (`__inet_inherit_port`).
  static void share(TcpEndpoint holder, TcpEndpoint heir) {
    BindBucket bucket = holder.bucket;
    if (bucket != null) {
      bucket.add(heir);
    }
  }

  void release(TcpEndpoint connection) {
    BindBucket bucket = connection.bucket;
    if (bucket != null) {
      bucket.remove(connection);
      if (bucket.first == null) {
        discard(bucket);
      }
    }
  }

  // ---- choosing

  /// A port that nobody is in conflict about, odd ones first (`inet_csk_find_open_port`).
  private int free(Connection connection) {
    LocalPorts ports = LocalPorts.of(netns);
    int count = ports.high() - ports.low() + 1;
    int offset = random().nextInt(count);
    for (int parity = 1; parity >= 0; parity--) {
      for (int i = parity; i < count; i += 2) {
        int port = ports.low() + ((offset & ~1) + i) % count;
        BindBucket bucket = ports.isReserved(port) ? null : find(port);
        boolean taken = bucket != null && (bucket.onlyChosen || bucket.conflictsWith(connection));
        if (!ports.isReserved(port) && !taken) {
          return port;
        }
      }
    }
    return 0;
  }

  /// Gives the connection, whose other end is known, a port of which it is unique, even ones first
  /// (`__inet_hash_connect`); returns whether there is one.
  boolean choose(Connection connection, TcpTable table) {
    LocalPorts ports = LocalPorts.of(netns);
    int count = ports.high() - ports.low() + 1;
    int offset = random().nextInt(count) & ~1;
    for (int parity = 0; parity < 2; parity++) {
      for (int i = parity; i < count; i += 2) {
        int port = ports.low() + (offset + i) % count;
        if (!ports.isReserved(port) && isUnique(connection, port, table)) {
          hold(connection, port, true);
          return true;
        }
      }
    }
    return false;
  }

  private boolean isUnique(Connection connection, int port, TcpTable table) {
    BindBucket bucket = find(port);
    return bucket == null || (bucket.onlyChosen && table.isUnique(connection, port));
  }

  private RandomStream random() {
    RandomStream known = random;
    if (known == null) {
      known = netns.random("tcp/port");
      random = known;
    }
    return known;
  }
}
