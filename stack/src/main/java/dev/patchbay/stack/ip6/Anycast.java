package dev.patchbay.stack.ip6;

import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;

/// The address that all routers of a network share (RFC 4291 section 2.6.1): who has it hears
/// solicitations for it.
final class Anycast {
  /// Longer prefixes leave no room for it (RFC 6164).
  private static final int LONGEST_PREFIX = 126;

  private Anycast() {}

  /// Whether the address is in a network that has one.
  static boolean isIn(InterfaceAddress address) {
    return address.prefixLength() <= LONGEST_PREFIX
        && (address.networkHi() | address.networkLo()) != 0;
  }

  static void join(InetDevice inet, InterfaceAddress address) {
    SolicitedNode.join(inet, address.networkLo());
  }

  static void leave(InetDevice inet, InterfaceAddress address) {
    SolicitedNode.leave(inet, address.networkLo());
  }
}
