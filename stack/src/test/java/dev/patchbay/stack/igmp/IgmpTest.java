package dev.patchbay.stack.igmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.ip.IpCounter;
import dev.patchbay.stack.ip.IpStack;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IgmpTest {
  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private static final int GROUP = Ip.of("239.1.1.1").toInt();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable eth0;
  private final Station station;
  private final InetDevice inet;

  IgmpTest() {
    eth0 = Cable.between(red, "eth0", blue, "eth0");
    lab.address(eth0, "10.0.0.1/24");
    lab.up(eth0.peer());
    station = new Station(eth0.peer());
    inet = Objects.requireNonNull(InetDevice.inet(eth0));
  }

  private void join() {
    inet.groups().join(Ip.hi(GROUP), 0);
  }

  /// The IGMP messages that have been heard since the last call, from the IP header on.
  private List<byte[]> heard(int millis) {
    lab.passMillis(millis);
    return station.frames().stream()
        .filter(frame -> frame[12] == 8 && frame[13] == 0 && frame[23] == IpProtocol.IGMP)
        .map(frame -> Arrays.copyOfRange(frame, 14, frame.length))
        .toList();
  }

  private static int type(byte[] message) {
    return Igmp.type(message, Ipv4.payload(message, 0));
  }

  private void says(int length, int delay, int group, int... sources) {
    Packet packet = lab.world.allocate(64);
    int at = packet.put(length);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, at + length, (byte) 0);
    Igmp.type(bytes, at, Igmp.QUERY);
    Igmp.responseDelay(bytes, at, delay);
    Igmp.group(bytes, at, group);
    if (length >= Igmp.QUERY_HEADER) {
      Igmp.sources(bytes, at, sources.length);
      IntStream.range(0, sources.length)
          .forEach(i -> Ip.v4(sources[i]).write(bytes, at + Igmp.QUERY_HEADER + 4 * i));
    }
    Igmp.fillChecksum(bytes, at, packet.tail());
    int ip = Ipv4.push(packet, Ip.of("10.0.0.9").toInt(), 0xe000_0001, IpProtocol.IGMP, 1);
    Ipv4.totalLength(bytes, ip, packet.length());
    Ipv4.fillChecksum(packet.bytes(), ip);
    station.sends(packet, 0x0100_5e00_0001L, EtherType.IPV4);
  }

  @Test
  void tellsOfAGroupAsOftenAsTheSettingSays() {
    join();

    List<byte[]> reports = heard(3000);

    assertThat(reports).hasSize(2);
    byte[] report = reports.getFirst();
    int at = Ipv4.payload(report, 0);
    assertThat(Ip.format(Ipv4.destination(report, 0))).isEqualTo("224.0.0.22");
    assertThat(Ipv4.ttl(report, 0)).isEqualTo(1);
    assertThat(Ipv4.tos(report, 0)).isEqualTo(0xc0);
    assertThat(Arrays.copyOfRange(report, 20, 24)).containsExactly(0x94, 4, 0, 0);
    assertThat(Igmp.checksumHolds(report, at, report.length)).isTrue();
    // One record: a change to EXCLUDE without sources.
    assertThat(Arrays.copyOfRange(report, at + 6, report.length))
        .containsExactly(0, 1, 4, 0, 0, 0, (byte) 239, 1, 1, 1);
  }

  @Test
  void saysThatAGroupIsLeft() {
    join();
    heard(3000);

    inet.groups().leave(Ip.hi(GROUP), 0);

    List<byte[]> reports = heard(3000);
    assertThat(reports).hasSize(2);
    assertThat(reports.getFirst()[24 + 8]).as("a change to INCLUDE").isEqualTo((byte) 3);
  }

  @Test
  void answersARouterOfEachVersion() {
    join();
    heard(3000);

    says(Igmp.QUERY_HEADER, 10, 0);
    assertThat(heard(1100)).extracting(IgmpTest::type).containsExactly(Igmp.REPORT_V3);
    says(Igmp.HEADER, 10, GROUP);
    assertThat(heard(1100)).extracting(IgmpTest::type).containsExactly(Igmp.REPORT_V2);
    says(Igmp.HEADER, 0, 0);
    assertThat(heard(10_100)).extracting(IgmpTest::type).containsExactly(Igmp.REPORT_V1);
    assertThat(IgmpFiles.groups(red)).contains("V1\n");
    inet.groups().leave(Ip.hi(GROUP), 0);
    assertThat(heard(1000)).isEmpty();
  }

  @Test
  void answersOnlyForItsOwnGroups() {
    join();
    heard(3000);

    says(Igmp.QUERY_HEADER, 10, Ip.of("239.9.9.9").toInt());

    assertThat(heard(3000)).isEmpty();
  }

  @Test
  void namesTheSourcesThatAreWanted() {
    long source = Ip.of("10.0.0.7").hi();
    inet.groups().join(Ip.hi(GROUP), 0, true);
    inet.addSources(Ip.hi(GROUP), 0, true, new long[] {source, 0});

    byte[] report = heard(3000).getFirst();

    // ALLOW_NEW_SOURCES with one source.
    assertThat(Arrays.copyOfRange(report, 24 + 6, report.length))
        .containsExactly(0, 1, 5, 0, 0, 1, (byte) 239, 1, 1, 1, 10, 0, 0, 7);
    assertThat(IgmpFiles.filters(red))
        .isEqualTo(
            "Idx Device        MCA        SRC    INC    EXC\n"
                + "  2   eth0 0xef010101 0x0a000007      1      0\n");
    assertThat(inet.listening()).isNotNull();
    assertThat(Objects.requireNonNull(inet.listening()).wants(Ip.hi(GROUP), source)).isTrue();
    assertThat(Objects.requireNonNull(inet.listening()).wants(Ip.hi(GROUP), Ip.of("10.0.0.8").hi()))
        .isFalse();
  }

  @Test
  void staysQuietWhenItsDeviceGoesDown() {
    join();
    lab.down(eth0);
    long before = IpStack.of(red).counters().value(IpCounter.OUT_MCAST_PKTS);

    lab.passMillis(5000);

    assertThat(IpStack.of(red).counters().value(IpCounter.OUT_MCAST_PKTS)).isEqualTo(before);
  }
}
