package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;

/// What can be set about the snooping in one VLAN, or in all at once (`net_bridge_mcast`); times
/// are in nanoseconds.
public interface ContextSettings {
  /// Whether the bridge snoops there, if it snoops at all (`mcast_snooping` of a VLAN).
  boolean snoops();

  /// Whether the bridge asks for groups itself (`mcast_querier`).
  boolean queries();

  /// Whether sources are kept account of: version 3 of IGMP, version 2 of MLD.
  boolean knowsSources(Family family);

  /// Whether the bridge's own host is a router of multicast (`mcast_router`): 0 never, 1 while it
  /// asks for groups, 2 always.
  long router();

  /// How often is asked before a group is gone (`mcast_last_member_count`).
  long lastMemberCount();

  /// What is between these questions (`mcast_last_member_interval`).
  long lastMemberInterval();

  /// How many questions come quickly at first (`mcast_startup_query_count`).
  long startupQueryCount();

  /// What is between these (`mcast_startup_query_interval`).
  long startupQueryInterval();

  /// What is between later ones (`mcast_query_interval`).
  long queryInterval();

  /// How long stations may wait before they answer (`mcast_query_response_interval`).
  long queryResponseInterval();

  /// How long who asked last is the one who asks (`mcast_querier_interval`).
  long querierInterval();

  /// How long a group lasts that nobody names again (`mcast_membership_interval`).
  long membershipInterval();
}
