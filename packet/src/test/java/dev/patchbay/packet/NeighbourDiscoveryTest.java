package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourDiscoveryTest {
  private static final int AT = Ethernet.HEADER + Ipv6.HEADER;
  private static final long A = Mac.of("02:00:00:00:00:01").value();
  private static final long B = Mac.of("02:00:00:00:00:02").value();
  private static final long LINK_LOCAL = 0xfe80L << 48;

  @Test
  void readsARealSolicitation() {
    byte[] frame = Frames.named("ns");

    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isTrue();
    assertThat(NeighbourDiscovery.targetHi(frame, AT)).isEqualTo(LINK_LOCAL);
    assertThat(NeighbourDiscovery.targetLo(frame, AT)).isEqualTo(2);
    int option = option(frame, NeighbourOption.SOURCE_ADDRESS);
    assertThat(NeighbourOption.mac(frame, option)).isEqualTo(A);
    assertThat(option(frame, NeighbourOption.TARGET_ADDRESS)).isEqualTo(-1);
  }

  @Test
  void makesThePacketThatARealSolicitationIs() {
    byte[] frame = Frames.named("ns");
    Packet packet = new PacketPool().allocate(NeighbourDiscovery.SOLICITATION_FRAME);
    long sourceHi = Ipv6.sourceHi(frame, Ethernet.HEADER);
    long sourceLo = Ipv6.sourceLo(frame, Ethernet.HEADER);

    NeighbourDiscovery.pushSolicitation(packet, A, sourceHi, sourceLo, LINK_LOCAL, 2);

    int ip = packet.head() + Ethernet.HEADER;
    assertThat(Arrays.copyOfRange(packet.bytes(), ip, packet.tail()))
        .isEqualTo(Arrays.copyOfRange(frame, Ethernet.HEADER, frame.length));
    assertThat(Ethernet.destination(packet.bytes(), packet.head())).isEqualTo(0x3333_ff00_0002L);
  }

  @Test
  void readsTheNonceOfDuplicateDetection() {
    byte[] frame = Frames.named("nsDad");

    int option = option(frame, NeighbourOption.NONCE_VALUE);

    assertThat(NeighbourOption.nonce(frame, option)).isEqualTo(0x6162_6364_6566L);
    assertThat(option(frame, NeighbourOption.SOURCE_ADDRESS)).isEqualTo(-1);
  }

  @Test
  void readsARealAdvertisement() {
    byte[] frame = Frames.named("naRouter");

    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isTrue();
    assertThat(NeighbourDiscovery.isRouter(frame, AT)).isTrue();
    assertThat(NeighbourDiscovery.isSolicited(frame, AT)).isTrue();
    assertThat(NeighbourDiscovery.isOverride(frame, AT)).isTrue();
    assertThat(NeighbourDiscovery.targetLo(frame, AT)).isEqualTo(2);
    int option = option(frame, NeighbourOption.TARGET_ADDRESS);
    assertThat(NeighbourOption.mac(frame, option)).isEqualTo(B);
    byte[] none = Frames.named("naNone");
    assertThat(NeighbourDiscovery.flags(none, AT)).isZero();
    assertThat(NeighbourDiscovery.isRouter(none, AT)).isFalse();
  }

  @Test
  void readsARealRouterAdvertisement() {
    byte[] frame = Frames.named("ra");

    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isTrue();
    assertThat(NeighbourDiscovery.hopLimit(frame, AT)).isEqualTo(64);
    assertThat(NeighbourDiscovery.routerFlags(frame, AT))
        .isEqualTo(NeighbourDiscovery.MANAGED | NeighbourDiscovery.OTHER);
    assertThat(NeighbourDiscovery.lifetime(frame, AT)).isEqualTo(1800);
    assertThat(NeighbourDiscovery.reachableTime(frame, AT)).isEqualTo(30000);
    assertThat(NeighbourDiscovery.retransTimer(frame, AT)).isEqualTo(1000);
    assertThat(NeighbourOption.mac(frame, option(frame, NeighbourOption.SOURCE_ADDRESS)))
        .isEqualTo(B);
    assertThat(NeighbourOption.mtu(frame, option(frame, NeighbourOption.LINK_MTU))).isEqualTo(1400);
    int prefix = option(frame, NeighbourOption.PREFIX_INFORMATION);
    assertThat(NeighbourOption.length(frame, prefix)).isEqualTo(32);
    assertThat(NeighbourOption.prefixLength(frame, prefix)).isEqualTo(64);
    assertThat(NeighbourOption.prefixFlags(frame, prefix))
        .isEqualTo(NeighbourOption.ON_LINK | NeighbourOption.AUTONOMOUS);
    assertThat(NeighbourOption.validLifetime(frame, prefix)).isEqualTo(86400);
    assertThat(NeighbourOption.preferredLifetime(frame, prefix)).isEqualTo(14400);
    assertThat(
            Ip.format(
                NeighbourOption.prefixHi(frame, prefix), NeighbourOption.prefixLo(frame, prefix)))
        .isEqualTo("2001:db8:1::");
  }

  @Test
  void readsARealRedirect() {
    byte[] frame = Frames.named("redirect6");

    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isTrue();
    assertThat(NeighbourDiscovery.targetLo(frame, AT)).isEqualTo(3);
    assertThat(
            Ip.format(
                NeighbourDiscovery.destinationHi(frame, AT),
                NeighbourDiscovery.destinationLo(frame, AT)))
        .isEqualTo("2001:db8::9");
    int quoted = option(frame, NeighbourOption.REDIRECTED_HEADER) + NeighbourOption.HEADER;
    assertThat(Ipv6.headerFits(frame, quoted, frame.length)).isTrue();
  }

  @Test
  void writesARealSolicitation() {
    byte[] frame = Frames.named("ns");
    byte[] made = blank(frame, Icmpv6.NEIGHBOUR_SOLICITATION);

    NeighbourDiscovery.target(made, AT, LINK_LOCAL, 2);
    int end =
        NeighbourOption.writeMac(
            made, NeighbourDiscovery.options(made, AT), NeighbourOption.SOURCE_ADDRESS, A);

    assertThat(sealed(made)).isEqualTo(frame);
    assertThat(end).isEqualTo(frame.length);
  }

  @Test
  void writesARealNonce() {
    byte[] frame = Frames.named("nsDad");
    byte[] made = blank(frame, Icmpv6.NEIGHBOUR_SOLICITATION);

    NeighbourDiscovery.target(made, AT, LINK_LOCAL, 2);
    int end =
        NeighbourOption.writeNonce(made, NeighbourDiscovery.options(made, AT), 0x6162_6364_6566L);

    assertThat(sealed(made)).isEqualTo(frame);
    assertThat(end).isEqualTo(frame.length);
  }

  @Test
  void writesARealAdvertisement() {
    byte[] frame = Frames.named("naRouter");
    byte[] made = blank(frame, Icmpv6.NEIGHBOUR_ADVERTISEMENT);

    NeighbourDiscovery.flags(
        made,
        AT,
        NeighbourDiscovery.ROUTER | NeighbourDiscovery.SOLICITED | NeighbourDiscovery.OVERRIDE);
    NeighbourDiscovery.target(made, AT, LINK_LOCAL, 2);
    NeighbourOption.writeMac(
        made, NeighbourDiscovery.options(made, AT), NeighbourOption.TARGET_ADDRESS, B);

    assertThat(sealed(made)).isEqualTo(frame);
  }

  @Test
  void writesARealRouterAdvertisement() {
    byte[] frame = Frames.named("ra");
    byte[] made = blank(frame, Icmpv6.ROUTER_ADVERTISEMENT);

    NeighbourDiscovery.hopLimit(made, AT, 64);
    NeighbourDiscovery.routerFlags(made, AT, 0xc0);
    NeighbourDiscovery.lifetime(made, AT, 1800);
    NeighbourDiscovery.reachableTime(made, AT, 30000);
    NeighbourDiscovery.retransTimer(made, AT, 1000);
    int at = NeighbourDiscovery.options(made, AT);
    at = NeighbourOption.writeMac(made, at, NeighbourOption.SOURCE_ADDRESS, B);
    at = NeighbourOption.writeMtu(made, at, 1400);
    at = NeighbourOption.writePrefix(made, at, Prefix.of("2001:db8:1::/64"), 0xc0, 86400, 14400);

    assertThat(sealed(made)).isEqualTo(frame);
    assertThat(at).isEqualTo(frame.length);
  }

  @Test
  void writesARealRedirect() {
    byte[] frame = Frames.named("redirect6");
    byte[] made = blank(frame, Icmpv6.REDIRECT);
    byte[] quoted =
        Arrays.copyOfRange(
            Frames.named("tooBig"), AT + Icmpv6.HEADER, Frames.named("tooBig").length);

    NeighbourDiscovery.target(made, AT, LINK_LOCAL, 3);
    NeighbourDiscovery.destination(made, AT, 0x2001_0db8L << 32, 9);
    int at = NeighbourDiscovery.options(made, AT);
    at = NeighbourOption.writeMac(made, at, NeighbourOption.TARGET_ADDRESS, B);
    at = NeighbourOption.writeRedirected(made, at, quoted.length);
    System.arraycopy(quoted, 0, made, at, quoted.length);

    assertThat(sealed(made)).isEqualTo(frame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ns", "naRouter", "naNone", "rs", "ra", "redirect6"})
  void fitsWhenWholeOnly(String name) {
    byte[] frame = Frames.named(name);
    int fixed = NeighbourDiscovery.header(Icmpv6.type(frame, AT));

    for (int tail = AT; tail < frame.length; tail++) {
      boolean betweenOptions = tail >= AT + fixed && optionsEnd(frame, AT + fixed, tail);
      assertThat(NeighbourDiscovery.fits(frame, AT, tail)).isEqualTo(betweenOptions);
    }
    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isTrue();
  }

  private static boolean optionsEnd(byte[] frame, int from, int tail) {
    int at = from;
    while (at < tail) {
      at += 8 * frame[at + 1];
    }
    return at == tail;
  }

  /// A list of options, and whether it fits.
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "01 01 020000000001, true",
    "01 00 020000000001, false",
    "01 02 020000000001, false",
    "01 ff 020000000001, false",
    "01 01 0200000000, false",
    "01, false",
    "ee 02 000000000000 0000000000000000, true",
  })
  void walksOptionsWithoutTrust(String options, boolean fits) {
    byte[] bytes = Frames.hex(options);

    assertThat(NeighbourOption.fit(bytes, 0, bytes.length)).isEqualTo(fits);
  }

  @Test
  void overlooksAnOptionTooShortForItsType() {
    byte[] bytes = new byte[8 + 32];
    bytes[0] = NeighbourOption.PREFIX_INFORMATION;
    bytes[1] = 1;
    NeighbourOption.writePrefix(bytes, 8, Prefix.of("2001:db8::/32"), 0, 1, 2);

    int found = NeighbourOption.find(bytes, 0, bytes.length, NeighbourOption.PREFIX_INFORMATION);

    assertThat(found).isEqualTo(8);
  }

  @Test
  void isNoOtherMessage() {
    byte[] frame = Frames.named("echo6");

    assertThat(NeighbourDiscovery.fits(frame, AT, frame.length)).isFalse();
  }

  private static int option(byte[] frame, int type) {
    return NeighbourDiscovery.option(frame, AT, frame.length, type);
  }

  /// The frame with its ICMPv6 message zeroed but for the type.
  private static byte[] blank(byte[] frame, int type) {
    byte[] made = frame.clone();
    Arrays.fill(made, AT, made.length, (byte) 0);
    Icmpv6.type(made, AT, type);
    return made;
  }

  private static byte[] sealed(byte[] made) {
    Icmpv6.fillChecksum(made, Ethernet.HEADER, AT, made.length);
    return made;
  }
}
