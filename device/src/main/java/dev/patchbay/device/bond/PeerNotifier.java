package dev.patchbay.device.bond;

import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.time.Timer;

/// Tells those at the other ends that the bond is to be reached another way: gratuitous ARP,
/// unsolicited neighbour advertisements, memberships again.
final class PeerNotifier {
  private static final long IGMP_INTERVAL = 200_000_000L;
  private static final long FIRST_IGMP = 10_000_000L;

  private final BondDevice bond;
  private final Timer igmp;
  private int pending;
  private int igmpPending;

  PeerNotifier(BondDevice bond) {
    this.bond = bond;
    this.igmp = new Timer(bond.netns().machine().number(), this::sendIgmp);
  }

  /// There is something to tell, so often as `num_grat_arp` says.
  void begin() {
    pending = (int) bond.number(BondOption.NUM_PEER_NOTIF) * interval();
  }

  private int interval() {
    return Math.max(1, bond.polls(BondOption.PEER_NOTIFY_DELAY));
  }

  /// Whether the peers are to be told now (`bond_should_notify_peers`).
  boolean isDue() {
    return pending > 0
        && pending % interval() == 0
        && bond.active().current() != null
        && bond.hasCarrier();
  }

  /// Tells them.
  void send() {
    pending--;
    bond.tellOf(NetdeviceEvent.NOTIFY_PEERS, "NOTIFY PEERS");
  }

  /// A poll has passed.
  void poll() {
    if (isDue()) {
      send();
    } else if (pending > 0) {
      pending--;
    }
  }

  /// Memberships are to be reported again, so often as `resend_igmp` says.
  void resendIgmp() {
    igmpPending = (int) bond.number(BondOption.RESEND_IGMP);
    if (igmpPending > 0) {
      bond.loop().arm(igmp, bond.now() + FIRST_IGMP);
    }
  }

  private void sendIgmp() {
    bond.tellOf(NetdeviceEvent.RESEND_IGMP, "RESEND IGMP");
    igmpPending--;
    if (igmpPending > 0) {
      bond.loop().arm(igmp, bond.now() + IGMP_INTERVAL);
    }
  }

  void stop() {
    pending = 0;
    igmpPending = 0;
    bond.loop().disarm(igmp);
  }
}
