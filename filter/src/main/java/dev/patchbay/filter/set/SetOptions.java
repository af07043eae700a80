package dev.patchbay.filter.set;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What `create` gives beside name and type: fields of which each type of set uses its own.
public final class SetOptions {
  public int hashSize = 1024;
  public int maxElements = 65536;
  public int bucketSize = Entry.ABSENT;

  /// The seed of the hash, or null to have one drawn.
  public @Nullable Integer seed;

  public int netmask = Entry.ABSENT;
  public int markMask = -1;

  /// Seconds for elements that name none, or [Entry#ABSENT] when the set has no timeouts.
  public long timeout = Entry.ABSENT;

  public boolean counters;
  public boolean comments;
  public boolean packetInfo;

  /// A full set throws out an element for a new one.
  public boolean forceAdd;

  /// The range of a bitmap of addresses.
  public @Nullable Ip from;

  public @Nullable Ip to;
  public int cidr = Entry.ABSENT;
  public int port;
  public int portTo;

  /// How many members a list has room for.
  public int size = 8;
}
