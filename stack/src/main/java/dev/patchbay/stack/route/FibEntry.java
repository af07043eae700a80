package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route as it stands in a table (`fib_alias`): a prefix, and its [Way]. Routes of one prefix are
/// a chain, the one to prefer first.
public sealed class FibEntry permits Ipv6FibEntry {
  final long hi;
  @Nullable FibEntry next;
  Way way;
  private final byte length;
  private final byte tos;

  FibEntry(Prefix destination, int tos, Way way) {
    this.hi = destination.address().hi();
    this.length = (byte) destination.length();
    this.tos = (byte) tos;
    this.way = way;
  }

  long lo() {
    return 0;
  }

  /// The length of its prefix in bits.
  final int length() {
    return length & 0xff;
  }

  public Family family() {
    return Family.IPV4;
  }

  /// The network it leads to.
  public final Prefix destination() {
    return new Prefix(new Ip(family(), hi, lo()), length());
  }

  /// Whether its prefix holds the address.
  final boolean contains(long otherHi, long otherLo) {
    int bits = length();
    return ((otherHi ^ hi) & Prefix.maskHi(bits)) == 0
        && (bits <= Long.SIZE || ((otherLo ^ lo()) & Prefix.maskLo(bits)) == 0);
  }

  final boolean isOf(long otherHi, long otherLo, int bits) {
    return hi == otherHi && length() == bits && lo() == otherLo;
  }

  final boolean hasPrefixOf(FibEntry other) {
    return isOf(other.hi, other.lo(), other.length());
  }

  /// See [RouteTable].
  public final int table() {
    return way.table;
  }

  public final RouteType type() {
    return way.type;
  }

  public final int tos() {
    return tos & 0xff;
  }

  /// See [dev.patchbay.stack.address.Scope].
  public final int scope() {
    return way.scope;
  }

  /// See [RouteProtocol].
  public final int protocol() {
    return way.protocol;
  }

  /// The lower, the better; without a sign.
  public final int metric() {
    return way.metric;
  }

  public final @Nullable Ip preferredSource() {
    return way.preferredSource;
  }

  public final RouteMetrics metrics() {
    return way.metrics;
  }

  /// The ways it leads; none where it ends packets.
  public final List<NextHop> hops() {
    return List.of(way.hops);
  }

  /// IPv6: which sources it is for, or null.
  @Nullable Prefix source() {
    return null;
  }

  /// IPv6: when it goes, in nanoseconds of the lab's clock, or 0.
  long expires() {
    return 0;
  }
}
