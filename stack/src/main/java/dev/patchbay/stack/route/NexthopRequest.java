package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a nexthop object is to be (`RTM_NEWNEXTHOP`): a plain carrier, filled in by whoever parses
/// a command line and read by [Nexthops]. What is null or 0 is not said.
public final class NexthopRequest {
  /// One of a group: the number of a nexthop, and its weight from 1 to 255.
  public record Member(int id, int weight) {}

  /// The family; null when nothing says it, as for groups.
  public @Nullable Family family;

  /// The number; 0 for the first that is free.
  public int id;

  public @Nullable Ip gateway;
  public @Nullable NetDevice device;

  /// What is added to packets (`encap`), or null.
  public @Nullable LightweightTunnel encap;

  public boolean onlink;
  public boolean blackhole;
  public boolean fdb;
  public int protocol;
  public @Nullable List<Member> group;
  public boolean resilient;

  /// How many buckets a resilient group has; -1 when not said.
  public int buckets = -1;

  /// In seconds; -1 when not said.
  public long idleTimer = -1;

  /// In seconds; -1 when not said.
  public long unbalancedTimer = -1;

  public NexthopRequest() {}
}
