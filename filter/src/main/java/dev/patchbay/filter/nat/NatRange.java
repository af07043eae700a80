package dev.patchbay.filter.nat;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What a rule lets addresses and ports become (`nf_nat_range2`).
///
/// @param first the lowest address, or null when the address stays
/// @param minPort the lowest port, or id, or -1 when none are given
/// @param basePort the port that the lowest stands for, or -1: others follow in step
/// @param random whether the port is chosen at random (`--random`, `--random-fully`)
/// @param persistent whether an address is chosen by the source alone
/// @param netmap whether each address becomes the one at its place in the range
public record NatRange(
    @Nullable Ip first,
    @Nullable Ip last,
    int minPort,
    int maxPort,
    int basePort,
    boolean random,
    boolean persistent,
    boolean netmap) {
  /// Nothing changes, unless another connection is in the way.
  static final NatRange NONE = ports(-1, -1);

  /// One address, any port.
  public static NatRange address(Ip address) {
    return addresses(address, address);
  }

  /// Any address from the first to the last.
  public static NatRange addresses(Ip first, Ip last) {
    return new NatRange(first, last, -1, -1, -1, false, false, false);
  }

  /// The same address, any of the ports.
  public static NatRange ports(int min, int max) {
    return new NatRange(null, null, min, max, -1, false, false, false);
  }

  /// The same with these addresses.
  public NatRange to(Ip from, Ip upTo) {
    return new NatRange(from, upTo, minPort, maxPort, basePort, random, persistent, netmap);
  }

  /// The same with these ports.
  public NatRange withPorts(int min, int max) {
    return new NatRange(first, last, min, max, basePort, random, persistent, netmap);
  }

  /// The same, with the port that the lowest stands for.
  public NatRange from(int base) {
    return new NatRange(first, last, minPort, maxPort, base, random, persistent, netmap);
  }

  /// The same, with ports chosen at random, or addresses by the source alone.
  public NatRange choosing(boolean ports, boolean bySource) {
    return new NatRange(first, last, minPort, maxPort, basePort, ports, bySource, netmap);
  }

  /// Each address becomes the one at its place in the network from the first to the last.
  public static NatRange network(Ip first, Ip last) {
    return new NatRange(first, last, -1, -1, -1, false, false, true);
  }

  /// The same as sources take it, whose part of the kernel's interface has no room for the port
  /// that the lowest stands for.
  public NatRange ofSources() {
    return basePort < 0 ? this : from(0);
  }

  boolean hasPorts() {
    return minPort >= 0;
  }
}
