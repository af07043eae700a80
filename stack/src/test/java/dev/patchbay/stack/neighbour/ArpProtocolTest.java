package dev.patchbay.stack.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.HookFamily;
import dev.patchbay.core.HookFunction.Verdict;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// ARP of one namespace (10.0.0.1/24 on eth0, 10.7.0.1/24 on eth1) as a station at the other end of
/// eth0's cable sees it.
class ArpProtocolTest {
  private static final long BROADCAST = Mac.BROADCAST_VALUE;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Netns far = lab.netns("far");
  private final Cable eth0 = Cable.between(red, "eth0", far, "eth0");
  private final Cable eth1 = Cable.between(red, "eth1", lab.netns("farther"), "eth0");
  private final NeighbourTable table = NeighbourTable.of(lab.machine, Family.IPV4);
  private final Station station;

  ArpProtocolTest() {
    lab.up(eth0.peer());
    lab.up(eth1.peer());
    lab.address(eth0, "10.0.0.1/24");
    lab.address(eth1, "10.7.0.1/24");
    station = new Station(eth0.peer());
  }

  private List<byte[]> exchange(byte[] frame) {
    station.frames();
    station.sends(frame);
    lab.passMillis(1);
    return station.frames();
  }

  private boolean answers(String sender, String target) {
    return !exchange(station.question(sender, target)).isEmpty();
  }

  private Neighbour neighbour(String address) {
    return Objects.requireNonNull(table.find(eth0, Ip.of(address).hi(), 0));
  }

  private boolean knows(String address) {
    return table.find(eth0, Ip.of(address).hi(), 0) != null;
  }

  private void setting(String name, int value) {
    lab.sysctl(red, "net/ipv4/conf/eth0/" + name, Integer.toString(value));
  }

  // ---- answers

  @Test
  void answersForItsOwnAddress() {
    List<byte[]> answers = exchange(station.question("10.0.0.9", "10.0.0.1"));

    assertThat(answers).hasSize(1);
    byte[] frame = answers.getFirst();
    int at = Ethernet.HEADER;
    assertThat(Ethernet.destination(frame, 0)).isEqualTo(station.mac());
    assertThat(Arp.operation(frame, at)).isEqualTo(Arp.REPLY);
    assertThat(Arp.senderMac(frame, at)).isEqualTo(eth0.address().value());
    assertThat(Ip.format(Arp.senderIp(frame, at))).isEqualTo("10.0.0.1");
    assertThat(Arp.targetMac(frame, at)).isEqualTo(station.mac());
    assertThat(Ip.format(Arp.targetIp(frame, at))).isEqualTo("10.0.0.9");
  }

  @Test
  void learnsWhoAsked() {
    exchange(station.question("10.0.0.9", "10.0.0.1"));

    assertThat(neighbour("10.0.0.9").state()).isEqualTo(NeighbourState.STALE);
    assertThat(neighbour("10.0.0.9").address()).isEqualTo(station.mac());
  }

  @Test
  void answersForAddressesOfOtherDevices() {
    assertThat(answers("10.0.0.9", "10.7.0.1")).isTrue();
  }

  @Test
  void isSilentAboutAddressesItDoesNotHave() {
    assertThat(answers("10.0.0.9", "10.0.0.5")).isFalse();
    assertThat(answers("10.0.0.9", "127.0.0.1")).isFalse();
    assertThat(answers("10.0.0.9", "224.0.0.1")).isFalse();
    assertThat(knows("10.0.0.9")).isFalse();
  }

  @Test
  void answersWhoLooksForAFreeAddress() {
    List<byte[]> answers = exchange(station.question("0.0.0.0", "10.0.0.1"));

    assertThat(answers).hasSize(1);
    assertThat(Ip.format(Arp.targetIp(answers.getFirst(), Ethernet.HEADER))).isEqualTo("0.0.0.0");
    assertThat(table.size()).isZero();
  }

  @Test
  void answersOnlyForTheDevicesAddressesWithArpIgnore1() {
    setting("arp_ignore", 1);

    assertThat(answers("10.0.0.9", "10.7.0.1")).isFalse();
    assertThat(answers("10.0.0.9", "10.0.0.1")).isTrue();
    assertThat(answers("10.7.0.9", "10.0.0.1")).isTrue();
  }

  @Test
  void answersOnlyWithinTheNetworkWithArpIgnore2() {
    setting("arp_ignore", 2);

    assertThat(answers("10.7.0.9", "10.0.0.1")).isFalse();
    assertThat(answers("10.0.0.9", "10.0.0.1")).isTrue();
  }

  @Test
  void isSilentWithArpIgnore8() {
    setting("arp_ignore", 8);

    assertThat(answers("10.0.0.9", "10.0.0.1")).isFalse();
  }

  @Test
  void isSilentWhenTheAnswerWouldLeaveElsewhereWithArpFilter() {
    setting("arp_filter", 1);

    assertThat(answers("10.7.0.9", "10.0.0.1")).isFalse();
    assertThat(answers("10.0.0.9", "10.0.0.1")).isTrue();
  }

  @Test
  void isSilentToASourceThatReversePathFilterRefuses() {
    setting("rp_filter", 1);

    assertThat(answers("10.7.0.9", "10.0.0.1")).isFalse();
  }

  @Test
  void dropsWhatIsNoSoundMessage() {
    byte[] wrongType = station.question("10.0.0.9", "10.0.0.1");
    Arp.hardwareType(wrongType, Ethernet.HEADER, 99);
    byte[] wrongOperation = station.question("10.0.0.9", "10.0.0.1");
    Arp.operation(wrongOperation, Ethernet.HEADER, 3);
    byte[] wrongLength = station.question("10.0.0.9", "10.0.0.1");
    Arp.hardwareLength(wrongLength, Ethernet.HEADER, 8);

    assertThat(exchange(wrongType)).isEmpty();
    assertThat(exchange(wrongOperation)).isEmpty();
    assertThat(exchange(wrongLength)).isEmpty();
    assertThat(exchange(java.util.Arrays.copyOf(wrongLength, 20))).isEmpty();

    assertThat(lab.ledger().dropped(DropReason.ARP_MALFORMED)).isEqualTo(4);
  }

  // ---- learning

  @Test
  void learnsNothingFromAnAnswerThatNobodyAskedFor() {
    exchange(station.arp(Arp.REPLY, "10.0.0.9", "10.0.0.1", eth0.address().value(), 0));

    assertThat(knows("10.0.0.9")).isFalse();
  }

  @Test
  void learnsFromGratuitousMessagesWithArpAccept() {
    setting("arp_accept", 1);

    exchange(station.question("10.0.0.9", "10.0.0.9"));

    assertThat(neighbour("10.0.0.9").state()).isEqualTo(NeighbourState.STALE);
  }

  @Test
  void learnsOnlyWithinItsNetworksWithArpAccept2() {
    setting("arp_accept", 2);

    exchange(station.question("10.99.0.9", "10.99.0.9"));
    exchange(station.question("10.0.0.9", "10.0.0.9"));

    assertThat(knows("10.99.0.9")).isFalse();
    assertThat(knows("10.0.0.9")).isTrue();
  }

  @Test
  void dropsGratuitousMessagesWhenTheSettingSaysSo() {
    setting("arp_accept", 1);
    setting("drop_gratuitous_arp", 1);

    exchange(station.question("10.0.0.9", "10.0.0.9"));

    assertThat(knows("10.0.0.9")).isFalse();
  }

  @Test
  void believesTheFirstOfTwoAnswers() {
    neighbour(eth0, "10.0.0.9").use();
    byte[] answer = station.arp(Arp.REPLY, "10.0.0.9", "10.0.0.1", eth0.address().value(), 0);
    byte[] other = answer.clone();
    Arp.senderMac(other, Ethernet.HEADER, 0x02_99);

    exchange(answer);
    exchange(other);

    assertThat(neighbour("10.0.0.9").state()).isEqualTo(NeighbourState.REACHABLE);
    assertThat(neighbour("10.0.0.9").address()).isEqualTo(station.mac());
  }

  private Neighbour neighbour(Cable on, String address) {
    return Objects.requireNonNull(table.obtain(on, Ip.of(address).hi(), 0));
  }

  @Test
  void believesAnotherAnswerWhenTheFirstIsOldEnough() {
    neighbour(eth0, "10.0.0.9").use();
    byte[] answer = station.arp(Arp.REPLY, "10.0.0.9", "10.0.0.1", eth0.address().value(), 0);
    byte[] other = answer.clone();
    Arp.senderMac(other, Ethernet.HEADER, 0x02_99);

    exchange(answer);
    lab.passMillis(1_100);
    exchange(other);

    assertThat(neighbour("10.0.0.9").address()).isEqualTo(0x02_99);
  }

  @Test
  void isNotSureOfAnAnswerToAll() {
    neighbour(eth0, "10.0.0.9").use();

    exchange(station.arp(Arp.REPLY, "10.0.0.9", "10.0.0.1", BROADCAST, 0));

    assertThat(neighbour("10.0.0.9").state()).isEqualTo(NeighbourState.STALE);
  }

  @Test
  void takesANewAddressFromAQuestionToAnotherHost() {
    exchange(station.question("10.0.0.9", "10.0.0.1"));
    lab.passMillis(1_100);
    byte[] question = station.question("10.0.0.9", "10.0.0.5");
    Arp.senderMac(question, Ethernet.HEADER, 0x02_99);

    exchange(question);

    assertThat(neighbour("10.0.0.9").address()).isEqualTo(0x02_99);
  }

  // ---- questions

  private byte[] asked(String target) {
    station.frames();
    neighbour(eth0, target).use();
    lab.passMillis(1);
    List<byte[]> frames = station.frames();
    assertThat(frames).hasSize(1);
    return frames.getFirst();
  }

  @Test
  void asksAllStations() {
    byte[] frame = asked("10.0.0.9");

    assertThat(Ethernet.destination(frame, 0)).isEqualTo(BROADCAST);
    assertThat(Arp.operation(frame, Ethernet.HEADER)).isEqualTo(Arp.REQUEST);
    assertThat(Ip.format(Arp.senderIp(frame, Ethernet.HEADER))).isEqualTo("10.0.0.1");
    assertThat(Arp.targetMac(frame, Ethernet.HEADER)).isZero();
  }

  @Test
  void asksOneStationWhenItOnlyWantsToBeSure() throws NetlinkException {
    station.frames();
    neighbour(eth0, "10.0.0.9").update(station.mac(), NeighbourState.PROBE, Neighbour.OVERRIDE);
    lab.passMillis(100);

    byte[] frame = station.frames().getFirst();
    assertThat(Ethernet.destination(frame, 0)).isEqualTo(station.mac());
  }

  @Test
  void asksThreeTimesAndGivesUp() {
    neighbour(eth0, "10.0.0.9").use();
    lab.pass(Duration.ofSeconds(10));

    assertThat(station.frames()).hasSize(3);
    assertThat(neighbour("10.0.0.9").state()).isEqualTo(NeighbourState.FAILED);
  }

  // ---- announcements

  @Test
  void tellsItsAddressesWhenItComesUpWithArpNotify() {
    setting("arp_notify", 1);
    lab.down(eth0);
    station.frames();

    lab.up(eth0);
    lab.passMillis(1);

    byte[] frame = station.frames().getFirst();
    assertThat(Ethernet.destination(frame, 0)).isEqualTo(BROADCAST);
    assertThat(Arp.senderIp(frame, Ethernet.HEADER)).isEqualTo(Ip.of("10.0.0.1").toInt());
    assertThat(Arp.targetIp(frame, Ethernet.HEADER)).isEqualTo(Ip.of("10.0.0.1").toInt());
  }

  @Test
  void saysNothingWhenItComesUpOtherwise() {
    lab.down(eth0);
    station.frames();

    lab.up(eth0);
    lab.passMillis(1);

    assertThat(station.frames()).isEmpty();
  }

  // ---- proxies

  private void forward() {
    lab.sysctl(red, "net/ipv4/ip_forward", "1");
  }

  @Test
  void answersForOtherNetworksWithProxyArpAfterAWhile() {
    forward();
    setting("proxy_arp", 1);

    station.sends(station.question("10.0.0.9", "10.7.0.5"));
    lab.passMillis(1_000);

    assertThat(station.frames()).hasSize(1);
    assertThat(knows("10.0.0.9")).isTrue();
  }

  @Test
  void answersAtOnceWithoutProxyDelay() {
    forward();
    setting("proxy_arp", 1);
    lab.sysctl(red, "net/ipv4/neigh/eth0/proxy_delay", "0");

    assertThat(answers("10.0.0.9", "10.7.0.5")).isTrue();
  }

  @Test
  void doesNotAnswerForOthersWithoutForwarding() {
    setting("proxy_arp", 1);

    station.sends(station.question("10.0.0.9", "10.7.0.5"));
    lab.passMillis(1_000);

    assertThat(station.frames()).isEmpty();
  }

  @Test
  void doesNotAnswerForHostsOfTheSameLink() {
    forward();
    setting("proxy_arp", 1);

    station.sends(station.question("10.0.0.9", "10.0.0.5"));
    lab.passMillis(1_000);

    assertThat(station.frames()).isEmpty();
  }

  @Test
  void answersForHostsOfTheSameLinkWithProxyArpPvlan() {
    forward();
    setting("proxy_arp_pvlan", 1);

    station.sends(station.question("10.0.0.9", "10.0.0.5"));
    lab.passMillis(1_000);

    assertThat(station.frames()).hasSize(1);
  }

  @Test
  void answersForAHostThatItWasToldToAnswerFor() throws NetlinkException {
    forward();
    NeighbourRequest request = new NeighbourRequest(Ip.of("10.7.0.5"), eth0);
    request.proxy = true;
    Neighbours.of(red).add(request);

    station.sends(station.question("10.0.0.9", "10.7.0.5"));
    station.sends(station.question("10.0.0.9", "10.7.0.6"));
    lab.passMillis(1_000);

    assertThat(station.frames()).hasSize(1);
  }

  @Test
  void forgetsAnswersThatWaitWhenTheDeviceGoesDown() {
    forward();
    setting("proxy_arp", 1);
    lab.sysctl(red, "net/ipv4/neigh/eth0/proxy_delay", "10000");
    station.sends(station.question("10.0.0.9", "10.7.0.5"));
    lab.passMillis(1);

    lab.down(eth0);
    lab.pass(Duration.ofMinutes(2));

    assertThat(lab.ledger().queued()).isZero();
  }

  // ---- hooks

  @Test
  void letsAHookJudgeWhatComesAndGoes() {
    red.hook(HookFamily.ARP, HookPoint.INPUT).add(0, (packet, in, out, hook, next) -> Verdict.DROP);

    assertThat(answers("10.0.0.9", "10.0.0.1")).isFalse();
    assertThat(lab.ledger().dropped(DropReason.NETFILTER_DROP)).isOne();

    red.hook(HookFamily.ARP, HookPoint.OUTPUT)
        .add(0, (packet, in, out, hook, next) -> Verdict.DROP);
    neighbour(eth0, "10.0.0.77").use();
    assertThat(lab.ledger().dropped(DropReason.NETFILTER_DROP)).isEqualTo(2);
  }

  // ---- /proc/net/arp

  @Test
  void showsTheTableInProc() throws NetlinkException {
    exchange(station.question("10.0.0.9", "10.0.0.1"));
    neighbour(eth0, "10.0.0.8").use();
    NeighbourRequest fixed = new NeighbourRequest(Ip.of("10.0.0.7"), eth0);
    fixed.linkAddress = new byte[] {2, 0, 0, 0, 0, 7};
    Neighbours.of(red).add(fixed);
    NeighbourRequest proxy = new NeighbourRequest(Ip.of("10.0.0.6"), null);
    proxy.proxy = true;
    Neighbours.of(red).add(proxy);
    // An entry of which nothing is known is not shown.
    neighbour(eth0, "10.0.0.5");

    String mac = Mac.format(station.mac());
    assertThat(ArpFile.text(red))
        .isEqualTo(
            """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.9         0x1         0x2         %s     *        eth0
            10.0.0.8         0x1         0x0         00:00:00:00:00:00     *        eth0
            10.0.0.7         0x1         0x6         02:00:00:00:00:07     *        eth0
            10.0.0.6         0x0         0xc         00:00:00:00:00:00     *        *
            """
                .formatted(mac));
  }
}
