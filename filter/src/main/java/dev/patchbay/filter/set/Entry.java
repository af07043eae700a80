package dev.patchbay.filter.set;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// An element as a user gives it or is shown it, and what is kept beside it: fields of which each
/// type of set uses its own (the kernel's attributes of a request).
public final class Entry {
  /// The value of a number that is not given.
  public static final int ABSENT = -1;

  public @Nullable Ip ip;
  public @Nullable Ip ipTo;
  public int cidr = ABSENT;
  public @Nullable Ip ip2;
  public @Nullable Ip ip2To;
  public int cidr2 = ABSENT;
  public int port = ABSENT;
  public int portTo = ABSENT;
  public int protocol = ABSENT;

  /// The address of a station in the lower 48 bits, or [#ABSENT].
  public long mac = ABSENT;

  public int mark;

  /// The name of an interface.
  public @Nullable String iface;

  /// The interface is a bridge's port.
  public boolean physdev;

  /// The name of the interface is only how it begins.
  public boolean wildcard;

  /// What the element covers is not in the set.
  public boolean nomatch;

  /// The set that is a member of a list.
  public @Nullable String name;

  /// The member before or behind which it stands.
  public @Nullable String reference;

  public boolean before;

  /// Seconds; 0 is for ever.
  public long timeout = ABSENT;

  public long packets = ABSENT;
  public long bytes = ABSENT;
  public @Nullable String comment;

  /// The mark for the packet, and which bits of it are written.
  public boolean hasPacketMark;

  public int packetMark;
  public int packetMask;

  /// The priority for the packet.
  public boolean hasPriority;

  public int priority;

  /// The transmit queue for the packet.
  public int queue = ABSENT;

  boolean hasPacketInfo() {
    return hasPacketMark || hasPriority || queue != ABSENT;
  }
}
