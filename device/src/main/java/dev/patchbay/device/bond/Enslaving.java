package dev.patchbay.device.bond;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.Features;
import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Errno;
import java.util.Arrays;
import java.util.List;

/// How a device becomes a slave and stops being one (`bond_enslave`, `__bond_release_one`).
final class Enslaving {
  /// `fail_over_mac` as a number: the bond has the address of the slave in use.
  private static final int ACTIVE = 1;

  private final BondDevice bond;
  private final Links links;

  Enslaving(BondDevice bond) {
    this.bond = bond;
    this.links = bond.netns().links();
  }

  // ---- joining

  void add(NetDevice device) throws NetlinkException {
    check(device);
    if (bond.slaves().isEmpty() && bond.hasRandomAddress()) {
      bond.takeAddress(device.address());
    }
    PortKind kind = bond.netns().machine().portKinds().find("bond_slave");
    Slave slave = new Slave(bond, device, kind == null ? new BondSlave() : kind);
    adapt(slave);
    try {
      join(slave);
    } catch (NetlinkException e) {
      links.close(device);
      giveBack(slave);
      throw e;
    }
    begin(slave);
    slave.log(
        "Enslaving as %s interface with %s link"
            .formatted(
                slave.isBackup() ? "a backup" : "an active",
                slave.link() == LinkState.DOWN ? "a down" : "an up"));
  }

  private void check(NetDevice device) throws NetlinkException {
    if (device.hardwareType() == ArpHardware.CAN) {
      throw refuse(device, Errno.EOPNOTSUPP, "CAN devices cannot be enslaved");
    }
    boolean foreignMaster =
        (device.flags() & DeviceFlags.MASTER) != 0 && !(device instanceof BondDevice);
    if (foreignMaster) {
      throw refuse(device, Errno.EPERM, "Device type (master device) cannot be enslaved");
    }
    if (device.master() != null || device.rxHandler() != null) {
      throw refuse(device, Errno.EBUSY, "Device is in use and cannot be enslaved");
    }
    if (device == bond) {
      throw refuse(device, Errno.EPERM, "Cannot enslave bond to itself.");
    }
    if (device.has(Features.VLAN_CHALLENGED)) {
      checkVlans(device);
    }
    if (device.isUp()) {
      throw refuse(device, Errno.EPERM, "Device can not be enslaved while up");
    }
    if (device.hardwareType() != ArpHardware.ETHER) {
      if (!bond.slaves().isEmpty()) {
        throw refuse(device, Errno.EINVAL, "Device type is different from other slaves");
      }
      throw refuse(device, Errno.EOPNOTSUPP, "Only Ethernet devices can be enslaved here");
    }
    if (device.has(Features.FIXED_ADDRESS)) {
      checkFixedAddress(device);
    }
  }

  /// Only the one slave that is in use needs the bond's address where that follows it.
  private void checkFixedAddress(NetDevice device) throws NetlinkException {
    log(device, Level.WARN, "The slave device specified does not support setting the MAC address");
    if (bond.mode() != BondMode.ACTIVE_BACKUP
        || bond.word(BondOption.FAIL_OVER_MAC).equals("active")) {
      return;
    }
    if (!bond.slaves().isEmpty()) {
      throw refuse(
          device,
          Errno.EOPNOTSUPP,
          "Slave device does not support setting the MAC address, but fail_over_mac is not set to"
              + " active");
    }
    bond.number(BondOption.FAIL_OVER_MAC, ACTIVE);
    log(device, Level.WARN, "Setting fail_over_mac to active for active-backup mode");
  }

  private void checkVlans(NetDevice device) throws NetlinkException {
    if (bond.hasVlanDevices()) {
      throw refuse(
          device, Errno.EPERM, "Can not enslave VLAN challenged device to VLAN enabled bond");
    }
    log(
        device,
        Level.WARN,
        "enslaved VLAN challenged slave. Adding VLANs will be blocked as long as it is part of"
            + " bond.");
  }

  private NetlinkException refuse(NetDevice device, Errno errno, String text) {
    log(device, Level.ERR, "Error: " + text);
    return new NetlinkException(errno, text.endsWith(".") ? text : text + ".");
  }

  private void log(NetDevice device, Level level, String text) {
    bond.log(level, "(slave " + device.name() + "): " + text);
  }

  /// Size and address become the bond's, and the device goes up.
  private void adapt(Slave slave) throws NetlinkException {
    NetDevice device = slave.device();
    try {
      links.changeMtu(device, bond.mtu());
      boolean keepsAddress =
          bond.mode() == BondMode.ACTIVE_BACKUP && bond.isOn(BondOption.FAIL_OVER_MAC);
      if (!keepsAddress) {
        links.changeAddress(device, bond.address());
      }
      device.slave(true);
      links.open(device);
      if (bond.mode().isLoadBalanced() && bond.slaves().size() > 0) {
        links.changeAddress(device, slave.permanentAddress());
      }
    } catch (NetlinkException e) {
      giveBack(slave);
      throw e;
    }
  }

  private void join(Slave slave) throws NetlinkException {
    NetDevice device = slave.device();
    device.rxHandler(slave);
    try {
      bond.linkAbove(device, true);
    } catch (NetlinkException e) {
      device.removeRxHandler();
      throw e;
    }
  }

  private void begin(Slave slave) {
    slave.updateSpeed();
    slave.lastReceived =
        bond.now() - (bond.number(BondOption.ARP_INTERVAL) + 1) * BondDevice.MILLISECOND;
    slave.lastSent = slave.lastReceived;
    Arrays.fill(slave.targetHeard, slave.lastReceived);
    slave.link(firstLink(slave));
    slave.lastUp = slave.link() == LinkState.DOWN ? slave.lastUp : bond.now();
    if (slave.name().equals(bond.primaryName()) && bond.mode().hasActiveSlave()) {
      bond.primary(slave);
      bond.active().forcePrimary();
    }
    firstFlags(slave);
    bond.slaves().add(slave);
    slave.device().port(slave);
    bond.balancing().added(slave);
    if (!bond.mode().hasActiveSlave()) {
      slave.listen(true);
    }
    bond.updateFeatures();
    bond.updateCarrier();
    if (bond.mode().hasActiveSlave()) {
      bond.active().select();
    }
    links.announce(slave.device());
  }

  private LinkState firstLink(Slave slave) {
    if (bond.isOn(BondOption.MIIMON)) {
      if (!slave.hasLink()) {
        return LinkState.DOWN;
      }
      slave.delay = bond.polls(BondOption.UPDELAY);
      return slave.delay > 0 ? LinkState.BACK : LinkState.UP;
    }
    boolean down = bond.isOn(BondOption.ARP_INTERVAL) && !slave.device().hasCarrier();
    return down ? LinkState.DOWN : LinkState.UP;
  }

  private void firstFlags(Slave slave) {
    switch (bond.mode()) {
      case ACTIVE_BACKUP, LACP, BALANCE_TLB, BALANCE_ALB -> slave.deactivate();
      default -> {
        if (bond.active().current() == null && slave.link() == LinkState.UP) {
          bond.active().current(slave);
        }
      }
    }
  }

  // ---- leaving

  /// Gives a slave back; `all` when the bond itself goes.
  void release(Slave slave, boolean all) {
    slave.deactivate();
    bond.balancing().removed(slave);
    bond.slaves().remove(slave);
    slave.device().removeRxHandler();
    slave.device().port(null);
    bond.unlinkAbove(slave.device());
    slave.log("Releasing " + (slave.isBackup() ? "backup" : "active") + " interface");
    if (!all) {
      warnOfAddress(slave);
    }
    leaveRoles(slave, all);
    slave.listen(false);
    bond.updateCarrier();
    if (bond.slaves().isEmpty()) {
      bond.takeRandomAddress();
    }
    bond.updateFeatures();
    links.announce(bond, "FEATURE CHANGE");
    links.close(slave.device());
    giveBack(slave);
  }

  private void warnOfAddress(Slave slave) {
    boolean sharesAddress =
        bond.mode() != BondMode.ACTIVE_BACKUP || !bond.isOn(BondOption.FAIL_OVER_MAC);
    if (sharesAddress
        && !bond.slaves().isEmpty()
        && bond.address().equals(slave.permanentAddress())) {
      slave.log(
          Level.WARN,
          "the permanent HWaddr of slave - "
              + slave.permanentAddress()
              + " - is still in use by bond - set the HWaddr of slave to a different address to"
              + " avoid conflicts");
    }
  }

  private void leaveRoles(Slave slave, boolean all) {
    bond.arpMonitor().forget(slave);
    if (bond.primary() == slave) {
      bond.primary(null);
    }
    boolean wasActive = bond.active().current() == slave;
    if (wasActive) {
      bond.active().change(null);
    }
    if (wasActive && !all) {
      bond.active().select();
    }
  }

  /// The device has its own address and size again.
  private void giveBack(Slave slave) {
    NetDevice device = slave.device();
    device.slave(false);
    boolean keptAddress =
        bond.mode() == BondMode.ACTIVE_BACKUP
            && bond.word(BondOption.FAIL_OVER_MAC).equals("active");
    try {
      if (!keptAddress && !device.address().equals(slave.permanentAddress())) {
        links.changeAddress(device, slave.permanentAddress());
      }
      links.changeMtu(device, slave.originalMtu());
    } catch (NetlinkException e) {
      slave.log(Level.ERR, "does not take back its address or size: " + e.getMessage());
    }
  }

  void releaseAll() {
    for (Slave slave : List.copyOf(bond.slaves())) {
      release(slave, true);
    }
  }
}
