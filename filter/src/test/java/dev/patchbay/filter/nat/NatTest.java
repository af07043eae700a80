package dev.patchbay.filter.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.filter.Gate;
import dev.patchbay.filter.Packets;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NatTest {
  private static final String HOST = "10.0.0.2";
  private static final String SERVER = "1.1.1.1";
  private static final String GATE = "192.0.2.1";

  private final Gate gate = new Gate();

  @AfterEach
  void everyPacketIsAccountedFor() {
    gate.isBalanced();
  }

  private byte[] through(byte[] packet) {
    byte[] result = Objects.requireNonNull(gate.forward(packet), "it did not come through");
    assertThat(Packets.isSound(result)).as("checksums").isTrue();
    return result;
  }

  private String ends(byte[] packet) {
    return Packets.ends(through(packet));
  }

  private static NatRange to(String address) {
    return NatRange.address(Ip.of(address));
  }

  @Test
  void writesAnotherSourceAndUndoesItInAnswers() {
    gate.source(to(GATE));

    assertThat(ends(Packets.udp(HOST, 5000, SERVER, 53))).isEqualTo("192.0.2.1:5000 > 1.1.1.1:53");
    assertThat(ends(Packets.udp(SERVER, 53, GATE, 5000))).isEqualTo("1.1.1.1:53 > 10.0.0.2:5000");
  }

  @Test
  void writesAnotherDestinationAndUndoesItInAnswers() {
    gate.destination(to(HOST).withPorts(8080, 8080));

    assertThat(ends(Packets.tcp(SERVER, 7000, GATE, 80, Tcp.SYN, 1, 0)))
        .isEqualTo("1.1.1.1:7000 > 10.0.0.2:8080");
    assertThat(ends(Packets.tcp(HOST, 8080, SERVER, 7000, Tcp.SYN | Tcp.ACK, 9, 2)))
        .isEqualTo("192.0.2.1:80 > 1.1.1.1:7000");
  }

  @Test
  void translatesBothEndsOfAHairpin() {
    gate.destination(to("10.0.0.3")).source(to(GATE));

    assertThat(ends(Packets.udp(HOST, 5000, GATE, 80))).isEqualTo("192.0.2.1:5000 > 10.0.0.3:80");
    assertThat(ends(Packets.udp("10.0.0.3", 80, GATE, 5000)))
        .isEqualTo("192.0.2.1:80 > 10.0.0.2:5000");
  }

  @Test
  void translatesIpv6() {
    gate.source(to("2001:db8::1"));

    assertThat(ends(Packets.udp("fd00::2", 5000, "2001:db8::9", 53)))
        .isEqualTo("2001:db8::1:5000 > 2001:db8::9:53");
    assertThat(ends(Packets.udp("2001:db8::9", 53, "2001:db8::1", 5000)))
        .isEqualTo("2001:db8::9:53 > fd00::2:5000");
    assertThat(ends(Packets.echo("fd00::2", "2001:db8::9", false, 7)))
        .isEqualTo("2001:db8::1 > 2001:db8::9 id 7");
  }

  @Test
  void keepsThePortUnlessItIsTaken() {
    gate.source(to(GATE));
    through(Packets.udp(HOST, 5000, SERVER, 53));

    String second = ends(Packets.udp("10.0.0.3", 5000, SERVER, 53));

    assertThat(second).startsWith("192.0.2.1:").doesNotStartWith("192.0.2.1:5000 ");
    int port = Integer.parseInt(second.replaceAll("192.0.2.1:(\\d+) .*", "$1"));
    assertThat(port).isBetween(1024, 65535);
  }

  @Test
  void takesAPortOfTheSameClass() {
    gate.source(to(GATE));
    through(Packets.udp(HOST, 100, SERVER, 53));
    through(Packets.udp(HOST, 700, SERVER, 53));

    String low = ends(Packets.udp("10.0.0.3", 100, SERVER, 53));
    String middle = ends(Packets.udp("10.0.0.3", 700, SERVER, 53));

    assertThat(Integer.parseInt(low.replaceAll("192.0.2.1:(\\d+) .*", "$1"))).isBetween(1, 511);
    assertThat(Integer.parseInt(middle.replaceAll("192.0.2.1:(\\d+) .*", "$1")))
        .isBetween(600, 1023);
  }

  @Test
  void givesEachFlowItsOwnPortOfARange() {
    gate.source(to(GATE).withPorts(2000, 2009));
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 10; i++) {
      seen.add(ends(Packets.udp(HOST, 5000 + i, SERVER, 53)));
    }

    assertThat(seen).hasSize(10).allMatch(ends -> ends.startsWith("192.0.2.1:200"));
  }

  @Test
  void aTakenRangeRefusesTheNextConnection() {
    gate.source(to(GATE).withPorts(2000, 2000));
    through(Packets.udp(HOST, 5000, SERVER, 53));

    assertThat(gate.forward(Packets.udp(HOST, 5001, SERVER, 53))).isNull();
    assertThat(gate.conntrack.size()).isEqualTo(1);
  }

  @Test
  void theSameSourceBecomesTheSameOfARange() {
    gate.source(NatRange.addresses(Ip.of("192.0.2.1"), Ip.of("192.0.2.200")));
    String first = ends(Packets.udp(HOST, 5000, SERVER, 53)).split(" ", -1)[0];

    for (int i = 2; i < 20; i++) {
      assertThat(ends(Packets.udp(HOST, 5000, "1.1.1." + i, 53))).startsWith(first + " ");
    }
  }

  @Test
  void mapsNetworksOntoEachOther() {
    gate.destination(NatRange.network(Ip.of("10.50.0.0"), Ip.of("10.50.0.255")));

    assertThat(ends(Packets.echo(SERVER, "10.60.0.7", false, 1)))
        .isEqualTo("1.1.1.1 > 10.50.0.7 id 1");
    assertThat(ends(Packets.echo("10.50.0.7", SERVER, true, 1)))
        .isEqualTo("10.60.0.7 > 1.1.1.1 id 1");
  }

  @Test
  void translatesErrorsInsideToo() {
    gate.source(to(GATE));
    byte[] sent = through(Packets.udp(HOST, 5000, SERVER, 53));

    byte[] error = through(Packets.unreachable("9.9.9.9", GATE, sent));

    assertThat(error).satisfies(e -> assertThat(Packets.ends(e)).startsWith("9.9.9.9 > 10.0.0.2"));
    assertThat(Packets.inner(error)).isEqualTo("10.0.0.2:5000 > 1.1.1.1:53");
  }

  @Test
  void translatesErrorsAboutAnswersToo() {
    gate.source(to(GATE));
    through(Packets.udp(HOST, 5000, SERVER, 53));
    byte[] answer = through(Packets.udp(SERVER, 53, GATE, 5000));

    byte[] error = through(Packets.unreachable(HOST, SERVER, answer));

    assertThat(Packets.ends(error)).startsWith("192.0.2.1 > 1.1.1.1");
    assertThat(Packets.inner(error)).isEqualTo("1.1.1.1:53 > 192.0.2.1:5000");
  }

  @Test
  void translatesIpv6Errors() {
    gate.source(to("2001:db8::1"));
    byte[] sent = through(Packets.udp("fd00::2", 5000, "2001:db8::9", 53));

    byte[] error = through(Packets.unreachable("2001:db8::7", "2001:db8::1", sent));

    assertThat(Packets.ends(error)).startsWith("2001:db8::7 > fd00::2");
    assertThat(Packets.inner(error)).isEqualTo("fd00::2:5000 > 2001:db8::9:53");
  }

  @Test
  void leavesAChecksumToTheDeviceThatWasLeftToIt() {
    gate.source(to(GATE));
    byte[] packet = Packets.udp(HOST, 5000, SERVER, 53);
    int pseudo = pseudoSum(packet);
    packet[26] = (byte) (pseudo >>> 8);
    packet[27] = (byte) pseudo;

    byte[] sent = Objects.requireNonNull(gate.forward(packet, Packet.ChecksumState.PARTIAL, 6));

    assertThat(Packets.isSound(sent)).isTrue();
    assertThat(Packets.ends(sent)).isEqualTo("192.0.2.1:5000 > 1.1.1.1:53");
  }

  private static int pseudoSum(byte[] packet) {
    return Checksum.foldSum(Checksum.pseudoV4(packet, 0, 17, packet.length - 20));
  }

  @Test
  void anEndedConnectionGivesItsPortBack() {
    gate.source(to(GATE).withPorts(2000, 2000));
    through(Packets.udp(HOST, 5000, SERVER, 53));

    gate.conntrack.endIf(one -> true);

    assertThat(ends(Packets.udp(HOST, 5001, SERVER, 53))).startsWith("192.0.2.1:2000 ");
  }
}
