package dev.patchbay.device.vlan;

import dev.patchbay.core.NetDevice;

/// The applicants of a device that has VLAN devices above it: there from the first to the last of
/// these, whether they announce themselves or not.
final class Registration {
  private final Applicant gvrp;
  private final Applicant mvrp;
  private int devices;

  private Registration(NetDevice below) {
    this.gvrp = new Gvrp(below);
    this.mvrp = new Mvrp(below);
  }

  /// The one of the device below, with one VLAN device more.
  static Registration enter(NetDevice below) {
    Registration registration = null;
    for (NetDevice above : below.uppers()) {
      if (above instanceof VlanDevice vlan) {
        registration = vlan.registration();
        break;
      }
    }
    Registration entered = registration == null ? new Registration(below) : registration;
    entered.devices++;
    return entered;
  }

  void leave() {
    if (--devices == 0) {
      mvrp.close();
      gvrp.close();
    }
  }

  /// Announces a VLAN by the protocols among the flags.
  void join(int id, int flags) {
    if (VlanFlag.GVRP.in(flags)) {
      gvrp.join(id);
    }
    if (VlanFlag.MVRP.in(flags)) {
      mvrp.join(id);
    }
  }

  /// Announces it no longer by the protocols among the flags.
  void leave(int id, int flags) {
    if (VlanFlag.MVRP.in(flags)) {
      mvrp.leave(id);
    }
    if (VlanFlag.GVRP.in(flags)) {
      gvrp.leave(id);
    }
  }
}
