package dev.patchbay.device.bridge;

import dev.patchbay.packet.EtherType;

/// The groups 01:80:c2:00:00:0X, by which bridges speak to each other (IEEE 802.1D 7.12.6): which
/// is the bridge's own, and which it passes on whatever is set. A bridge of service tags speaks to
/// others of its kind; what its customers' bridges say is no affair of its own (IEEE 802.1ad).
final class BridgeGroups {
  /// The last byte of the address to which bridges of service tags speak.
  private static final int PROVIDERS = 8;

  /// What they pass on of 01:80:c2:00:00:0X, a bit each (`BR_GROUPFWD_8021AD`).
  private static final int OF_CUSTOMERS = 0xb801;

  private final BridgeDevice bridge;
  private boolean byUser;
  private int passedOn;

  BridgeGroups(BridgeDevice bridge) {
    this.bridge = bridge;
  }

  /// Those that are passed on whatever is set, a bit each.
  int passedOn() {
    return passedOn;
  }

  /// A setting has changed (`recalculate_group_addr`, `br_recalculate_fwd_mask`).
  void changed(Setting setting) {
    switch (setting) {
      case GROUP_ADDRESS -> byUser = true;
      case VLAN_FILTERING, VLAN_PROTOCOL -> recalculateAddress();
      default -> {
        return;
      }
    }
    int own = (int) bridge.get(Setting.GROUP_ADDRESS) & 0xf;
    passedOn = isOfServices() ? OF_CUSTOMERS & ~(1 << own) : 0;
  }

  private void recalculateAddress() {
    if (!byUser) {
      long customers = Setting.GROUP_ADDRESS.initial();
      bridge.store(Setting.GROUP_ADDRESS, isOfServices() ? customers | PROVIDERS : customers);
    }
  }

  private boolean isOfServices() {
    return bridge.filters() && bridge.get(Setting.VLAN_PROTOCOL) == EtherType.QINQ;
  }
}
