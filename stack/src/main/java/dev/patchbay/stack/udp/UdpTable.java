package dev.patchbay.stack.udp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.Ends;
import dev.patchbay.stack.socket.FlowHash;
import dev.patchbay.stack.socket.LocalPorts;
import org.jspecify.annotations.Nullable;

/// The UDP sockets of a namespace that have a port, and what UDP counts (`udp_table`). Found by
/// port; of several at one port, the newest come first.
public final class UdpTable implements NetnsPart {
  private static final Key<UdpTable> KEY = new Key<>(UdpTable::new);

  /// The kernel looks for a free port in chains of so many (`UDP_HTABLE_SIZE_MIN`).
  private static final int CHAINS = 256;

  private final Netns netns;
  private final UdpCounters counters = new UdpCounters();
  private final UdpCounters counters6 = new UdpCounters();
  private final FlowHash hash;
  private @Nullable UdpSocket[] buckets = new @Nullable UdpSocket[8];
  private int size;
  private @Nullable RandomStream random;

  private UdpTable(Netns netns) {
    this.netns = netns;
    this.hash = new FlowHash(netns, "udp/hash");
  }

  /// UDP in the namespace.
  public static UdpTable of(Netns netns) {
    return netns.part(KEY);
  }

  /// What UDP above the family has counted.
  public UdpCounters counters(Family family) {
    return family == Family.IPV4 ? counters : counters6;
  }

  // ---- ports

  private int bucket(int port) {
    return port & (buckets.length - 1);
  }

  /// The sockets in the bucket of the port; theirs may be another one.
  @Nullable UdpSocket chain(int port) {
    return buckets[bucket(port)];
  }

  private void add(UdpSocket socket) {
    if (size >= 2 * buckets.length) {
      grow();
    }
    insert(socket);
    size++;
  }

  private void insert(UdpSocket socket) {
    int at = bucket(socket.localPort());
    socket.next = buckets[at];
    buckets[at] = socket;
  }

  private void grow() {
    @Nullable UdpSocket[] before = buckets;
    buckets = new @Nullable UdpSocket[2 * before.length];
    for (UdpSocket chain : before) {
      insertOldestFirst(chain);
    }
  }

  private void insertOldestFirst(@Nullable UdpSocket chain) {
    UdpSocket reversed = null;
    UdpSocket rest = chain;
    while (rest != null) {
      UdpSocket next = rest.next;
      rest.next = reversed;
      reversed = rest;
      rest = next;
    }
    while (reversed != null) {
      UdpSocket next = reversed.next;
      insert(reversed);
      reversed = next;
    }
  }

  void remove(UdpSocket socket) {
    int at = bucket(socket.localPort());
    UdpSocket before = null;
    UdpSocket here = buckets[at];
    while (here != null && here != socket) {
      before = here;
      here = here.next;
    }
    if (here == null) {
      return;
    }
    if (before == null) {
      buckets[at] = socket.next;
    } else {
      before.next = socket.next;
    }
    socket.next = null;
    size--;
  }

  /// Gives the socket the port, or with 0 one that is free (`udp_lib_get_port`). Returns whether
  /// there was one.
  boolean take(UdpSocket socket, int port) {
    int found = port == 0 ? free(socket) : port;
    if (found == 0 || (port != 0 && isInUse(socket, port))) {
      return false;
    }
    socket.localPort(found);
    add(socket);
    return true;
  }

  private boolean isInUse(UdpSocket socket, int port) {
    for (UdpSocket other = chain(port); other != null; other = other.next) {
      if (other.localPort() == port && PortSharing.conflict(other, socket)) {
        return !PortSharing.agree(other, socket);
      }
    }
    return false;
  }

  /// Begins anywhere in the range, and goes through one chain after the other in steps of a random
  /// odd number of chains, which meets every port once.
  private int free(UdpSocket socket) {
    LocalPorts ports = LocalPorts.of(netns);
    int number = (int) random().nextLong();
    int count = ports.high() - ports.low() + 1;
    int first = FlowHash.scaled(number, count) + ports.low();
    int step = (number | 1) * CHAINS;
    for (int chain = 0; chain < CHAINS; chain++) {
      int port = first + chain & 0xffff;
      int start = port;
      do {
        if (mayChoose(ports, port) && !isInUse(socket, port)) {
          return port;
        }
        port = port + step & 0xffff;
      } while (port != start);
    }
    return 0;
  }

  private static boolean mayChoose(LocalPorts ports, int port) {
    return port >= ports.low() && port <= ports.high() && !ports.isReserved(port);
  }

  private RandomStream random() {
    RandomStream known = random;
    if (known == null) {
      known = netns.random("udp/port");
      random = known;
    }
    return known;
  }

  // ---- lookup

  /// The socket that a packet between these ends is for, which came by the device, or null
  /// (`__udp4_lib_lookup`, `__udp6_lib_lookup`): of those bound to its destination, and if there is
  /// none of those bound to any address, the one that says most of its packets.
  public @Nullable UdpSocket find(Ends ends, NetDevice by) {
    UdpSocket chain = chain(ends.localPort);
    if (chain == null) {
      return null;
    }
    UdpSocket bound = best(chain, ends, by, true);
    UdpSocket best = bound == null ? best(chain, ends, by, false) : bound;
    return best == null || !best.reusePort() || best.remote() != null
        ? best
        : member(best, hash.of(ends));
  }

  private static @Nullable UdpSocket best(UdpSocket chain, Ends ends, NetDevice by, boolean bound) {
    UdpSocket best = null;
    int bestScore = -1;
    for (UdpSocket socket = chain; socket != null; socket = socket.next) {
      boolean meant =
          socket.localPort() == ends.localPort
              && (bound ? socket.isBoundTo(ends) : socket.isBoundToAny(ends.family));
      int score = meant ? socket.score(ends, by) : -1;
      if (score > bestScore) {
        best = socket;
        bestScore = score;
      }
    }
    return best;
  }

  /// Which of the sockets that share a port serves the flow (`reuseport_select_sock`).
  private UdpSocket member(UdpSocket one, int flow) {
    int count = 0;
    for (UdpSocket socket = chain(one.localPort()); socket != null; socket = socket.next) {
      count += PortSharing.isGroup(socket, one) ? 1 : 0;
    }
    // The group counts from its oldest member.
    int left = count - 1 - FlowHash.scaled(flow, count);
    for (UdpSocket socket = chain(one.localPort()); socket != null; socket = socket.next) {
      if (PortSharing.isGroup(socket, one) && left-- == 0) {
        return socket;
      }
    }
    return one;
  }
}
