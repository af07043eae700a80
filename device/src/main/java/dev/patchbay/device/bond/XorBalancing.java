package dev.patchbay.device.bond;

import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A hash of the headers chooses the slave (`balance-xor`).
final class XorBalancing extends Balancing {
  XorBalancing(BondDevice bond) {
    super(bond);
  }

  @Override
  int transmit(Packet packet) {
    return send(choose(bond, packet), packet);
  }

  /// The slave that the packet's hash chooses among those that can send, or null.
  static @Nullable Slave choose(BondDevice bond, Packet packet) {
    List<Slave> slaves = bond.slaves();
    int usable = 0;
    for (int i = 0; i < slaves.size(); i++) {
      usable += slaves.get(i).canSend() ? 1 : 0;
    }
    if (usable == 0) {
      return null;
    }
    int place = Integer.remainderUnsigned(bond.hash().of(packet), usable);
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get(i);
      if (slave.canSend() && place-- == 0) {
        return slave;
      }
    }
    return null;
  }
}
