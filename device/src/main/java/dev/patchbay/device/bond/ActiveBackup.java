package dev.patchbay.device.bond;

import dev.patchbay.packet.Packet;

/// One slave works, the others stand by (`active-backup`).
final class ActiveBackup extends Balancing {
  ActiveBackup(BondDevice bond) {
    super(bond);
  }

  @Override
  int transmit(Packet packet) {
    return send(bond.active().current(), packet);
  }
}
