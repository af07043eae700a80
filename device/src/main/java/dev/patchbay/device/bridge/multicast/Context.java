package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Where messages are heard and questions asked: behind a port, or at the bridge's own host; in one
/// VLAN, or in all where they are not told apart.
sealed interface Context permits BridgeContext, PortContext {
  /// What the whole bridge knows there.
  BridgeContext bridge();

  /// The port, or null for the bridge's own host.
  @Nullable SnoopedPort port();

  /// Whether what is heard there counts (`br_multicast_ctx_should_use`).
  boolean isInUse();

  /// Whether frames leave with the tag of the VLAN (`__br_multicast_query_handle_vlan`).
  boolean isTagged();

  /// A router was heard (`br_multicast_mark_router`).
  void heardRouter(Family family);

  /// The next question for all groups comes then.
  void postponeQuery(Family family, long nanos);

  /// How many messages have come and gone.
  MulticastStatistics counted();
}
