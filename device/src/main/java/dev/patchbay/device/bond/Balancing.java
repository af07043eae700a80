package dev.patchbay.device.bond;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mode does: by which slave a packet leaves, and what follows from changes of the slaves.
abstract sealed class Balancing
    permits RoundRobin, ActiveBackup, XorBalancing, Broadcasting, LinkAggregation, LoadBalancing {
  final BondDevice bond;

  Balancing(BondDevice bond) {
    this.bond = bond;
  }

  static Balancing of(BondDevice bond, BondMode mode) {
    return switch (mode) {
      case BALANCE_RR -> new RoundRobin(bond);
      case ACTIVE_BACKUP -> new ActiveBackup(bond);
      case BALANCE_XOR -> new XorBalancing(bond);
      case BROADCAST -> new Broadcasting(bond);
      case LACP -> new LinkAggregation(bond);
      case BALANCE_TLB -> new LoadBalancing(bond);
      case BALANCE_ALB -> new AdaptiveLoadBalancing(bond);
    };
  }

  /// Sends the packet, which has its link header; returns what the sender is told.
  abstract int transmit(Packet packet);

  /// Hears of a frame that has come in by a slave; returns whether it has kept it.
  boolean receives(Slave slave, Packet packet) {
    return false;
  }

  /// The slave has joined: it is in the list, and not active yet.
  void added(Slave slave) {}

  /// The slave is about to leave.
  void removed(Slave slave) {}

  /// The link of a slave has come or gone for good.
  void linkChanged(Slave slave) {}

  /// Another slave is the active one.
  void activeChanged(@Nullable Slave before, @Nullable Slave now) {}

  void opened() {}

  void closed() {}

  /// Whether the bond has a carrier: one of its slaves has (`bond_set_carrier`).
  boolean hasCarrier() {
    List<Slave> slaves = bond.slaves();
    for (int i = 0; i < slaves.size(); i++) {
      if (slaves.get(i).link() == LinkState.UP) {
        return true;
      }
    }
    return false;
  }

  /// Drops a packet that no slave can send (`bond_tx_drop`).
  final int drop(Packet packet) {
    bond.dropWithoutSlave(packet, DropReason.NO_CARRIER);
    return 0;
  }

  /// Sends by a slave, or drops when there is none.
  final int send(@Nullable Slave slave, Packet packet) {
    return slave == null ? drop(packet) : slave.send(packet);
  }
}
