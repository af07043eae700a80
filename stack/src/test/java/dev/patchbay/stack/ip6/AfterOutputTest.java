package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AfterOutputTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");

  @Test
  void findsAnotherRouteWhenOutputChangesTheDestination() throws SocketException {
    lab.connect(red, "eth0", "2001:db8::1/64", blue, "eth0", "2001:db8::2/64");
    lab.passMillis(3000);
    red.hook(HookFamily.IPV6, HookPoint.OUTPUT)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              Ipv6.destination(packet.edit(), packet.network(), 0, 1);
              return HookFunction.Verdict.ACCEPT;
            });
    List<String> left = new ArrayList<>();
    red.hook(HookFamily.IPV6, HookPoint.POSTROUTING)
        .add(
            0,
            (packet, in, out, hook, next) -> {
              left.add(String.valueOf(out));
              return HookFunction.Verdict.ACCEPT;
            });
    UdpSocket socket = new UdpSocket(red, Family.IPV6, "test");

    socket.send(new byte[4], Ip.of("2001:db8::2"), 9, Control.NONE);
    lab.passMillis(50);

    assertThat(left).isNotEmpty().allMatch(device -> device.contains("lo"));
    socket.close();
  }
}
