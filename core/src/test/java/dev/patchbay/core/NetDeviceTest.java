package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.TestNetwork.Plain;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetDeviceTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final int MICROSECOND = 1_000;

  private final TestNetwork network = new TestNetwork();
  private final World world = network.world;

  @AfterEach
  void nothingVanishes() {
    network.advance(1_000_000_000);
    assertThat(world.ledger().balances()).isTrue();
    assertThat(network.pool.outstandingAllocations()).isEmpty();
  }

  // ---- down

  @Test
  void sendsWhileItIsUp() throws NetlinkException {
    Plain a = network.up("a");

    int result = a.send(network.frame(A, 60));

    assertThat(result).isZero();
    assertThat(a.sent).containsExactly(60);
    assertThat(a.statistics().txBytes).isEqualTo(60);
  }

  @Test
  void dropsWithoutAWordWhileItIsDown() throws NetlinkException {
    Plain a = network.add("a");

    int result = a.send(network.frame(A, 60));

    assertThat(result).isZero();
    assertThat(a.sent).isEmpty();
    assertThat(a.statistics().txDropped).isZero();
    assertThat(world.ledger().dropped(DropReason.DEV_DOWN)).isEqualTo(1);
  }

  @Test
  void dropsWithoutAWordWhileItHasNoCarrier() throws NetlinkException {
    Plain a = network.up("a");
    a.carrier(false);
    network.advance(1_000_000_000);

    int result = a.send(network.frame(A, 60));

    assertThat(result).isZero();
    assertThat(world.ledger().dropped(DropReason.NO_CARRIER)).isEqualTo(1);
  }

  @Test
  void stacksAreNotNestedForEver() throws NetlinkException {
    Plain ring =
        new Plain(network.netns, network.kind) {
          @Override
          protected int transmit(Packet packet) {
            return send(packet);
          }
        };
    network.netns.links().register(ring, new LinkRequest(), "ring");
    network.netns.links().open(ring);

    int result = ring.send(network.frame(A, 60));

    assertThat(result).isEqualTo(Errno.ENETDOWN.number());
    assertThat(ring.statistics().txDropped).isEqualTo(1);
    assertThat(world.ledger().dropped(DropReason.RECURSION_LIMIT)).isEqualTo(1);
    Plain a = network.up("a");
    assertThat(a.send(network.frame(A, 60))).isZero();
  }

  // ---- across

  @Test
  void whatCrossesArrivesAMicrosecondLater() throws NetlinkException {
    Plain a = network.up("a");

    assertThat(a.arrives(network.frame(a.address(), 60))).isTrue();
    network.advance(MICROSECOND - 1);
    assertThat(a.statistics().rxPackets).isZero();
    network.advance(1);

    assertThat(a.statistics().rxPackets).isEqualTo(1);
    assertThat(a.statistics().rxBytes).isEqualTo(60);
  }

  @Test
  void knowsWhomAFrameIsFor() throws NetlinkException {
    Plain a = network.up("a");
    List<Packet.Type> types = new ArrayList<>();
    take(a, packet -> types.add(packet.type()));

    a.arrives(network.frame(a.address(), 60));
    a.arrives(network.frame(A, 60));
    a.arrives(network.frame(Mac.BROADCAST, 60));
    a.arrives(network.frame(Mac.of("01:00:5e:00:00:01"), 60));
    network.advance(10 * MICROSECOND);

    assertThat(types)
        .containsExactly(
            Packet.Type.HOST, Packet.Type.OTHERHOST, Packet.Type.BROADCAST, Packet.Type.MULTICAST);
    assertThat(a.statistics().multicast).isZero();
  }

  private interface Taker {
    void take(Packet packet);
  }

  private void take(NetDevice device, Taker taker) throws NetlinkException {
    device.rxHandler(packet -> {
      taker.take(packet);
      world.consume(packet);
      return Result.CONSUMED;
    });
  }

  @Test
  void takesAVlanTagMoreThanTheMtuSaysAndNoMore() throws NetlinkException {
    Plain a = network.up("a");
    network.netns.links().changeMtu(a, 100);

    assertThat(a.arrives(network.frame(A, 118))).isTrue();
    assertThat(a.arrives(network.frame(A, 119))).isFalse();

    assertThat(a.statistics().rxDropped).isEqualTo(1);
    Packet large = network.frame(A, 5000);
    large.segmentation(100, 0);
    assertThat(a.arrives(large)).isTrue();
  }

  @Test
  void dropsWhatIsShorterThanItsHeader() throws NetlinkException {
    Plain a = network.up("a");
    Packet stub = world.allocate(10);
    stub.put(10);

    assertThat(a.arrives(stub)).isFalse();
  }

  // ---- up

  @Test
  void whatNoProtocolTakesIsDroppedAndCounted() throws NetlinkException {
    Plain a = network.up("a");

    a.arrives(network.frame(a.address(), 60));
    network.advance(2 * MICROSECOND);

    assertThat(a.statistics().rxDropped).isEqualTo(1);
    assertThat(world.ledger().dropped(DropReason.UNHANDLED_PROTO)).isEqualTo(1);
  }

  @Test
  void aProtocolTakesItsFrames() throws NetlinkException {
    Plain a = network.up("a");
    List<Integer> heads = new ArrayList<>();
    network.machine.addProtocol(
        TestNetwork.EXPERIMENT,
        (packet, device) -> {
          assertThat(device).isSameAs(a);
          heads.add(packet.length());
          world.deliver(packet);
        });

    a.arrives(network.frame(a.address(), 60));
    network.advance(2 * MICROSECOND);

    assertThat(heads).containsExactly(46);
  }

  @Test
  void anRxHandlerHandsOnInALoop() throws NetlinkException {
    Plain lower = network.up("lower");
    Plain upper = network.up("upper");
    lower.rxHandler(packet -> {
      packet.device(upper);
      return Result.ANOTHER;
    });

    lower.arrives(network.frame(A, 60));
    network.advance(2 * MICROSECOND);

    assertThat(lower.statistics().rxPackets).isEqualTo(1);
    assertThat(upper.statistics().rxPackets).isEqualTo(1);
    assertThat(upper.statistics().rxDropped).isEqualTo(1);
    assertThat(lower.statistics().rxDropped).isZero();
  }

  @Test
  void aDeviceHasOneRxHandler() throws NetlinkException {
    Plain a = network.up("a");
    a.rxHandler(packet -> Result.PASS);

    TestNetwork.assertRefused(Errno.EBUSY, () -> a.rxHandler(packet -> Result.PASS));
    a.removeRxHandler();
    a.rxHandler(packet -> Result.PASS);
  }

  // ---- taps

  private record Tap(int protocol, @Nullable NetDevice device, List<String> seen)
      implements PacketTap {
    @Override
    public void see(Packet packet, boolean outgoing) {
      seen.add((outgoing ? "out " : "in ") + (packet.tail() - packet.link()));
    }
  }

  @Test
  void tapsSeeWholeFramesInBothDirections() throws NetlinkException {
    Plain a = network.up("a");
    Tap every = new Tap(PacketTap.ALL, null, new ArrayList<>());
    Tap ours = new Tap(TestNetwork.EXPERIMENT, a, new ArrayList<>());
    network.netns.addTap(every);
    network.netns.addTap(ours);

    a.send(network.frame(A, 60));
    a.arrives(network.frame(A, 61));
    network.advance(2 * MICROSECOND);
    assertThat(every.seen).containsExactly("out 60", "in 61");
    assertThat(ours.seen).containsExactly("in 61");

    network.netns.removeTap(every);
    network.netns.removeTap(ours);
    a.send(network.frame(A, 60));
    assertThat(every.seen).hasSize(2);
  }

  // ---- the loopback

  @Test
  void loCountsWithoutTheLinkHeader() throws NetlinkException {
    NetDevice lo = network.netns.loopback();
    network.netns.links().open(lo);

    lo.send(network.frame(Mac.ZERO, 98));
    network.advance(2 * MICROSECOND);

    assertThat(lo.statistics().txPackets).isEqualTo(1);
    assertThat(lo.statistics().txBytes).isEqualTo(84);
    assertThat(lo.statistics().rxPackets).isEqualTo(1);
    assertThat(lo.statistics().rxBytes).isEqualTo(84);
  }

  // ---- above and below

  @Test
  void aRingOfDevicesIsRefused() throws NetlinkException {
    Plain a = network.add("a");
    Plain b = network.add("b");
    Plain c = network.add("c");
    a.linkAbove(b, false);
    b.linkAbove(c, false);

    TestNetwork.assertRefused(Errno.EBUSY, () -> c.linkAbove(a, false));
    TestNetwork.assertRefused(Errno.EBUSY, () -> a.linkAbove(a, false));
    assertThat(a.lowers()).containsExactly(b);
    assertThat(c.uppers()).containsExactly(b);
  }

  @Test
  void aDeviceHasOneMaster() throws NetlinkException {
    Plain a = network.add("a");
    Plain b = network.add("b");
    Plain port = network.add("port");
    a.linkAbove(port, true);

    TestNetwork.assertRefused(Errno.EBUSY, () -> b.linkAbove(port, true));
    a.unlinkAbove(port);
    b.linkAbove(port, true);
    assertThat(port.master()).isSameAs(b);
  }
}
