package dev.patchbay.stack.address;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ip;

/// Hears at once, in a fixed order, what happens to the addresses of a machine (`inetaddr_chain`,
/// `inet6addr_chain`, and what the kernel calls directly).
public interface AddressListener {
  /// The device is about to get the address (`inetaddr_validator_chain`).
  ///
  /// @throws NetlinkException to refuse it
  default void check(InetDevice device, Ip local) throws NetlinkException {}

  /// The address is on its device's list now. An IPv6 address may be tentative: whoever looks for
  /// duplicates starts here, and calls [Addresses#ready] in the end.
  default void added(InterfaceAddress address) {}

  /// An IPv6 address may be used from now on; called again when its device comes up anew.
  default void ready(InterfaceAddress address) {}

  /// IPv6: the route to the address's network is due, because the address is new or because it was
  /// kept while its device was down. Comes before [#added].
  default void networkRouteDue(InterfaceAddress address) {}

  /// A setting of a device or of all of them has been written.
  default void settingsChanged(Netns netns) {}

  /// IPv6: the device's packets are forwarded from now on, or no longer.
  default void forwardingChanged(InetDevice device) {}

  /// The address has left its device's list.
  default void removed(InterfaceAddress address) {}

  /// The address has been changed by a request; what it was before is told.
  default void changed(InterfaceAddress address, int oldFlags, int oldMetric) {}

  /// IPv4: the primary address of this secondary one is about to go, and one of the secondaries
  /// takes its place (`promote_secondaries`).
  default void losesPrimary(InterfaceAddress secondary, InterfaceAddress primary) {}

  /// IPv4: another primary address has taken the place of the one that went.
  default void hasNewPrimary(InterfaceAddress secondary) {}
}
