package dev.patchbay.filter.nat;

import dev.patchbay.core.RandomStream;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;

/// Chooses what a connection's first packet becomes so that its answers are nobody else's
/// (`get_unique_tuple`): the same port if it can stay, else one of its class (below 512, below
/// 1024, above), or one of the range.
final class UniqueTuple {
  /// After so many ports that are taken the search goes on elsewhere, half as long.
  private static final int FIRST_ATTEMPTS = 128;

  private static final int LEAST_ATTEMPTS = 16;
  private static final int LAST_PORT = 0xffff;

  private final Conntrack conntrack;
  private final Mappings mappings;
  private final RandomStream random;
  private final Tuple answer = new Tuple();

  UniqueTuple(Conntrack conntrack, Mappings mappings) {
    this.conntrack = conntrack;
    this.mappings = mappings;
    this.random = conntrack.netns().random("nat");
  }

  /// Whether the answers to the tuple belong to another connection.
  private boolean isTaken(Tuple tuple, Connection own) {
    answer.zone = tuple.zone;
    return Conntrack.invert(tuple, answer) && conntrack.isTaken(answer, own);
  }

  /// Changes the tuple to what the range allows.
  void choose(Tuple tuple, Connection connection, NatRange range, Manipulation what) {
    if (what == Manipulation.SOURCE && !range.random()) {
      if (lies(tuple, range) && !isTaken(tuple, connection)) {
        return;
      }
      if (reuse(tuple, connection, range)) {
        return;
      }
    }
    chooseAddress(tuple, range, what);
    if (!range.random()) {
      boolean fits = !range.hasPorts() || (range.basePort() < 0 && portLies(tuple, range, what));
      boolean only = range.hasPorts() && range.minPort() == range.maxPort();
      if (fits && (only || !isTaken(tuple, connection))) {
        return;
      }
    }
    choosePort(tuple, connection, range, what);
  }

  /// What the same source has become towards others, if that does here, too
  /// (`find_appropriate_src`).
  private boolean reuse(Tuple tuple, Connection connection, NatRange range) {
    Tuple known = mappings.of(tuple);
    if (known == null) {
      return false;
    }
    Tuple as = new Tuple();
    as.copy(tuple);
    as.sourceHi = known.sourceHi;
    as.sourceLo = known.sourceLo;
    as.source = known.source;
    if (!lies(as, range) || isTaken(as, connection)) {
      return false;
    }
    tuple.copy(as);
    return true;
  }

  /// Whether the source lies in the range as it is.
  private static boolean lies(Tuple tuple, NatRange range) {
    Ip first = range.first();
    Ip last = range.last();
    if (first != null && last != null) {
      Ip source = tuple.sourceAddress();
      if (source.compareTo(first) < 0 || source.compareTo(last) > 0) {
        return false;
      }
    }
    return !range.hasPorts() || portLies(tuple, range, Manipulation.SOURCE);
  }

  private static boolean portLies(Tuple tuple, NatRange range, Manipulation what) {
    if (!hasPorts(tuple.protocol) && !isIcmp(tuple.protocol)) {
      return true;
    }
    boolean source = what == Manipulation.SOURCE || isIcmp(tuple.protocol);
    int port = source ? tuple.source : tuple.destination;
    return port >= range.minPort() && port <= range.maxPort();
  }

  private static boolean isIcmp(int protocol) {
    return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.UDPLITE, IpProtocol.SCTP, IpProtocol.DCCP ->
          true;
      default -> false;
    };
  }

  // ---- find_best_ips_proto

  private void chooseAddress(Tuple tuple, NatRange range, Manipulation what) {
    Ip first = range.first();
    Ip last = range.last();
    if (first == null || last == null) {
      return;
    }
    if (range.netmap()) {
      netmap(tuple, first, last, what);
    } else if (first.equals(last)) {
      address(tuple, what, first.hi(), first.lo());
    } else {
      spread(tuple, range, first, last, what);
    }
  }

  private static void address(Tuple tuple, Manipulation what, long hi, long lo) {
    if (what == Manipulation.SOURCE) {
      tuple.sourceHi = hi;
      tuple.sourceLo = lo;
    } else {
      tuple.destinationHi = hi;
      tuple.destinationLo = lo;
    }
  }

  /// The network part of the range, the rest of the address.
  private static void netmap(Tuple tuple, Ip first, Ip last, Manipulation what) {
    boolean source = what == Manipulation.SOURCE;
    long hi = source ? tuple.sourceHi : tuple.destinationHi;
    long lo = source ? tuple.sourceLo : tuple.destinationLo;
    long maskHi = ~(first.hi() ^ last.hi());
    long maskLo = ~(first.lo() ^ last.lo());
    address(
        tuple,
        what,
        (first.hi() & maskHi) | (hi & ~maskHi),
        (first.lo() & maskLo) | (lo & ~maskLo));
  }

  /// One of several addresses, the same for the same pair of hosts, or with `persistent` for the
  /// same source. Each 32 bits are spread over their part of the range.
  private static void spread(Tuple tuple, NatRange range, Ip first, Ip last, Manipulation what) {
    long hash = mix(tuple.sourceHi ^ Long.rotateLeft(tuple.sourceLo, 31));
    if (!range.persistent()) {
      hash = mix(hash ^ tuple.destinationHi ^ Long.rotateLeft(tuple.destinationLo, 31));
    }
    long chosen = hash & 0xffff_ffffL;
    if (first.family() == Family.IPV4) {
      address(tuple, what, Ip.hi((int) part(first.toInt(), last.toInt(), chosen)), 0);
      return;
    }
    long[] low = words(first);
    long[] high = words(last);
    boolean free = false;
    for (int i = 0; i < 4; i++) {
      long top = free ? 0xffff_ffffL : high[i];
      low[i] = part((int) (free ? 0 : low[i]), (int) top, chosen);
      free |= low[i] != high[i];
    }
    address(tuple, what, low[0] << 32 | low[1], low[2] << 32 | low[3]);
  }

  private static long part(int from, int to, long hash) {
    long low = from & 0xffff_ffffL;
    long count = (to & 0xffff_ffffL) - low + 1;
    return low + ((hash * count) >>> 32);
  }

  private static long[] words(Ip address) {
    return new long[] {
      address.hi() >>> 32,
      address.hi() & 0xffff_ffffL,
      address.lo() >>> 32,
      address.lo() & 0xffff_ffffL
    };
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    return mixed ^ mixed >>> 29;
  }

  // ---- nf_nat_l4proto_unique_tuple

  private void choosePort(Tuple tuple, Connection connection, NatRange range, Manipulation what) {
    if (isIcmp(tuple.protocol)) {
      // An id is what the source is told apart by, whichever end is translated.
      boolean echo = isRequest(tuple);
      if (echo) {
        int min = range.hasPorts() ? range.minPort() : 0;
        int max = range.hasPorts() ? range.maxPort() : LAST_PORT;
        search(tuple, connection, range, Manipulation.SOURCE, min, max);
      }
      return;
    }
    if (!hasPorts(tuple.protocol)) {
      return;
    }
    if (range.hasPorts()) {
      search(tuple, connection, range, what, range.minPort(), range.maxPort());
    } else if (what == Manipulation.SOURCE) {
      int port = tuple.source;
      int min = port >= 1024 ? 1024 : port >= 512 ? 600 : 1;
      int max = port >= 1024 ? LAST_PORT : port >= 512 ? 1023 : 511;
      search(tuple, connection, range, what, min, max);
    }
  }

  private static boolean isRequest(Tuple tuple) {
    int type = tuple.destination >>> 8;
    return tuple.protocol == IpProtocol.ICMP
        ? !Icmp.isError(type)
        : type == Icmpv6.ECHO_REQUEST || type == Icmpv6.ECHO_REPLY;
  }

  private void search(
      Tuple tuple, Connection connection, NatRange range, Manipulation what, int from, int to) {
    int min = Math.min(from, to);
    int count = Math.abs(to - from) + 1;
    int offset = firstOffset(tuple, range, what);
    int attempts = Math.min(count, FIRST_ATTEMPTS);
    while (true) {
      for (int i = 0; i < attempts; i++) {
        port(tuple, what, min + (offset + i) % count);
        if (!isTaken(tuple, connection)) {
          return;
        }
      }
      if (attempts >= count || attempts < LEAST_ATTEMPTS) {
        return;
      }
      attempts /= 2;
      offset = random.nextInt(LAST_PORT + 1);
    }
  }

  private int firstOffset(Tuple tuple, NatRange range, Manipulation what) {
    if (range.basePort() >= 0) {
      int port = what == Manipulation.SOURCE ? tuple.source : tuple.destination;
      return port - range.basePort() & LAST_PORT;
    }
    boolean anywhere = range.random() || what == Manipulation.SOURCE;
    return anywhere ? random.nextInt(LAST_PORT + 1) : 0;
  }

  private static void port(Tuple tuple, Manipulation what, int port) {
    if (what == Manipulation.SOURCE) {
      tuple.source = port;
    } else {
      tuple.destination = port;
    }
  }
}
