package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.RxHandler.Result;
import dev.patchbay.core.TestNetwork.Plain;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Mac;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final TestNetwork network = new TestNetwork();
  private final long start = network.loop.now();

  /// When packets have arrived at the device, in nanoseconds since the start.
  private List<Long> arrivals(Plain device) throws NetlinkException {
    List<Long> times = new ArrayList<>();
    device.rxHandler(packet -> {
      times.add(network.loop.now() - start);
      network.world.consume(packet);
      return Result.CONSUMED;
    });
    return times;
  }

  private boolean sendTo(Plain device) {
    return device.arrives(network.frame(Mac.BROADCAST, 60));
  }

  @Test
  void servesOneEveryHalfMicrosecond() throws NetlinkException {
    Plain a = network.up("a");
    List<Long> times = arrivals(a);

    for (int i = 0; i < 4; i++) {
      sendTo(a);
    }
    network.advance(10_000);

    assertThat(times).containsExactly(1000L, 1500L, 2000L, 2500L);
  }

  @Test
  void crossingTakesAMicrosecondHoweverIdleItWas() throws NetlinkException {
    Plain a = network.up("a");
    List<Long> times = arrivals(a);

    sendTo(a);
    network.advance(1_200);
    sendTo(a);
    network.advance(10_000);

    assertThat(times).containsExactly(1000L, 2200L);
  }

  @Test
  void timersOfTheSameMomentKeepTheirPlace() throws NetlinkException {
    Plain a = network.up("a");
    List<Long> times = arrivals(a);
    List<String> order = new ArrayList<>();
    network.loop.arm(new Timer(0, () -> order.add("timer after " + times.size())), start + 1_700);

    for (int i = 0; i < 4; i++) {
      sendTo(a);
    }
    network.advance(10_000);

    assertThat(order).containsExactly("timer after 2");
    assertThat(times).containsExactly(1000L, 1500L, 2000L, 2500L);
  }

  @Test
  void dropsWhatIsBeyondTheLimit() throws NetlinkException {
    Plain a = network.up("a");
    network.machine.backlog().limit(3);

    List<Boolean> accepted = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      accepted.add(sendTo(a));
    }
    network.advance(10_000);

    // As in the kernel, one more than the limit fits.
    assertThat(accepted).containsExactly(true, true, true, true, false, false);
    assertThat(network.machine.backlog().drops()).isEqualTo(2);
    assertThat(network.world.ledger().dropped(DropReason.CPU_BACKLOG)).isEqualTo(2);
    // Two that did not fit, and four that nobody took.
    assertThat(a.statistics().rxDropped).isEqualTo(6);
  }

  @Test
  void keepsTheOrderWhenItGrows() throws NetlinkException {
    Plain a = network.up("a");
    List<Integer> lengths = new ArrayList<>();
    a.rxHandler(packet -> {
      lengths.add(packet.length());
      network.world.consume(packet);
      return Result.CONSUMED;
    });
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      a.arrives(network.frame(Mac.BROADCAST, 100 + i));
      expected.add(86 + i);
    }
    network.advance(3_000);
    for (int i = 10; i < 100; i++) {
      a.arrives(network.frame(Mac.BROADCAST, 100 + i));
      expected.add(86 + i);
    }

    network.advance(1_000_000);

    assertThat(lengths).isEqualTo(expected);
  }

  @Test
  void aPacketOfARemovedDeviceEndsWithAReason() throws NetlinkException {
    Plain a = network.up("a");
    sendTo(a);
    network.netns.links().delete(a);

    network.advance(10_000);

    assertThat(network.world.ledger().dropped(DropReason.DEV_GONE)).isEqualTo(1);
    assertThat(network.pool.outstandingAllocations()).isEmpty();
  }

  @Test
  void aLoopInTheTopologyCostsABoundedAmountOfWork() throws NetlinkException {
    Plain a = network.up("a");
    a.rxHandler(packet -> {
      packet.unpull(14);
      a.arrives(network.world.clone(packet));
      a.arrives(packet);
      return Result.CONSUMED;
    });
    sendTo(a);
    long before = network.loop.events();

    network.advance(1_000_000);

    assertThat(network.loop.events() - before).isLessThanOrEqualTo(2_000);
    assertThat(network.world.ledger().dropped(DropReason.CPU_BACKLOG)).isPositive();
    assertThat(network.world.ledger().balances()).isTrue();
  }
}
