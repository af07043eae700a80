package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HookTest {
  private final TestNetwork network = new TestNetwork();
  private final Hook hook = network.netns.hook(HookFamily.IPV4, HookPoint.FORWARD);
  private final List<String> passed = new ArrayList<>();
  private @Nullable Packet stolen;
  private @Nullable Continuation resumeWith;

  private final Continuation end =
      (packet, in, out) -> {
        passed.add("end");
        network.world.consume(packet);
        return 0;
      };

  private HookFunction function(String name, Verdict verdict) {
    return HookFunction.of((packet, in, out, at, next) -> {
      passed.add(name);
      if (verdict == Verdict.STOLEN) {
        stolen = packet;
        resumeWith = next;
      }
      return verdict;
    });
  }

  private int run() {
    return hook.run(network.frame(Mac.BROADCAST, 60), null, null, end);
  }

  @Test
  void goesByPriorityAndAmongEqualsByAge() {
    hook.add(0, function("second", Verdict.ACCEPT));
    hook.add(-100, function("first", Verdict.ACCEPT));
    hook.add(0, function("third", Verdict.ACCEPT));

    assertThat(run()).isZero();

    assertThat(passed).containsExactly("first", "second", "third", "end");
  }

  @Test
  void aDropEndsItAndIsToldToTheSender() {
    hook.add(0, function("drops", Verdict.DROP));
    hook.add(1, function("never", Verdict.ACCEPT));

    assertThat(run()).isEqualTo(Errno.EPERM.number());

    assertThat(passed).containsExactly("drops");
    assertThat(network.world.ledger().dropped(DropReason.NETFILTER_DROP)).isEqualTo(1);
  }

  @Test
  void aStolenPacketGoesOnBehindThePriorityThatStoleIt() {
    hook.add(-1, function("before", Verdict.ACCEPT));
    hook.add(0, function("thief", Verdict.STOLEN));
    hook.add(0, function("accomplice", Verdict.ACCEPT));
    hook.add(1, function("after", Verdict.ACCEPT));
    assertThat(run()).isZero();
    assertThat(passed).containsExactly("before", "thief");

    Packet packet = java.util.Objects.requireNonNull(stolen);
    hook.resume(0, packet, null, null, java.util.Objects.requireNonNull(resumeWith));

    assertThat(passed).containsExactly("before", "thief", "after", "end");
  }

  @Test
  void aFunctionMayRemoveItselfMeanwhile() {
    HookFunction[] self = new HookFunction[1];
    self[0] =
        HookFunction.of((packet, in, out, at, next) -> {
          passed.add("once");
          at.remove(self[0]);
          return Verdict.ACCEPT;
        });
    hook.add(0, self[0]);
    hook.add(1, function("always", Verdict.ACCEPT));

    run();
    run();

    assertThat(passed).containsExactly("once", "always", "end", "always", "end");
  }

  @Test
  void isActiveOnlyWhereSomethingStands() {
    assertThat(network.netns.activeHook(HookFamily.IPV4, HookPoint.FORWARD)).isSameAs(hook);
    assertThat(network.netns.activeHook(HookFamily.BRIDGE, HookPoint.FORWARD)).isNull();
  }

  @Test
  void aDevicesOwnHookStopsFramesOnTheirWayInAndOut() throws NetlinkException {
    TestNetwork.Plain a = network.up("a");
    a.hook(HookPoint.EGRESS).add(0, function("egress", Verdict.DROP));
    a.hook(HookPoint.INGRESS).add(0, function("ingress", Verdict.DROP));

    a.send(network.frame(Mac.BROADCAST, 60));
    a.arrives(network.frame(Mac.BROADCAST, 60));
    network.advance(10_000);

    assertThat(passed).containsExactly("egress", "ingress");
    assertThat(a.sent).isEmpty();
    assertThat(a.statistics().rxPackets).isEqualTo(1);
  }
}
