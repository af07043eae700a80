package dev.patchbay.device.vxlan;

import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A network that a device with `vnifilter` serves, and what has been counted of it
/// (`vxlan_vni_node`).
final class VxlanNetwork {
  final int id;

  /// The end for stations of which nothing is known, or null.
  @Nullable Ip remote;

  long rxPackets;
  long rxBytes;
  long rxDropped;
  long rxErrors;
  long txPackets;
  long txBytes;
  long txDropped;
  long txErrors;

  VxlanNetwork(int id) {
    this.id = id;
  }
}
