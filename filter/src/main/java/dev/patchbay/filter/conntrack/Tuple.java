package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;

/// What tells a flow from others in one direction (`nf_conntrack_tuple`): addresses, protocol, and
/// the two numbers that the protocol has for it. A place to work in: whoever is handed one copies
/// what it keeps.
public final class Tuple {
  public Family family = Family.IPV4;

  /// The number of the protocol above IP.
  public int protocol;

  /// The zone, in which alone it is found.
  public int zone;

  public long sourceHi;
  public long sourceLo;
  public long destinationHi;
  public long destinationLo;

  /// The port it comes from, or the id of an ICMP request.
  public int source;

  /// The port it goes to, or type and code of an ICMP message in eight bits each.
  public int destination;

  /// Takes the addresses of the IP header at `at`.
  void readAddresses(Family of, byte[] bytes, int at) {
    family = of;
    if (of == Family.IPV4) {
      long addresses = Ipv4.addresses(bytes, at);
      sourceHi = addresses & 0xffff_ffff_0000_0000L;
      sourceLo = 0;
      destinationHi = addresses << 32;
      destinationLo = 0;
    } else {
      sourceHi = Ipv6.sourceHi(bytes, at);
      sourceLo = Ipv6.sourceLo(bytes, at);
      destinationHi = Ipv6.destinationHi(bytes, at);
      destinationLo = Ipv6.destinationLo(bytes, at);
    }
  }

  /// Both numbers, that of the source in the upper half.
  int numbers() {
    return source << 16 | destination;
  }

  void numbers(int both) {
    source = both >>> 16;
    destination = both & 0xffff;
  }

  /// The IPv4 addresses, the source first.
  long addresses4() {
    return sourceHi | destinationHi >>> 32;
  }

  /// What tells it from others with the same IPv4 addresses.
  long rest4() {
    return rest4(numbers(), protocol, zone);
  }

  static long rest4(int numbers, int protocol, int zone) {
    return (long) numbers << 32 | protocol << 16 | zone;
  }

  /// Becomes what `other` is.
  public void copy(Tuple other) {
    family = other.family;
    protocol = other.protocol;
    zone = other.zone;
    sourceHi = other.sourceHi;
    sourceLo = other.sourceLo;
    destinationHi = other.destinationHi;
    destinationLo = other.destinationLo;
    source = other.source;
    destination = other.destination;
  }

  /// Becomes `other` with source and destination exchanged, addresses and numbers.
  public void reverse(Tuple other) {
    family = other.family;
    protocol = other.protocol;
    zone = other.zone;
    sourceHi = other.destinationHi;
    sourceLo = other.destinationLo;
    destinationHi = other.sourceHi;
    destinationLo = other.sourceLo;
    source = other.destination;
    destination = other.source;
  }

  /// Whether all of it is the same, but for the zone.
  public boolean sameAs(Tuple other) {
    return hasSource(other) && hasDestination(other) && protocol == other.protocol;
  }

  /// Whether its addresses are those of `other` turned round.
  boolean mirrors(Tuple other) {
    return sourceHi == other.destinationHi
        && sourceLo == other.destinationLo
        && destinationHi == other.sourceHi
        && destinationLo == other.sourceLo;
  }

  private boolean hasSource(Tuple other) {
    return family == other.family
        && sourceHi == other.sourceHi
        && sourceLo == other.sourceLo
        && source == other.source;
  }

  private boolean hasDestination(Tuple other) {
    return destinationHi == other.destinationHi
        && destinationLo == other.destinationLo
        && destination == other.destination;
  }

  /// The address it comes from.
  public Ip sourceAddress() {
    return new Ip(family, sourceHi, sourceLo);
  }

  /// The address it goes to.
  public Ip destinationAddress() {
    return new Ip(family, destinationHi, destinationLo);
  }

  /// A number that differs between tuples, and between seeds.
  int hash(long seed) {
    if (family == Family.IPV4) {
      return hash4(addresses4(), rest4(), seed);
    }
    long from = sourceHi ^ Long.rotateLeft(sourceLo, 23) ^ (long) protocol << 16 ^ source ^ seed;
    long to = destinationHi ^ Long.rotateLeft(destinationLo, 23) ^ (long) zone << 16 ^ destination;
    return mix(from, to);
  }

  /// The same of an IPv4 tuple that is not in one piece.
  static int hash4(long addresses, long rest, long seed) {
    return mix(addresses ^ seed, rest);
  }

  private static int mix(long one, long other) {
    long mixed = one * 0x9e37_79b9_7f4a_7c15L ^ Long.rotateLeft(other * 0xbf58_476d_1ce4_e5b9L, 32);
    mixed = (mixed ^ mixed >>> 29) * 0x94d0_49bb_1331_11ebL;
    return (int) (mixed >>> 32);
  }
}
