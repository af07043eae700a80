package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// A route of IPv6 as it stands in a table (`fib6_info`).
final class Ipv6FibEntry extends FibEntry {
  private final long lo;
  private final @Nullable Prefix source;
  private long expires;
  private boolean advertised;

  Ipv6FibEntry(Prefix destination, @Nullable Prefix source, Way way, long expires) {
    super(destination, 0, way);
    this.lo = destination.address().lo();
    this.source = source;
    this.expires = expires;
  }

  @Override
  long lo() {
    return lo;
  }

  @Override
  public Family family() {
    return Family.IPV6;
  }

  @Override
  @Nullable Prefix source() {
    return source;
  }

  @Override
  long expires() {
    return expires;
  }

  void expires(long value) {
    expires = value;
  }

  /// Whether a router has advertised it (`RTF_ADDRCONF`).
  boolean isAdvertised() {
    return advertised;
  }

  void setAdvertised() {
    advertised = true;
  }
}
