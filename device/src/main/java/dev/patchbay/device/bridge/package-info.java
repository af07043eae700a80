/// The bridge: a learning switch whose own device is one more port (net/bridge).
///
/// A frame that a port takes ([BridgePort#handle]) goes through [Forwarding]: it is learned from
/// ([Fdb]), then forwarded, flooded, or passed up to the bridge's own device. What decides more
/// than that has its place: which VLAN a frame is in, and where that may go, beside [VlanGroup];
/// which ports want a multicast group, in [Forwarding]; when a port may forward, in [PortStates].
@NullMarked
package dev.patchbay.device.bridge;

import org.jspecify.annotations.NullMarked;
