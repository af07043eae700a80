package dev.patchbay.device.geneve;

import dev.patchbay.packet.Ip;

/// What a device is told (`geneve_config`): immutable.
///
/// @param remote the other end; unspecified where each packet says it
/// @param ttl the outer TTL, or 0 for the usual one
/// @param inheritsTtl whether it is that of the packet inside
/// @param tos the outer type of service; 1 for that of the packet inside
/// @param port of UDP, here and there
/// @param external whether the addresses come with each packet (`collect_md`)
/// @param checksum whether UDP has a checksum
/// @param takesNoChecksum whether what comes above IPv6 need not have one
/// @param inheritsProtocol whether what is carried are packets and not frames
record GeneveConfig(
    int network,
    Ip remote,
    int ttl,
    boolean inheritsTtl,
    int tos,
    Df df,
    int label,
    int port,
    boolean external,
    boolean checksum,
    boolean takesNoChecksum,
    boolean inheritsProtocol) {

  /// Whether the outer packet may be cut.
  enum Df {
    UNSET("unset"),
    SET("set"),
    INHERIT("inherit");

    final String word;

    Df(String word) {
      this.word = word;
    }
  }

  boolean isIpv6() {
    return remote.isV6();
  }

  /// Whether the two would take the same packets.
  boolean isSame(GeneveConfig other) {
    return network == other.network && port == other.port && remote.equals(other.remote);
  }
}
