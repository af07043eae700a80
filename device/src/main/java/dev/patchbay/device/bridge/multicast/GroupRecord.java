package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.MulticastListener;

/// What a report of IGMP version 3 or MLD version 2 says of a group: its sources stand in the
/// packet.
final class GroupRecord {
  private final byte[] bytes;
  private final int sources;
  private final int count;
  private final Family family;
  private final long hi;
  private final long lo;
  private final int type;

  /// A record with so many sources, which begin at `sources`.
  GroupRecord(byte[] bytes, int sources, int count, Family family, long hi, long lo, int type) {
    this.bytes = bytes;
    this.sources = sources;
    this.count = count;
    this.family = family;
    this.hi = hi;
    this.lo = lo;
    this.type = type;
  }

  Family family() {
    return family;
  }

  long hi() {
    return hi;
  }

  long lo() {
    return lo;
  }

  int type() {
    return type;
  }

  int count() {
    return count;
  }

  Ip source(int i) {
    return Ip.read(family, bytes, sources + i * family.bytes());
  }

  boolean isKnown() {
    return type >= MulticastListener.MODE_IS_INCLUDE && type <= MulticastListener.BLOCK_OLD_SOURCES;
  }

  /// Whether it says that the group is not wanted from anybody.
  boolean leaves() {
    return count == 0
        && (type == MulticastListener.CHANGE_TO_INCLUDE
            || type == MulticastListener.MODE_IS_INCLUDE);
  }
}
