package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import dev.patchbay.device.bridge.stp.PortState;
import org.jspecify.annotations.Nullable;

/// A port of a bridge that snoops, as its owner sees it.
public interface SnoopedPort {
  /// The device that is the port.
  NetDevice device();

  /// From 1 on.
  int number();

  /// What the spanning tree made of it.
  PortState state();

  /// How it is in a VLAN, or null when it is not in there.
  @Nullable SnoopedVlan vlan(int id);

  /// Whether a station that leaves a group is taken at its word (`mcast_fast_leave`).
  boolean leavesFast();

  /// Whether each listener has an entry of its own, and gets a frame of its own
  /// (`mcast_to_unicast`).
  boolean sendsUnicast();

  /// What snooping keeps for it.
  PortSnooping snooping();
}
