package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
  static List<String> addresses() {
    return Frames.lines("addresses.txt");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void readsAndPrintsAsTheCLibraryDoes(String line) {
    String[] words = line.split(" ", -1);
    Family family = words[0].equals("4") ? Family.IPV4 : Family.IPV6;

    Ip ip = Ip.parse(family, words[1]);

    assertThat(ip == null ? "-" : ip.text()).isEqualTo(words[2]);
  }

  /// RFC 5952 sections 2, 4 and 5.
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "2001:db8:0:0:0::1, 2001:db8::1",
    "2001:db8:aaaa:bbbb:cccc:dddd:0:1, 2001:db8:aaaa:bbbb:cccc:dddd:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::FFFF:C000:0201, ::ffff:192.0.2.1",
  })
  void printsTheOneTextOfRfc5952(String text, String printed) {
    assertThat(Ip.of(text).text()).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " 1.2.3.4", "1.2.3.4 ", "1.2. 3.4", "::1 ", "\t::1", "1.2.3.4\n"})
  void refusesBlanks(String text) {
    assertThat(Ip.parse(text)).isNull();
    assertThatThrownBy(() -> Ip.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsEitherFamilyByItsLook() {
    assertThat(Ip.of("10.0.0.1").family()).isEqualTo(Family.IPV4);
    assertThat(Ip.of("::10.0.0.1").family()).isEqualTo(Family.IPV6);
    assertThat(Ip.parse(Family.IPV6, "10.0.0.1")).isNull();
    assertThat(Ip.parse(Family.IPV4, "::1")).isNull();
  }

  @Test
  void readsWhatItPrinted() {
    Random random = new Random(5952);
    for (int i = 0; i < 5000; i++) {
      Ip v4 = Ip.v4(random.nextInt());
      Ip v6 = Ip.v6(sparse(random), sparse(random));

      assertThat(Ip.of(v4.text())).isEqualTo(v4);
      assertThat(Ip.of(v6.text())).isEqualTo(v6);
    }
  }

  /// A number in which zero groups are frequent.
  private static long sparse(Random random) {
    long bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
    }
    return bits;
  }

  @Test
  void isLeftAligned() {
    Ip ip = Ip.of("10.0.0.1");

    assertThat(ip.hi()).isEqualTo(0x0a00_0001L << 32);
    assertThat(ip.lo()).isZero();
    assertThat(ip.toInt()).isEqualTo(0x0a00_0001);
    assertThat(Ip.v4(-1).hi()).isEqualTo(0xffff_ffff_0000_0000L);
    assertThatThrownBy(() -> new Ip(Family.IPV4, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ip(Family.IPV4, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesToTheWireAndBack() {
    byte[] bytes = new byte[24];
    Ip v4 = Ip.of("192.0.2.33");
    Ip v6 = Ip.of("2001:db8::8:800:200c:417a");

    v4.write(bytes, 1);
    v6.write(bytes, 7);

    assertThat(bytes)
        .isEqualTo(
            Frames.hex("00c0000221 0000 20010db8000000000008 0800200c417a 00".replace(" ", "")));
    assertThat(Ip.read(Family.IPV4, bytes, 1)).isEqualTo(v4);
    assertThat(Ip.read(Family.IPV6, bytes, 7)).isEqualTo(v6);
  }

  @Test
  void knowsItsKind() {
    assertThat(Ip.of("127.255.0.1").isLoopback()).isTrue();
    assertThat(Ip.of("128.0.0.1").isLoopback()).isFalse();
    assertThat(Ip.of("::1").isLoopback()).isTrue();
    assertThat(Ip.of("::2").isLoopback()).isFalse();
    assertThat(Ip.of("224.0.0.1").isMulticast()).isTrue();
    assertThat(Ip.of("239.255.255.255").isMulticast()).isTrue();
    assertThat(Ip.of("240.0.0.1").isMulticast()).isFalse();
    assertThat(Ip.of("223.255.255.255").isMulticast()).isFalse();
    assertThat(Ip.of("ff02::1").isMulticast()).isTrue();
    assertThat(Ip.of("feff::1").isMulticast()).isFalse();
    assertThat(Ip.of("169.254.1.1").isLinkLocal()).isTrue();
    assertThat(Ip.of("169.253.1.1").isLinkLocal()).isFalse();
    assertThat(Ip.of("febf::1").isLinkLocal()).isTrue();
    assertThat(Ip.of("fec0::1").isLinkLocal()).isFalse();
    assertThat(Ip.of("0.0.0.0").isUnspecified()).isTrue();
    assertThat(Ip.of("::").isUnspecified()).isTrue();
    assertThat(Ip.of("::1").isUnspecified()).isFalse();
    assertThat(Ip.of("255.255.255.255").isBroadcast()).isTrue();
    assertThat(Ip.of("10.0.0.255").isBroadcast()).isFalse();
    assertThat(Ip.of("ffff:ffff::").isBroadcast()).isFalse();
  }

  @Test
  void sortsByFamilyThenByTheNumber() {
    List<Ip> sorted =
        new ArrayList<>(
            List.of(
                Ip.of("0.0.0.0"),
                Ip.of("10.0.0.1"),
                Ip.of("192.168.0.1"),
                Ip.of("255.255.255.255"),
                Ip.of("::"),
                Ip.of("::7fff:ffff:ffff:ffff"),
                Ip.of("::8000:0:0:0"),
                Ip.of("2001:db8::1"),
                Ip.of("fe80::1")));
    List<Ip> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(1));

    Collections.sort(shuffled);

    assertThat(shuffled).isEqualTo(sorted);
  }

  @Test
  void tellsFamiliesOfTheSameBitsApart() {
    assertThat(Ip.ANY4).isNotEqualTo(Ip.ANY6);
    assertThat(Ip.LOOPBACK4).hasToString("127.0.0.1");
    assertThat(Ip.LOOPBACK6).hasToString("::1");
  }

  @Test
  void formatsBareNumbers() {
    assertThat(Ip.format(0xc0a8_00ff)).isEqualTo("192.168.0.255");
    assertThat(Ip.format(0xfe80L << 48, 1)).isEqualTo("fe80::1");
    assertThat(Ip.appendTo(new StringBuilder("a "), 1)).hasToString("a 0.0.0.1");
  }

  @Test
  void familiesCarryLinuxNumbersAndWords() {
    assertThat(Family.ofWord("inet")).isEqualTo(Family.IPV4);
    assertThat(Family.ofWord("inet6")).isEqualTo(Family.IPV6);
    assertThat(Family.ofWord("link")).isNull();
    assertThat(Family.IPV4.number()).isEqualTo(2);
    assertThat(Family.IPV6.number()).isEqualTo(10);
    assertThat(Family.IPV4.bytes()).isEqualTo(4);
    assertThat(Family.IPV6.bytes()).isEqualTo(16);
    assertThat(Family.IPV6.etherType()).isEqualTo(0x86dd);
  }
}
