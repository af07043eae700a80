package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;

/// The queue of a device that a packet goes to: the one that somebody has chosen for it, or that of
/// its flow (`netdev_core_pick_tx`).
final class QueueChoice {
  private final NetDevice device;
  private final FlowHash flows = new FlowHash();
  private final int seed;

  QueueChoice(NetDevice device) {
    this.device = device;
    this.seed = device.netns().random("mq/" + device.name()).nextInt();
  }

  /// Its number, from 0 on.
  int of(Packet packet) {
    int inUse = device.realTxQueues();
    int wanted = packet.queue();
    if (wanted != 0) {
      return wanted <= inUse ? wanted - 1 : 0;
    }
    long hash = Integer.toUnsignedLong(flows.of(packet, seed));
    return (int) ((hash * inUse) >>> 32);
  }
}
