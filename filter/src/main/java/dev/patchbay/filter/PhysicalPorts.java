package dev.patchbay.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The ports of a bridge by which a packet came and will go, kept while IP's hooks look at what
/// only passes a bridge (`nf_bridge_info`).
public interface PhysicalPorts extends Packet.BridgePorts {
  /// What the packet keeps, or null.
  static @Nullable PhysicalPorts of(Packet packet) {
    return packet.bridgePorts() instanceof PhysicalPorts ports ? ports : null;
  }

  /// The port by which it came.
  @Nullable NetDevice physicalIn();

  /// The port by which it will go, once that is known.
  @Nullable NetDevice physicalOut();
}
