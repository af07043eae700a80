package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/24, 10.0.0.1/24, 10.0.0.0/24, 10.0.0.255, 255.255.255.0",
    "10.0.0.1, 10.0.0.1/32, 10.0.0.1/32, 10.0.0.1, 255.255.255.255",
    "10.1.2.3/0, 10.1.2.3/0, 0.0.0.0/0, 255.255.255.255, 0.0.0.0",
    "10.1.2.3/255.255.240.0, 10.1.2.3/20, 10.1.0.0/20, 10.1.15.255, 255.255.240.0",
    "10.1.2.3/0.0.0.0, 10.1.2.3/0, 0.0.0.0/0, 255.255.255.255, 0.0.0.0",
    "10.0.0.3/31, 10.0.0.3/31, 10.0.0.2/31, 10.0.0.3, 255.255.255.254",
    "2001:db8::1/64, 2001:db8::1/64, 2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff,"
        + " ffff:ffff:ffff:ffff::",
    "fe80::1, fe80::1/128, fe80::1/128, fe80::1, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::ff/121, 2001:db8::ff/121, 2001:db8::80/121, 2001:db8::ff,"
        + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff80",
    "::/0, ::/0, ::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ::",
  })
  void readsPrintsAndMasks(
      String text, String printed, String network, String last, String netmask) {
    Prefix prefix = Prefix.of(text);

    assertThat(prefix).hasToString(printed);
    assertThat(prefix.network()).hasToString(network);
    assertThat(prefix.network().isNetwork()).isTrue();
    assertThat(prefix.broadcast()).hasToString(last);
    assertThat(prefix.netmask()).hasToString(netmask);
    assertThat(Prefix.lengthOf(prefix.netmask())).isEqualTo(prefix.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "10.0.0.1/",
        "10.0.0.1/33",
        "10.0.0.1/-1",
        "10.0.0.1/+8",
        "10.0.0.1/08",
        "10.0.0.1/0x8",
        "10.0.0.1/ 8",
        "10.0.0.1/8/8",
        "10.0.0.1/255.0.255.0",
        "10.0.0.1/0.0.0.255",
        "10.0.0/24",
        "10.0.0.1/99999999999",
        "fe80::1/129",
        "fe80::1/ffff::",
        "fe80::1/255.255.0.0",
        "default",
      })
  void refusesWhatIsNone(String text) {
    assertThat(Prefix.parse(text)).isNull();
    assertThatThrownBy(() -> Prefix.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void containsWhatBeginsAlike() {
    Prefix prefix = Prefix.of("10.1.0.0/16");

    assertThat(prefix.contains(Ip.of("10.1.255.255"))).isTrue();
    assertThat(prefix.contains(Ip.of("10.2.0.0"))).isFalse();
    assertThat(prefix.contains(Ip.of("a01::"))).isFalse();
    assertThat(prefix.contains(Ip.hi(0x0a01_0203), 0)).isTrue();
  }

  @Test
  void containsAsBigNumbersDo() {
    Random random = new Random(128);
    for (int i = 0; i < 5000; i++) {
      int length = random.nextInt(129);
      Ip a = Ip.v6(random.nextLong(), random.nextLong());
      int flipped = random.nextInt(128);
      BigInteger number = number(a).flipBit(127 - flipped);
      Ip b = Ip.v6(number.shiftRight(64).longValue(), number.longValue());

      boolean contains = new Prefix(a, length).contains(b);

      assertThat(contains).as("%s %s/%d", b, a, length).isEqualTo(flipped >= length);
    }
  }

  private static BigInteger number(Ip ip) {
    return new BigInteger(Long.toUnsignedString(ip.hi()))
        .shiftLeft(64)
        .or(new BigInteger(Long.toUnsignedString(ip.lo())));
  }

  @Test
  void masksHaveOnesOnTheLeft() {
    for (int length = 0; length <= 128; length++) {
      long hi = Prefix.maskHi(length);
      long lo = Prefix.maskLo(length);

      assertThat(Long.bitCount(hi) + Long.bitCount(lo)).isEqualTo(length);
      assertThat(Long.numberOfLeadingZeros(~hi)).isEqualTo(Math.min(length, 64));
      assertThat(Long.numberOfLeadingZeros(~lo)).isEqualTo(Math.max(length - 64, 0));
    }
  }

  @Test
  void knowsWhetherItHoldsOneAddress() {
    assertThat(Prefix.of(Ip.of("10.0.0.1")).isHost()).isTrue();
    assertThat(Prefix.of("10.0.0.1/31").isHost()).isFalse();
    assertThat(Prefix.of("10.0.0.1/31").isNetwork()).isFalse();
    assertThat(Prefix.of("fe80::1/128").isHost()).isTrue();
    assertThat(Prefix.of("fe80::1/32").isHost()).isFalse();
  }

  @Test
  void hasNoLengthItsFamilyHasNot() {
    Ip ip = Ip.of("10.0.0.1");

    assertThatThrownBy(() -> new Prefix(ip, 33)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Prefix(ip, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
