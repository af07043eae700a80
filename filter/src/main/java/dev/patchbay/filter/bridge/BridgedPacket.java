package dev.patchbay.filter.bridge;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.NetDevice;
import dev.patchbay.filter.PhysicalPorts;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What a packet keeps while IP's hooks look at it on its way through a bridge (`nf_bridge_info`),
/// and how the bridge goes on with it. Copies of a flood have one each from FORWARD on.
///
/// @param wasForOther whether its frame was for another station
/// @param destination its address before PREROUTING, the upper 64 bits
/// @param isBefore whether PREROUTING looks at it now
record BridgedPacket(
    NetDevice in,
    @Nullable NetDevice out,
    boolean wasForOther,
    long destination,
    boolean isBefore,
    Hook hook,
    Continuation next)
    implements PhysicalPorts {
  static @Nullable BridgedPacket of(Packet packet) {
    return packet.bridgePorts() instanceof BridgedPacket bridged ? bridged : null;
  }

  @Override
  public NetDevice physicalIn() {
    return in;
  }

  @Override
  public @Nullable NetDevice physicalOut() {
    return out;
  }

  /// The same at a later hook.
  BridgedPacket at(Hook later, @Nullable NetDevice to, Continuation then) {
    return new BridgedPacket(in, to, wasForOther, destination, false, later, then);
  }

  /// The same once PREROUTING has looked at it.
  BridgedPacket behind() {
    return new BridgedPacket(in, out, wasForOther, destination, false, hook, next);
  }
}
