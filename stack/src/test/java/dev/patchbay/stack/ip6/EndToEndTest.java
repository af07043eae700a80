package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.neighbour.NeighbourRequest;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.Neighbours;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndToEndTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable cable = Cable.between(red, "eth0", blue, "eth0");

  static List<String> addresses(NetDevice device) {
    return Addresses.of(device.netns()).snapshots(Family.IPV6, device).stream()
        .map(EndToEndTest::text)
        .toList();
  }

  private static String text(AddressSnapshot address) {
    String flags = "";
    if ((address.flags() & AddressFlags.DADFAILED) != 0) {
      flags += " dadfailed";
    }
    if ((address.flags() & AddressFlags.TENTATIVE) != 0) {
      flags += " tentative";
    }
    return address.local() + "/" + address.prefixLength() + flags;
  }

  private String linkLocal(NetDevice device) {
    return Ip.v6(0xfe80L << 48, dev.patchbay.packet.Ipv6.interfaceId(device.address().value()))
        .text();
  }

  private void up() {
    lab.up(cable);
    lab.up(cable.peer());
  }

  @Test
  void hasALinkLocalAddressAfterTheSearch() {
    up();
    assertThat(addresses(cable)).containsExactly(linkLocal(cable) + "/64 tentative");

    lab.passMillis(2100);

    assertThat(addresses(cable)).containsExactly(linkLocal(cable) + "/64");
    assertThat(addresses(cable.peer())).containsExactly(linkLocal(cable.peer()) + "/64");
  }

  @Test
  void echoesOverLinkLocalAddresses() {
    up();
    lab.passMillis(2100);

    Ping6 ping = new Ping6(lab, red).scope(cable);

    String other = linkLocal(cable.peer());
    assertThat(ping.to(other)).isEqualTo("64 bytes from " + other + " hops 64");
    assertThat(Neighbours.of(red).snapshots(Family.IPV6))
        .extracting(NeighbourSnapshot::address)
        .contains(cable.peer().address());
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void echoesOverGlobalAddresses() {
    lab.connect(red, "eth1", "2001:db8::1/64", blue, "eth1", "2001:db8::2/64");
    lab.passMillis(2100);

    Ping6 ping = new Ping6(lab, red);

    assertThat(ping.to("2001:db8::2")).isEqualTo("64 bytes from 2001:db8::2 hops 64");
    assertThat(ping.to("::1")).isEqualTo("64 bytes from ::1 hops 64");
    assertThat(ping.to("2001:db8::1")).isEqualTo("64 bytes from 2001:db8::1 hops 64");
    assertThat(ping.to("2001:db8:9::1")).isEqualTo("ENETUNREACH");
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void hearsItselfAndTheOtherOnAGroup() {
    up();
    lab.passMillis(2100);
    Ping6 ping = new Ping6(lab, red).scope(cable);

    assertThat(ping.to("ff02::1")).isEqualTo("64 bytes from " + linkLocal(cable) + " hops 64");
    assertThat(ping.next()).isEqualTo("64 bytes from " + linkLocal(cable.peer()) + " hops 64");
    assertThat(ping.next()).isEqualTo("nothing");
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void echoesToAPingSocket() throws SocketException {
    lab.connect(red, "eth1", "2001:db8::1/64", blue, "eth1", "2001:db8::2/64");
    lab.passMillis(2100);
    PingSocket6 socket = new PingSocket6(red, "ping");
    byte[] message = new byte[16];
    Icmpv6.type(message, 0, Icmpv6.ECHO_REQUEST);

    socket.send(message, Ip.of("2001:db8::2"), false);
    lab.passMillis(10);

    Datagram reply = socket.receive();
    assertThat(reply).isNotNull();
    assertThat(Icmpv6.id(reply.bytes(), 0)).isEqualTo(socket.identifier());
    assertThat(reply.source()).isEqualTo(Ip.of("2001:db8::2"));
    socket.close();
  }

  @Test
  void standsInForAnotherHost() throws NetlinkException {
    lab.connect(red, "eth1", "2001:db8::1/64", blue, "eth1", "2001:db8::2/64");
    lab.passMillis(2100);
    lab.sysctl(blue, "net/ipv6/conf/all/forwarding", "1");
    lab.sysctl(blue, "net/ipv6/conf/eth1/proxy_ndp", "1");
    NeighbourRequest request = new NeighbourRequest(Ip.of("2001:db8::77"), blue.device("eth1"));
    request.proxy = true;
    Neighbours.of(blue).add(request);

    new Ping6(lab, red).to("2001:db8::77", 56, 1000);

    assertThat(Neighbours.of(red).snapshots(Family.IPV6))
        .anySatisfy(neighbour -> {
          assertThat(neighbour.ip()).isEqualTo(Ip.of("2001:db8::77"));
          assertThat(neighbour.address()).isEqualTo(blue.device("eth1").address());
        });
  }

  @Test
  void answersForTheRoutersOfANetwork() {
    lab.connect(red, "eth1", "2001:db8::1/64", blue, "eth1", "2001:db8::2/64");
    lab.passMillis(2100);
    lab.sysctl(blue, "net/ipv6/conf/all/forwarding", "1");

    assertThat(new Ping6(lab, red).to("2001:db8::")).isEqualTo("64 bytes from 2001:db8::2 hops 64");
  }
}
