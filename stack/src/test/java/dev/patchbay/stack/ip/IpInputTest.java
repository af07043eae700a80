package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a namespace (10.0.0.1/24) does with frames of a station (10.0.0.9).
class IpInputTest {
  private static final int IP = Ethernet.HEADER;

  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Cable eth0 = Cable.between(red, "eth0", lab.netns("far"), "eth0");
  private final Station station;

  IpInputTest() {
    lab.up(eth0.peer());
    lab.address(eth0, "10.0.0.1/24");
    station = new Station(eth0.peer());
    station.sends(station.question("10.0.0.9", "10.0.0.1"));
    lab.passMillis(1);
    station.frames();
  }

  private byte[] echo(String destination) {
    return station.echo("10.0.0.9", destination, 64, eth0.address().value());
  }

  private List<byte[]> exchange(byte[] frame) {
    station.frames();
    station.sends(frame);
    lab.passMillis(1);
    return station.frames();
  }

  private static void fill(byte[] frame) {
    Ipv4.fillChecksum(frame, IP);
  }

  private long dropped(DropReason reason) {
    return lab.ledger().dropped(reason);
  }

  private IpCounters counters() {
    return IpStack.of(red).counters();
  }

  @Test
  void answersAnEcho() {
    byte[] request = echo("10.0.0.1");

    List<byte[]> answers = exchange(request);

    assertThat(answers).hasSize(1);
    byte[] reply = answers.getFirst();
    assertThat(Ethernet.destination(reply, 0)).isEqualTo(station.mac());
    assertThat(Ipv4.checksumHolds(reply, IP)).isTrue();
    assertThat(Ip.format(Ipv4.source(reply, IP))).isEqualTo("10.0.0.1");
    assertThat(Ip.format(Ipv4.destination(reply, IP))).isEqualTo("10.0.0.9");
    assertThat(Icmp.type(reply, IP + 20)).isEqualTo(Icmp.ECHO_REPLY);
    assertThat(Icmp.checksumHolds(reply, IP + 20, reply.length)).isTrue();
    assertThat(Arrays.copyOfRange(reply, IP + 24, reply.length))
        .isEqualTo(Arrays.copyOfRange(request, IP + 24, request.length));
  }

  @Test
  void answersWithTheTypeOfServiceOfTheRequest() {
    byte[] request = echo("10.0.0.1");
    Ipv4.tos(request, IP, 0x10);
    fill(request);

    assertThat(Ipv4.tos(exchange(request).getFirst(), IP)).isEqualTo(0x10);
  }

  @Test
  void ignoresThePaddingBehindThePacket() {
    byte[] request = echo("10.0.0.1");

    List<byte[]> answers = exchange(Arrays.copyOf(request, request.length + 30));

    assertThat(answers.getFirst()).hasSameSizeAs(request);
  }

  // ---- headers

  @Test
  void dropsMalformedHeaders() {
    byte[] version = echo("10.0.0.1");
    version[IP] = 0x65;
    byte[] shortHeader = echo("10.0.0.1");
    shortHeader[IP] = 0x44;
    byte[] shortTotal = echo("10.0.0.1");
    Ipv4.totalLength(shortTotal, IP, 19);
    fill(shortTotal);
    byte[] noHeader = Arrays.copyOf(echo("10.0.0.1"), IP + 12);

    exchange(version);
    exchange(shortHeader);
    exchange(shortTotal);
    exchange(noHeader);

    assertThat(dropped(DropReason.IP_INHDR)).isEqualTo(4);
    assertThat(counters().value(IpCounter.IN_HDR_ERRORS)).isEqualTo(4);
  }

  @Test
  void dropsAWrongChecksum() {
    byte[] request = echo("10.0.0.1");
    Ipv4.checksum(request, IP, Ipv4.checksum(request, IP) ^ 1);

    assertThat(exchange(request)).isEmpty();
    assertThat(dropped(DropReason.IP_CSUM)).isOne();
    assertThat(counters().value(IpCounter.IN_CSUM_ERRORS)).isOne();
  }

  @Test
  void dropsATruncatedPacket() {
    byte[] request = echo("10.0.0.1");

    assertThat(exchange(Arrays.copyOf(request, request.length - 1))).isEmpty();
    assertThat(dropped(DropReason.PKT_TOO_SMALL)).isOne();
    assertThat(counters().value(IpCounter.IN_TRUNCATED_PKTS)).isOne();
  }

  @Test
  void dropsWhatIsForAnotherStation() {
    byte[] request = echo("10.0.0.1");
    Ethernet.destination(request, 0, 0x02_77);

    assertThat(exchange(request)).isEmpty();
    assertThat(dropped(DropReason.OTHERHOST)).isOne();
  }

  @Test
  void dropsSourcesThatCannotBe() {
    assertThat(exchange(station.echo("127.0.0.1", "10.0.0.1", 64, eth0.address().value())))
        .isEmpty();
    assertThat(exchange(station.echo("224.0.0.9", "10.0.0.1", 64, eth0.address().value())))
        .isEmpty();
    assertThat(exchange(station.echo("255.255.255.255", "10.0.0.1", 64, eth0.address().value())))
        .isEmpty();
    assertThat(exchange(station.echo("10.0.0.1", "10.0.0.1", 64, eth0.address().value())))
        .isEmpty();
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(42);
    for (int i = 0; i < 3_000; i++) {
      byte[] frame = Arrays.copyOf(echo("10.0.0.1"), 34 + random.nextInt(80));
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        frame[IP + random.nextInt(frame.length - IP)] = (byte) random.nextInt();
      }
      if (random.nextBoolean()) {
        Ipv4.checksum(frame, IP, 0);
        int header = Math.min(Ipv4.headerLength(frame, IP), frame.length - IP);
        Ipv4.checksum(frame, IP, Checksum.of(frame, IP, header));
      }
      exchange(frame);
    }

    assertThat(lab.ledger().balances()).isTrue();
    assertThat(exchange(echo("10.0.0.1"))).hasSize(1);
  }

  // ---- ICMP

  @Test
  void dropsAWrongIcmpChecksum() {
    byte[] request = echo("10.0.0.1");
    request[request.length - 1] ^= 1;

    assertThat(exchange(request)).isEmpty();
    assertThat(dropped(DropReason.ICMP_CSUM)).isOne();
    assertThat(counters().value(IcmpCounter.IN_CSUM_ERRORS)).isOne();
  }

  @Test
  void isSilentWhenTheSettingSaysSo() {
    lab.sysctl(red, "net/ipv4/icmp_echo_ignore_all", "1");

    assertThat(exchange(echo("10.0.0.1"))).isEmpty();
    assertThat(dropped(DropReason.ICMP_IGNORED)).isOne();
  }

  @Test
  void isSilentToBroadcastsUnlessTheSettingSaysOtherwise() {
    byte[] request = station.echo("10.0.0.9", "10.0.0.255", 64, Mac.BROADCAST_VALUE);
    assertThat(exchange(request)).isEmpty();
    lab.sysctl(red, "net/ipv4/icmp_echo_ignore_broadcasts", "0");

    List<byte[]> answers = exchange(request);

    assertThat(Ip.format(Ipv4.source(answers.getFirst(), IP))).isEqualTo("10.0.0.1");
  }

  @Test
  void answersAGroupItListensTo() {
    lab.sysctl(red, "net/ipv4/icmp_echo_ignore_broadcasts", "0");

    assertThat(exchange(station.echo("10.0.0.9", "224.0.0.1", 1, 0x0100_5e00_0001L))).hasSize(1);
    assertThat(exchange(station.echo("10.0.0.9", "224.0.0.77", 1, 0x0100_5e00_004dL))).isEmpty();
    assertThat(counters().value(IpCounter.IN_MCAST_PKTS)).isOne();
  }

  @Test
  void tellsTheTime() {
    byte[] request = echo("10.0.0.1");
    Icmp.type(request, IP + 20, Icmp.TIMESTAMP_REQUEST);
    Icmp.fillChecksum(request, IP + 20, request.length);

    byte[] reply = exchange(request).getFirst();

    assertThat(Icmp.type(reply, IP + 20)).isEqualTo(Icmp.TIMESTAMP_REPLY);
    int now = (int) (lab.loop.now() / 1_000_000 % 86_400_000);
    int received = Ip.read(dev.patchbay.packet.Family.IPV4, reply, IP + 20 + 12).toInt();
    assertThat(received).isBetween(now - 2, now);
  }

  @Test
  void tellsThatAProtocolIsUnknown() {
    byte[] request = echo("10.0.0.1");
    Ipv4.protocol(request, IP, IpProtocol.OSPF);
    fill(request);

    byte[] error = exchange(request).getFirst();

    assertThat(Icmp.type(error, IP + 20)).isEqualTo(Icmp.UNREACHABLE);
    assertThat(Icmp.code(error, IP + 20)).isEqualTo(Icmp.PROTOCOL_UNREACHABLE);
    assertThat(Ipv4.tos(error, IP)).isEqualTo(0xc0);
    byte[] quoted = Arrays.copyOfRange(error, IP + 28, error.length);
    assertThat(quoted).isEqualTo(Arrays.copyOfRange(request, IP, request.length));
  }

  @Test
  void tellsNoErrorAboutAnError() {
    byte[] error = echo("10.0.0.77");
    Icmp.type(error, IP + 20, Icmp.UNREACHABLE);
    Icmp.fillChecksum(error, IP + 20, error.length);
    Ipv4.ttl(error, IP, 1);
    fill(error);
    lab.sysctl(red, "net/ipv4/ip_forward", "1");

    assertThat(exchange(error)).isEmpty();
    assertThat(dropped(DropReason.IP_TTL_EXPIRED)).isOne();
  }

  @Test
  void quotesNoMoreThanFits() {
    byte[] request = Arrays.copyOf(echo("10.0.0.1"), IP + 1400);
    Ipv4.totalLength(request, IP, 1400);
    Ipv4.protocol(request, IP, IpProtocol.OSPF);
    fill(request);

    byte[] error = exchange(request).getFirst();

    assertThat(error).hasSize(IP + 576);
  }

  // ---- options

  /// A request with a record route option of `places` places.
  private byte[] recordingRoute(int places) {
    byte[] plain = echo("10.0.0.1");
    int options = 40;
    byte[] frame = new byte[plain.length + options];
    System.arraycopy(plain, 0, frame, 0, IP + 20);
    System.arraycopy(plain, IP + 20, frame, IP + 20 + options, plain.length - IP - 20);
    frame[IP + 20] = Ipv4.OPTION_NOP;
    frame[IP + 21] = Ipv4.OPTION_RECORD_ROUTE;
    frame[IP + 22] = (byte) (3 + 4 * places);
    frame[IP + 23] = 4;
    Ipv4.headerLength(frame, IP, 20 + options);
    Ipv4.totalLength(frame, IP, frame.length - IP);
    fill(frame);
    return frame;
  }

  private static String place(byte[] frame, int number) {
    return Ip.read(dev.patchbay.packet.Family.IPV4, frame, IP + 20 + 3 + 4 * number).text();
  }

  @Test
  void recordsTheRouteInTheAnswer() {
    byte[] reply = exchange(recordingRoute(9)).getFirst();

    assertThat(Ipv4.headerLength(reply, IP)).isEqualTo(60);
    assertThat(reply[IP + 20]).isEqualTo((byte) Ipv4.OPTION_RECORD_ROUTE);
    assertThat(reply[IP + 22]).isEqualTo((byte) 12);
    assertThat(place(reply, 0)).isEqualTo("10.0.0.1");
    assertThat(place(reply, 1)).isEqualTo("10.0.0.1");
    assertThat(place(reply, 2)).isEqualTo("0.0.0.0");
  }

  @Test
  void recordsNoMoreThanThereAreThePlacesFor() {
    byte[] reply = exchange(recordingRoute(1)).getFirst();

    assertThat(reply[IP + 22]).isEqualTo((byte) 8);
    assertThat(place(reply, 0)).isEqualTo("10.0.0.1");
  }

  @Test
  void tellsWhichByteOfTheOptionsIsWrong() {
    byte[] request = recordingRoute(9);
    request[IP + 23] = 3;
    fill(request);

    byte[] error = exchange(request).getFirst();

    int at = IP + Ipv4.headerLength(error, IP);
    assertThat(Icmp.type(error, at)).isEqualTo(Icmp.PARAMETER_PROBLEM);
    assertThat(Icmp.pointer(error, at)).isEqualTo(23);
  }

  @Test
  void followsNoSourceRoute() {
    byte[] request = recordingRoute(9);
    request[IP + 21] = (byte) Ipv4.OPTION_LOOSE_ROUTE;
    fill(request);

    assertThat(exchange(request)).isEmpty();
  }
}
