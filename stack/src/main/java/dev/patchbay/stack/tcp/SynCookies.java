package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;

/// What a listener that is flooded with SYNs remembers of them: nothing. All it must know comes
/// back in the ACK, in the number of its own SYN and in the timestamp (RFC 4987 section 3.6;
/// net/ipv4/syncookies.c).
final class SynCookies {
  /// How long a cookie is good, and how long after the last flood one is taken, in nanoseconds.
  static final long LIFETIME = 2 * 60 * RoundTrip.SECOND;

  private static final long PERIOD = 60 * RoundTrip.SECOND;
  private static final int MOST_AGE = 2;
  private static final int COOKIE_BITS = 24;
  private static final int COOKIE_MASK = (1 << COOKIE_BITS) - 1;
  private static final int[] SIZES = {536, 1300, 1440, 1460};
  private static final int[] SIZES6 = {1220, 1420, 1440, 8940};

  /// The low bits of the timestamp: the window scale, SACK, ECN.
  private static final int OPTION_BITS = 6;

  private static final int OPTION_MASK = (1 << OPTION_BITS) - 1;
  static final int NO_SCALE = 0xf;
  private static final int SACK = 1 << 4;
  private static final int ECN = 1 << 5;

  private final Netns netns;
  private long secret;

  SynCookies(Netns netns) {
    this.netns = netns;
  }

  private int count() {
    return (int) (netns.world().loop().now() / PERIOD);
  }

  private int hash(Arrival arrival, int count, int which) {
    if (secret == 0) {
      secret = netns.random("tcp/cookie").nextLong() | 1;
    }
    long mixed = (arrival.localHi ^ secret) * 0x9e3779b97f4a7c15L + arrival.localLo;
    mixed = (mixed ^ mixed >>> 29 ^ arrival.remoteHi) * 0xc2b2ae3d27d4eb4fL + arrival.remoteLo;
    long ports = (long) arrival.localPort << 16 | arrival.remotePort;
    mixed = (mixed ^ mixed >>> 32 ^ ports) * 0x94d049bb133111ebL;
    mixed = (mixed ^ mixed >>> 31 ^ ((long) count << 1 | which)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  private static int[] sizes(Family family) {
    return family == Family.IPV4 ? SIZES : SIZES6;
  }

  // ---- the number

  /// The number that stands for the SYN, whose sender takes segments of that size.
  int number(Arrival arrival, int mss) {
    int[] sizes = sizes(arrival.family);
    int index = sizes.length - 1;
    while (index > 0 && mss < sizes[index]) {
      index--;
    }
    int count = count();
    int data = hash(arrival, count, 1) + index & COOKIE_MASK;
    return hash(arrival, 0, 0) + arrival.sequence + (count << COOKIE_BITS) + data;
  }

  /// The size of segments that the sender of an ACK takes, or 0 when the ACK answers no cookie.
  int mss(Arrival arrival) {
    int cookie = arrival.acknowledgement - 1 - hash(arrival, 0, 0) - (arrival.sequence - 1);
    int count = count();
    int age = count - (cookie >>> COOKIE_BITS) & 0xff;
    if (age >= MOST_AGE) {
      return 0;
    }
    int index = cookie - hash(arrival, count - age, 1) & COOKIE_MASK;
    int[] sizes = sizes(arrival.family);
    return index < sizes.length ? sizes[index] : 0;
  }

  // ---- the timestamp

  /// The clock of the SYN's answer, with what was agreed in its low bits.
  static int stamp(int clock, int scale, boolean sack, boolean ecn) {
    int options = scale | (sack ? SACK : 0) | (ecn ? ECN : 0);
    int stamp = (clock & ~OPTION_MASK) | options;
    return Integer.compareUnsigned(stamp, clock) > 0 ? stamp - (1 << OPTION_BITS) : stamp;
  }

  /// The window scale that the echoed clock tells, [#NO_SCALE] for none.
  static int scale(int clock) {
    return clock & NO_SCALE;
  }

  static boolean hasSack(int clock) {
    return (clock & SACK) != 0;
  }

  static boolean hasEcn(int clock) {
    return (clock & ECN) != 0;
  }
}
