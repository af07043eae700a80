package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.LabelStack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a route of a label is at one moment (`RTM_NEWROUTE` of `AF_MPLS`): immutable.
///
/// @param propagatesTtl null when that is left to the namespace
/// @param flags bits of [dev.patchbay.stack.route.NextHopFlags]: of the only next hop, else what
///   all have in common
public record MplsSnapshot(
    int label, int protocol, @Nullable Boolean propagatesTtl, int flags, List<Hop> hops) {

  /// One way the route leads.
  ///
  /// @param device the name of the device, or null when it is gone
  /// @param deviceIndex 0 when it is gone
  public record Hop(
      LabelStack labels,
      @Nullable MplsVia via,
      @Nullable String device,
      int deviceIndex,
      int flags) {}

  static MplsSnapshot of(MplsRoute route) {
    List<Hop> hops = new ArrayList<>();
    int common = MplsHop.DOWN;
    for (MplsHop hop : route.hops) {
      hops.add(hop(hop));
      common &= hop.flags;
    }
    return new MplsSnapshot(route.label, route.protocol, route.propagatesTtl, common, hops);
  }

  /// Only the way that a packet takes.
  static MplsSnapshot of(MplsRoute route, MplsHop hop) {
    return new MplsSnapshot(route.label, route.protocol, null, 0, List.of(hop(hop)));
  }

  private static Hop hop(MplsHop hop) {
    NetDevice device = hop.device;
    return new Hop(
        hop.labels,
        hop.via,
        device == null ? null : device.name(),
        device == null ? 0 : device.index(),
        hop.flags);
  }
}
