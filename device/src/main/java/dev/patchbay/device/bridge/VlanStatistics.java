package dev.patchbay.device.bridge;

/// What has passed in a VLAN, in bytes without the link header; counted only where the bridge's
/// settings say so.
final class VlanStatistics {
  long rxBytes;
  long rxPackets;
  long txBytes;
  long txPackets;
}
