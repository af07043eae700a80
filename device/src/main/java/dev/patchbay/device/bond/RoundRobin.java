package dev.patchbay.device.bond;

import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One slave after the other (`balance-rr`), so many packets each as `packets_per_slave` says.
final class RoundRobin extends Balancing {
  private final RandomStream random;
  private int counter;

  RoundRobin(BondDevice bond) {
    super(bond);
    random = bond.netns().random("bond/" + bond.name());
  }

  @Override
  int transmit(Packet packet) {
    Slave active = bond.active().current();
    if (isIgmp(packet)) {
      // A group is joined where its packets are expected.
      return send(active == null ? from(0) : active, packet);
    }
    int slaves = bond.slaves().size();
    return send(slaves == 0 ? null : from(Integer.remainderUnsigned(next(), slaves)), packet);
  }

  private static boolean isIgmp(Packet packet) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    return Ethernet.type(bytes, at) == EtherType.IPV4
        && packet.tail() >= at + Ethernet.HEADER + Ipv4.HEADER
        && Ipv4.protocol(bytes, at + Ethernet.HEADER) == IpProtocol.IGMP;
  }

  private int next() {
    int each = (int) bond.number(BondOption.PACKETS_PER_SLAVE);
    if (each == 0) {
      return random.nextInt();
    }
    return Integer.divideUnsigned(++counter, each);
  }

  /// The slave of that place, or the next one that can send (`bond_get_slave_by_id`).
  private @Nullable Slave from(int place) {
    List<Slave> slaves = bond.slaves();
    for (int i = 0; i < slaves.size(); i++) {
      Slave slave = slaves.get((place + i) % slaves.size());
      if (slave.canSend()) {
        return slave;
      }
    }
    return null;
  }
}
