package dev.patchbay.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.World;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.VirtualClock;
import dev.patchbay.filter.conntrack.Claim;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.nat.Manipulation;
import dev.patchbay.filter.nat.Nat;
import dev.patchbay.filter.nat.NatRange;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A namespace with tracking and translation, through whose hooks packets are sent by hand:
/// PREROUTING, then POSTROUTING, as if they were forwarded.
public final class Gate {
  public final EventLoop loop = new EventLoop(new VirtualClock());
  public final World world = new World(loop, new CheckedPacketPool(), 1);
  public final Machine machine = new Machine(world, "gate");
  public final Netns netns = machine.newNetns();
  public final Conntrack conntrack;
  public final Nat nat;

  private @Nullable NatRange source;
  private @Nullable NatRange destination;
  private int lastInfo;
  private @Nullable Connection lastConnection;

  public Gate() {
    try {
      Claim.of(netns, Family.IPV4);
      Claim.of(netns, Family.IPV6);
    } catch (NetlinkException e) {
      throw new AssertionError(e);
    }
    conntrack = Conntrack.of(netns);
    nat = Nat.of(netns);
    for (Family family : new Family[] {Family.IPV4, Family.IPV6}) {
      add(family, HookPoint.PREROUTING, -100, HookFunction.of(this::dnat));
      add(family, HookPoint.POSTROUTING, 100, HookFunction.of(this::snat));
    }
  }

  private void add(Family family, HookPoint point, int priority, HookFunction rules) {
    netns.hook(hook(family), point).add(priority, nat.translation(family, point, rules));
  }

  private static HookFamily hook(Family family) {
    return family == Family.IPV4 ? HookFamily.IPV4 : HookFamily.IPV6;
  }

  private Verdict dnat(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    return set(packet, destination, Manipulation.DESTINATION);
  }

  private Verdict snat(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    return set(packet, source, Manipulation.SOURCE);
  }

  private Verdict set(Packet packet, @Nullable NatRange range, Manipulation what) {
    Connection connection = Connection.of(packet);
    if (connection != null && range != null) {
      nat.set(connection, range, what);
    }
    return Verdict.ACCEPT;
  }

  /// What new connections' sources become from now on.
  public Gate source(@Nullable NatRange range) {
    source = range;
    return this;
  }

  /// What new connections' destinations become from now on.
  public Gate destination(@Nullable NatRange range) {
    destination = range;
    return this;
  }

  /// Forwards a packet; what has become of it, or null when it did not come through.
  public byte @Nullable [] forward(byte[] bytes) {
    return forward(bytes, Packet.ChecksumState.NONE, -1);
  }

  /// Forwards a packet whose checksum at the offset is left to a device.
  public byte @Nullable [] forward(byte[] bytes, Packet.ChecksumState state, int checksumOffset) {
    Packet packet = world.allocate(bytes.length + 64);
    int at = packet.put(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), at, bytes.length);
    packet.network(at);
    Family family = bytes[0] >>> 4 == 6 ? Family.IPV6 : Family.IPV4;
    packet.transport(at + (family == Family.IPV4 ? (bytes[0] & 15) * 4 : 40));
    if (state == Packet.ChecksumState.PARTIAL) {
      packet.checksumPartial(packet.transport(), checksumOffset);
    }
    byte[][] result = {null};
    lastInfo = -1;
    netns
        .hook(hook(family), HookPoint.PREROUTING)
        .run(
            packet,
            netns.loopback(),
            null,
            (routed, in, out) ->
                netns
                    .hook(hook(family), HookPoint.POSTROUTING)
                    .run(
                        routed,
                        null,
                        netns.loopback(),
                        (sent, from, to) -> {
                          lastInfo = sent.connectionInfo();
                          lastConnection = Connection.of(sent);
                          Checksum.resolve(sent);
                          result[0] = Arrays.copyOfRange(sent.bytes(), sent.network(), sent.tail());
                          world.consume(sent);
                          return 0;
                        }));
    return result[0];
  }

  /// What the last packet was to its connection: `NEW`, `ESTABLISHED`, …
  public String state() {
    if (lastConnection == null) {
      return lastInfo == Connection.INFO_UNTRACKED ? "UNTRACKED" : "INVALID";
    }
    String reply = lastInfo >= Connection.INFO_REPLY ? " REPLY" : "";
    return switch (lastInfo % Connection.INFO_REPLY) {
      case Connection.INFO_ESTABLISHED -> "ESTABLISHED" + reply;
      case Connection.INFO_RELATED -> "RELATED" + reply;
      default -> "NEW";
    };
  }

  /// The connection of the last packet.
  public @Nullable Connection connection() {
    return lastConnection;
  }

  /// Forwards a packet and tells its state.
  public String stateOf(byte[] bytes) {
    lastConnection = null;
    forward(bytes);
    return state();
  }

  public void pass(Duration time) {
    loop.runUntil(loop.now() + time.toNanos());
  }

  /// Every packet is accounted for, and none is left.
  public void isBalanced() {
    assertThat(world.ledger().balances()).isTrue();
  }
}
