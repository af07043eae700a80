package dev.patchbay.device.bridge;

import org.jspecify.annotations.Nullable;

/// What can be switched on and off at a bridge port (`BR_…`).
public enum PortFlag {
  /// A frame may leave by the port it came in.
  HAIRPIN("hairpin", "hairpin_mode"),
  /// A BPDU shuts the port.
  GUARD("guard", "bpdu_guard"),
  /// The port may not become the root port.
  ROOT_BLOCK("root_block", "root_block"),
  /// A host that leaves a group is taken at its word.
  FASTLEAVE("fastleave", "multicast_fast_leave"),
  /// Addresses are learned.
  LEARNING("learning", "learning"),
  /// Frames to unknown stations go out here, too.
  FLOOD("flood", "unicast_flood"),
  /// The bridge answers ARP requests itself.
  PROXY_ARP("proxy_arp", "proxyarp"),
  /// The same for wireless stations.
  PROXY_ARP_WIFI("proxy_arp_wifi", "proxyarp_wifi"),
  /// Multicast that nobody asked for goes out here, too.
  MCAST_FLOOD("mcast_flood", "multicast_flood"),
  /// Broadcast goes out here, too.
  BCAST_FLOOD("bcast_flood", "broadcast_flood"),
  /// Multicast goes out as one unicast frame a listener.
  MCAST_TO_UNICAST("mcast_to_unicast", "multicast_to_unicast"),
  /// Neighbour requests that the bridge can answer do not go out here.
  NEIGH_SUPPRESS("neigh_suppress", "neigh_suppress"),
  /// VLANs are mapped to tunnels.
  VLAN_TUNNEL("vlan_tunnel", null),
  /// Nothing passes between isolated ports.
  ISOLATED("isolated", "isolated"),
  /// Only stations that are known at the port may send.
  LOCKED("locked", null);

  /// What a new port has.
  static final int NEW_PORT = LEARNING.bit() | FLOOD.bit() | MCAST_FLOOD.bit() | BCAST_FLOOD.bit();

  private final String word;
  private final @Nullable String file;

  PortFlag(String word, @Nullable String file) {
    this.word = word;
    this.file = file;
  }

  /// The word of `bridge link set` and `ip link set … type bridge_slave`.
  public String word() {
    return word;
  }

  /// What it is called under `brport`, or null.
  @Nullable String file() {
    return file;
  }

  /// Its bit in [PortOptions#flags].
  public int bit() {
    return 1 << ordinal();
  }
}
