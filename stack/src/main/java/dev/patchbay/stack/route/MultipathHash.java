package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;

/// What the choice among several next hops goes by (`fib_multipath_hash`, `rt6_multipath_hash`): as
/// `fib_multipath_hash_policy` says, 0 the addresses, 1 ports and protocol too, 2 the addresses
/// within a tunnel, 3 what `fib_multipath_hash_fields` lists. Packets in tunnels are hashed by
/// their outer addresses.
final class MultipathHash {
  /// So many bits it has.
  static final int BITS = 31;

  private static final int PORTS = 1;
  private static final int CUSTOM = 3;

  /// Bits of the fields (`FIB_MULTIPATH_HASH_FIELD_…`).
  private static final int SOURCE = 0x1;

  private static final int DESTINATION = 0x2;
  private static final int PROTOCOL = 0x4;
  private static final int FLOW_LABEL = 0x8;
  private static final int SOURCE_PORT = 0x10;
  private static final int DESTINATION_PORT = 0x20;

  private MultipathHash() {}

  static long of(Fib fib, Flow flow) {
    int fields = fields(fib);
    long hash = fib.hashSeed();
    if ((fields & SOURCE) != 0) {
      hash = mix(mix(hash ^ flow.sourceHi) + flow.sourceLo);
    }
    if ((fields & DESTINATION) != 0) {
      hash = mix(mix(hash ^ flow.destinationHi) + flow.destinationLo);
    }
    long rest = (fields & PROTOCOL) == 0 ? 0 : flow.protocol;
    rest |= (fields & FLOW_LABEL) == 0 ? 0 : (long) flow.flowLabel << 8;
    rest ^= (fields & SOURCE_PORT) == 0 ? 0 : (long) flow.sourcePort << 32;
    rest ^= (fields & DESTINATION_PORT) == 0 ? 0 : (long) flow.destinationPort << 48;
    return mix(hash ^ rest) >>> (Long.SIZE - BITS);
  }

  private static int fields(Fib fib) {
    int addresses = SOURCE | DESTINATION;
    return switch (fib.setting(RouteSetting.FIB_MULTIPATH_HASH_POLICY)) {
      case PORTS -> addresses | PROTOCOL | SOURCE_PORT | DESTINATION_PORT;
      case CUSTOM -> fib.setting(RouteSetting.FIB_MULTIPATH_HASH_FIELDS);
      default -> fib.family() == Family.IPV6 ? addresses | PROTOCOL | FLOW_LABEL : addresses;
    };
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    long b = (a ^ a >>> 27) * 0x94d0_49bb_1331_11ebL;
    return b ^ b >>> 31;
  }
}
