package dev.patchbay.device.bridge.multicast;

import dev.patchbay.packet.Family;

/// What can be set about snooping (`net_bridge_mcast`); times are in nanoseconds.
public interface SnoopingSettings {
  /// Whether the bridge snoops at all (`mcast_snooping`).
  boolean snoops();

  /// Whether it does so in this VLAN (`mcast_vlan_snooping`).
  boolean snoopsIn(int vlan);

  /// The bridge snoops no longer: it has too many groups.
  void giveUp();

  /// Whether messages are counted (`mcast_stats_enabled`).
  boolean counts();

  /// How many groups there may be (`mcast_hash_max`).
  long mostGroups();

  /// Whether the bridge asks for groups itself (`mcast_querier`).
  boolean queries();

  /// Whether it asks from its own address (`mcast_query_use_ifaddr`).
  boolean queriesFromAddress();

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
