package dev.patchbay.device.ipvlan;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressListener;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;

/// Learns which addresses ipvlans have (`ipvlan_addr4_event`, `ipvlan_addr6_event`), and refuses
/// one that a sibling has.
final class IpvlanAddressListener implements AddressListener {
  @Override
  public void check(InetDevice device, Ip local) throws NetlinkException {
    if (device.device() instanceof IpvlanDevice ipvlan && ipvlan.parentPort().isTaken(local)) {
      throw new NetlinkException(Errno.EADDRINUSE, "Address already assigned to an ipvlan device.");
    }
  }

  @Override
  public void added(InterfaceAddress address) {
    if (address.inetDevice().device() instanceof IpvlanDevice ipvlan) {
      ipvlan.addAddress(address.local());
    }
  }

  @Override
  public void removed(InterfaceAddress address) {
    if (address.inetDevice().device() instanceof IpvlanDevice ipvlan) {
      ipvlan.removeAddress(address.local());
    }
  }
}
