package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// How one family finds neighbours: ARP or neighbour discovery (`neigh_table`, `neigh_ops`).
public interface NeighbourProtocol {
  Family family();

  /// Says by [Neighbour#fix] that the address needs no asking, if so, and what it is
  /// (`arp_constructor`, `ndisc_constructor`). Returns false when the device has no part in the
  /// family.
  boolean construct(Neighbour neighbour);

  /// Asks for the address. `waiting` is a packet that waits for it, or null; it stays the
  /// neighbour's.
  void solicit(Neighbour neighbour, @Nullable Packet waiting);

  /// The neighbour does not answer: the packet's sender is told, and the packet dropped.
  void reportFailure(Neighbour neighbour, Packet packet);

  /// Answers a question for another host that was put off for a while (`proxy_redo`).
  void redo(Packet packet, NetDevice device);

  /// How many questions for others wait to be answered.
  default int proxyQueueLength() {
    return 0;
  }

  /// The device has gone down: nothing waits for it any more.
  default void forget(NetDevice device) {}

  /// It answers for the host on the device from now on (`pconstructor`).
  default void proxyAdded(NetDevice device, long hi, long lo) {}

  /// It answers for the host no more (`pdestructor`).
  default void proxyRemoved(NetDevice device, long hi, long lo) {}

  /// A request wants to add an entry on the device (`allow_add`).
  ///
  /// @throws NetlinkException when the device has no such entries
  default void checkAdd(NetDevice device) throws NetlinkException {}
}
