package dev.patchbay.stack.neighbour;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A protocol that only notes when it was asked to do something.
final class FakeProtocol implements NeighbourProtocol {
  private static final long SECOND = 1_000_000_000L;

  private final World world;
  private final long start;

  /// When neighbours were asked for, in seconds from the start.
  final List<Long> asked = new ArrayList<>();

  /// When packets were reported as lost.
  final List<Long> failed = new ArrayList<>();

  /// The packet that waited when the last question was asked.
  @Nullable Packet waiting;

  FakeProtocol(World world) {
    this.world = world;
    this.start = world.loop().now();
  }

  long seconds() {
    return (world.loop().now() - start) / SECOND;
  }

  @Override
  public Family family() {
    return Family.IPV4;
  }

  @Override
  public boolean construct(Neighbour neighbour) {
    return true;
  }

  @Override
  public void solicit(Neighbour neighbour, @Nullable Packet packet) {
    asked.add(seconds());
    waiting = packet;
  }

  @Override
  public void reportFailure(Neighbour neighbour, Packet packet) {
    failed.add(seconds());
    world.drop(packet, DropReason.NEIGH_FAILED);
  }

  @Override
  public void redo(Packet packet, NetDevice device) {
    world.drop(packet, DropReason.NOT_SPECIFIED);
  }
}
