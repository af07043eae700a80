package dev.patchbay.core;

import dev.patchbay.packet.Packet;

/// Where the packets of a device wait to be transmitted: its root queueing discipline. A device
/// without one (`noqueue`) transmits at once.
public interface TxQueue {
  /// Queues the packet or drops it, and transmits what may go now by [NetDevice#hardStart]
  /// (`__dev_xmit_skb`). Returns 0, or the number of the error that the sender is told.
  int enqueue(Packet packet);
}
