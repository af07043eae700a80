package dev.patchbay.device.bridge.multicast;

/// What can be set about the snooping of a whole bridge.
public interface SnoopingSettings {
  /// Whether the bridge snoops at all (`mcast_snooping`).
  boolean snoops();

  /// Whether it does so in each VLAN by itself (`mcast_vlan_snooping`).
  boolean snoopsByVlan();

  /// The bridge snoops no longer: it has too many groups.
  void giveUp();

  /// Whether messages are counted (`mcast_stats_enabled`).
  boolean counts();

  /// How many groups there may be (`mcast_hash_max`).
  long mostGroups();

  /// Whether it asks from its own address (`mcast_query_use_ifaddr`).
  boolean queriesFromAddress();

  /// The protocol of the tags that tell VLANs apart (`vlan_protocol`).
  int vlanProtocol();

  /// What is set where VLANs are not told apart.
  ContextSettings ofAll();

  /// What is set for a VLAN.
  ContextSettings of(int vlan);
}
