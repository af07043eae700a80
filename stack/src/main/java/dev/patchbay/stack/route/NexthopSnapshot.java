package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a nexthop object is at one moment (`RTM_NEWNEXTHOP` as the kernel sends it): immutable.
///
/// @param family null for a group
/// @param device the name of the device, or null
/// @param deviceIndex 0 for none
/// @param flags bits of [NextHopFlags]
/// @param members of a group, else none
/// @param resilient of a resilient group, else null
/// @param encap what is added to packets (`encap`), or null
public record NexthopSnapshot(
    int id,
    @Nullable Family family,
    @Nullable Ip gateway,
    @Nullable String device,
    int deviceIndex,
    int scope,
    int protocol,
    int flags,
    boolean blackhole,
    boolean fdb,
    List<NexthopRequest.Member> members,
    @Nullable Resilient resilient,
    @Nullable LightweightTunnel encap) {
  /// The buckets of a resilient group; times are in nanoseconds.
  public record Resilient(
      List<Bucket> buckets, long idleTimer, long unbalancedTimer, long unbalanced) {}

  /// One of them: the number of its next hop, and for how long no packet has used it.
  public record Bucket(int id, long idle) {}
}
