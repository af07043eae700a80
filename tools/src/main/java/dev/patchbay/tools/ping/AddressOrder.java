package dev.patchbay.tools.ping;

import dev.patchbay.packet.Ip;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which address of a host is tried first (RFC 6724 section 6, with the tables of section 2.1 and
/// the scopes that the C library gives to IPv4).
final class AddressOrder {
  /// Tells the source address that would be used for a destination, or null when there is no way.
  interface Sources {
    @Nullable Ip source(Ip destination);
  }

  /// A row of the policy table.
  private record Policy(Ip prefix, int length, int precedence, int label) {
    private static Policy of(String prefix, int length, int precedence, int label) {
      return new Policy(Ip.of(prefix), length, precedence, label);
    }

    private boolean contains(Ip address) {
      return commonBits(prefix, address) >= length;
    }
  }

  private record Candidate(Ip address, @Nullable Ip source) {
    boolean isUnusable() {
      return source == null;
    }

    boolean isScopeMismatch() {
      return source == null || scopeOf(source) != scopeOf(address);
    }

    boolean isLabelMismatch() {
      return source == null || policy(source).label != policy(address).label;
    }

    int precedence() {
      return policy(address).precedence;
    }

    int scope() {
      return scopeOf(address);
    }

    int commonPrefix() {
      return source == null || address.isV4() ? 0 : Math.min(commonBits(source, address), 64);
    }
  }

  /// The longest prefixes first.
  private static final List<Policy> POLICIES =
      List.of(
          Policy.of("::1", 128, 50, 0),
          Policy.of("::ffff:0.0.0.0", 96, 10, 4),
          Policy.of("::", 96, 20, 3),
          Policy.of("2001::", 32, 40, 7),
          Policy.of("2002::", 16, 30, 2),
          Policy.of("fec0::", 10, 40, 5),
          Policy.of("fc00::", 7, 40, 6),
          Policy.of("::", 0, 40, 1));

  private static final long MAPPED = 0xffff_0000_0000L;
  private static final int LINK = 2;
  private static final int SITE = 5;
  private static final int GLOBAL = 14;

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::isUnusable)
          .thenComparing(Candidate::isScopeMismatch)
          .thenComparing(Candidate::isLabelMismatch)
          .thenComparing(Comparator.comparingInt(Candidate::precedence).reversed())
          .thenComparingInt(Candidate::scope)
          .thenComparing(Comparator.comparingInt(Candidate::commonPrefix).reversed());

  private AddressOrder() {}

  /// The addresses, the best first; equally good ones stay in their order.
  static List<Ip> sort(List<Ip> addresses, Sources sources) {
    return addresses.stream()
        .map(address -> new Candidate(address, sources.source(address)))
        .sorted(ORDER)
        .map(Candidate::address)
        .toList();
  }

  private static Policy policy(Ip address) {
    Ip mapped = address.isV4() ? Ip.v6(0, MAPPED | address.hi() >>> 32) : address;
    for (Policy policy : POLICIES) {
      if (policy.contains(mapped)) {
        return policy;
      }
    }
    throw new IllegalStateException("the last row contains every address");
  }

  private static int scopeOf(Ip address) {
    if (address.isMulticast()) {
      return address.isV4() ? GLOBAL : (int) (address.hi() >>> 48) & 0xf;
    }
    if (address.isLinkLocal() || address.isLoopback()) {
      return LINK;
    }
    boolean isSite = address.isV6() && address.hi() >>> 54 == 0xfec0L >>> 6;
    return isSite ? SITE : GLOBAL;
  }

  /// How many bits two addresses have in common at the beginning.
  private static int commonBits(Ip one, Ip other) {
    int high = Long.numberOfLeadingZeros(one.hi() ^ other.hi());
    return high < 64 ? high : 64 + Long.numberOfLeadingZeros(one.lo() ^ other.lo());
  }
}
