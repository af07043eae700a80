package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The five places where netfilter stands, in a router, and in the two hosts it joins.
class HooksTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns h1 = lab.netns("h1");
  private final Netns rt = lab.netns("rt");
  private final Netns h2 = lab.netns("h2");
  private final Pinger pinger = new Pinger(h1);
  private final List<String> seen = new ArrayList<>();

  HooksTest() {
    lab.connect(h1, "e1", "10.1.0.2/24", rt, "e1", "10.1.0.1/24");
    lab.connect(rt, "e2", "10.2.0.1/24", h2, "e2", "10.2.0.2/24");
    lab.route(h1, "0.0.0.0/0", "10.1.0.1");
    lab.route(h2, "0.0.0.0/0", "10.2.0.1");
    lab.sysctl(rt, "net/ipv4/ip_forward", "1");
  }

  private static boolean isRequest(Packet packet) {
    return Ipv4.protocol(packet.bytes(), packet.network()) == IpProtocol.ICMP
        && Icmp.type(packet.bytes(), packet.transport()) == Icmp.ECHO_REQUEST;
  }

  private static String name(@Nullable NetDevice device) {
    return device == null ? "-" : device.name();
  }

  /// Notes every request that passes a point.
  private void watch(Netns netns, HookPoint point) {
    netns
        .hook(HookFamily.IPV4, point)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              if (isRequest(packet)) {
                seen.add(netns.displayName() + " " + point + " " + name(in) + ">" + name(out));
              }
              return HookFunction.Verdict.ACCEPT;
            });
  }

  /// Takes requests at the first chance and keeps them.
  private static final class Thief extends HookFunction {
    private @Nullable Packet packet;
    private @Nullable NetDevice in;
    private @Nullable NetDevice out;
    private @Nullable Hook hook;
    private @Nullable Continuation next;

    @Override
    public Verdict judge(
        Packet one, @Nullable NetDevice from, @Nullable NetDevice to, Hook at, Continuation then) {
      if (packet != null || !isRequest(one)) {
        return Verdict.ACCEPT;
      }
      packet = one;
      in = from;
      out = to;
      hook = at;
      next = then;
      return Verdict.STOLEN;
    }

    int resume() {
      Hook at = Objects.requireNonNull(hook);
      Packet stolen = Objects.requireNonNull(packet);
      return at.resume(0, stolen, in, out, Objects.requireNonNull(next));
    }
  }

  private static Netns where(HooksTest test, HookPoint point) {
    return switch (point) {
      case OUTPUT -> test.h1;
      case INPUT -> test.h2;
      default -> test.rt;
    };
  }

  @Test
  void passesEveryPointOnceInTheKernelsOrder() {
    for (HookPoint point : HookPoint.values()) {
      if (point != HookPoint.INGRESS && point != HookPoint.EGRESS) {
        watch(h1, point);
        watch(rt, point);
        watch(h2, point);
      }
    }

    pinger.send("10.2.0.2");
    lab.passMillis(10);

    assertThat(seen)
        .containsExactly(
            "h1 OUTPUT ->e1",
            "h1 POSTROUTING ->e1",
            "rt PREROUTING e1>-",
            "rt FORWARD e1>e2",
            "rt POSTROUTING ->e2",
            "h2 PREROUTING e2>-",
            "h2 INPUT e2>-");
    assertThat(pinger.received()).containsExactly("reply 10.2.0.2 ttl=63");
  }

  @ParameterizedTest
  @EnumSource(
      value = HookPoint.class,
      mode = Mode.EXCLUDE,
      names = {"INGRESS", "EGRESS"})
  void goesOnWhereAStolenPacketWasTaken(HookPoint point) {
    Thief thief = new Thief();
    where(this, point).hook(HookFamily.IPV4, point).add(0, thief);

    pinger.send("10.2.0.2");
    lab.passMillis(50);
    assertThat(pinger.received()).isEmpty();
    assertThat(thief.packet).isNotNull();
    int error = thief.resume();
    lab.passMillis(50);

    assertThat(error).isZero();
    assertThat(pinger.received()).containsExactly("reply 10.2.0.2 ttl=63");
  }

  @ParameterizedTest
  @EnumSource(
      value = HookPoint.class,
      mode = Mode.EXCLUDE,
      names = {"INGRESS", "EGRESS"})
  void dropsWhatAFunctionRefuses(HookPoint point) {
    where(this, point)
        .hook(HookFamily.IPV4, point)
        .add(
            0,
            (packet, in, out, hook, next) ->
                isRequest(packet) ? HookFunction.Verdict.DROP : HookFunction.Verdict.ACCEPT);

    String error = pinger.send("10.2.0.2");
    lab.passMillis(50);

    assertThat(error).isEqualTo(point == HookPoint.OUTPUT ? "EPERM" : "");
    assertThat(pinger.received()).isEmpty();
    assertThat(lab.ledger().dropped(DropReason.NETFILTER_DROP)).isOne();
  }

  @Test
  void findsAnotherRouteWhenOutputChangesTheDestination() {
    h1.hook(HookFamily.IPV4, HookPoint.OUTPUT)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              byte[] bytes = packet.edit();
              Ipv4.destination(bytes, packet.network(), Ip.of("127.0.0.1").toInt());
              Ipv4.fillChecksum(bytes, packet.network());
              return HookFunction.Verdict.ACCEPT;
            });
    watch(h1, HookPoint.POSTROUTING);

    pinger.send("10.2.0.2");
    lab.passMillis(50);

    assertThat(seen).containsExactly("h1 POSTROUTING ->lo");
  }

  @Test
  void findsARouteWhenPreroutingChangesTheDestination() {
    rt.hook(HookFamily.IPV4, HookPoint.PREROUTING)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              byte[] bytes = packet.edit();
              if (isRequest(packet)) {
                Ipv4.destination(bytes, packet.network(), Ip.of("10.1.0.1").toInt());
                Ipv4.fillChecksum(bytes, packet.network());
              }
              return HookFunction.Verdict.ACCEPT;
            });

    pinger.send("10.2.0.2");
    lab.passMillis(50);

    assertThat(pinger.received()).containsExactly("reply 10.1.0.1 ttl=64");
  }
}
