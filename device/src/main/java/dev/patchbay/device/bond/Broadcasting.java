package dev.patchbay.device.bond;

import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every packet by every slave (`broadcast`).
final class Broadcasting extends Balancing {
  Broadcasting(BondDevice bond) {
    super(bond);
  }

  @Override
  int transmit(Packet packet) {
    List<Slave> slaves = bond.slaves();
    Slave last = null;
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get(i);
      if (slave.device().isRunning() && slave.link() == LinkState.UP) {
        sendClone(last, packet);
        last = slave;
      }
    }
    return send(last, packet);
  }

  private void sendClone(@Nullable Slave slave, Packet packet) {
    if (slave != null) {
      slave.send(bond.netns().world().clone(packet));
    }
  }
}
