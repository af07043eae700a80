package dev.patchbay.stack.route;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LightweightTunnel;
import dev.patchbay.packet.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a route is at one moment (`RTM_NEWROUTE` as the kernel sends it): immutable.
///
/// @param destination the network, with length 0 the default route
/// @param source IPv6: which sources it is for, or null; for an answer to `get` the source asked
///   for
/// @param flags bits of [NextHopFlags]: of the only next hop, else of the route
/// @param hops several next hops, or one; none where the route leads nowhere
/// @param metric without a sign; 0 for none
/// @param preference IPv6: the router's preference, else null
/// @param hasExpiry IPv6: whether it goes by itself
/// @param expires IPv6: seconds that are left; less than 0 when it should be gone by now
/// @param answer what an answer to `get` says beyond, or null
public record RouteSnapshot(
    Family family,
    RouteType type,
    Prefix destination,
    @Nullable Prefix source,
    int tos,
    int table,
    int protocol,
    int scope,
    int flags,
    List<Hop> hops,
    @Nullable Ip preferredSource,
    int metric,
    RouteMetrics metrics,
    @Nullable RoutePreference preference,
    boolean hasExpiry,
    int expires,
    int nextHopId,
    int realms,
    @Nullable Answer answer) {

  /// One way the route leads.
  ///
  /// @param gateway the next hop, perhaps of the other family, or null
  /// @param device the name of the device, or null
  /// @param flags bits of [NextHopFlags]
  /// @param encap what is added to packets (`encap`), or null
  public record Hop(
      @Nullable Ip gateway,
      @Nullable String device,
      int deviceIndex,
      int weight,
      int flags,
      @Nullable LightweightTunnel encap) {}

  /// What only an answer to `ip route get` says.
  ///
  /// @param inputDevice the name of the device the packet would come by, or null
  /// @param mark the packet's mark, or 0
  /// @param uid the user the packet would be sent for, or -1 when that is not said
  /// @param isCache whether the kernel calls it a cached route (`RTM_F_CLONED`)
  /// @param cacheFlags what is said about the cached route: bits of `RTCF_…`
  /// @param error what a packet would meet instead, as a number of errno, or 0
  public record Answer(
      @Nullable String inputDevice,
      int mark,
      int uid,
      boolean isCache,
      int cacheFlags,
      int error) {}

  /// The only way the route leads, or null when there are several or none.
  public @Nullable Hop hop() {
    return hops.size() == 1 ? hops.getFirst() : null;
  }
}
