package dev.patchbay.stack;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.World;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Packet;

/// One way of a [Cable] that loses some of what is sent, doubles some, and delays all; what is
/// delayed differently overtakes.
public final class RoughPath {
  private final World world;
  private final RandomStream random;

  /// Of a thousand packets, how many are lost and doubled.
  public int lossPerMille;

  public int doublePerMille;

  /// Microseconds, and how much they vary.
  public int delay;

  public int jitter;

  /// Bytes of the largest frame that passes; larger ones vanish, and nobody is told.
  public int largest = Integer.MAX_VALUE;

  public RoughPath(World world, String name) {
    this.world = world;
    this.random = world.random("path/" + name);
  }

  void carry(Packet packet, Cable to) {
    if (packet.length() > largest || random.nextInt(1000) < lossPerMille) {
      world.drop(packet, DropReason.SEGMENT_LOSS);
      return;
    }
    if (random.nextInt(1000) < doublePerMille) {
      later(world.clone(packet), to);
    }
    later(packet, to);
  }

  private void later(Packet packet, Cable to) {
    long micros = delay + (jitter == 0 ? 0 : random.nextInt(jitter));
    Timer arrival =
        new Timer(
            1,
            () -> {
              world.takeUp(packet);
              to.land(packet);
            });
    world.loop().arm(arrival, world.loop().now() + micros * 1000);
  }
}
