package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.Ip;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final String HOSTS =
      """
      # names of the lab
      127.0.0.7\tseven.lab seven   # a comment
      10.0.0.5  five.lab five
      10.0.0.6  Five
      ::1       six
      127.0.0.9 both
      2001:db8::9 both
      no-address odd
      127.0.0.8
      """;

  private final Hosts hosts = new Hosts(HOSTS);

  @Test
  void knowsAliases() {
    assertThat(hosts.addresses("seven")).containsExactly(Ip.of("127.0.0.7"));
    assertThat(hosts.canonical("seven")).isEqualTo("seven.lab");
  }

  @Test
  void takesCapitalsForSmallLetters() {
    assertThat(hosts.addresses("FIVE")).containsExactly(Ip.of("10.0.0.5"), Ip.of("10.0.0.6"));
    assertThat(hosts.canonical("FIVE")).isEqualTo("five.lab");
  }

  @Test
  void readsNoCommentsAndNoNonsense() {
    assertThat(hosts.addresses("comment")).isEmpty();
    assertThat(hosts.addresses("odd")).isEmpty();
  }

  @Test
  void namesAnAddressByItsFirstLine() {
    assertThat(hosts.name(Ip.of("10.0.0.6"))).isEqualTo("Five");
    assertThat(hosts.name(Ip.of("127.0.0.8"))).isNull();
  }

  // ---- the order of addresses

  private static List<Ip> sorted(AddressOrder.Sources sources, String... addresses) {
    return AddressOrder.sort(List.of(addresses).stream().map(Ip::of).toList(), sources);
  }

  private static List<Ip> list(String... addresses) {
    return List.of(addresses).stream().map(Ip::of).toList();
  }

  @Test
  void prefersAddressesToWhichThereIsAWay() {
    List<Ip> sorted = sorted(d -> d.isV6() ? null : Ip.of("10.0.0.1"), "2001:db8::1", "10.0.0.9");

    assertThat(sorted).isEqualTo(list("10.0.0.9", "2001:db8::1"));
  }

  @Test
  void prefersTheLoopbackOfIpv6() {
    List<Ip> sorted = sorted(d -> d, "127.0.0.1", "::1");

    assertThat(sorted).isEqualTo(list("::1", "127.0.0.1"));
  }

  @Test
  void prefersIpv6WhereBothAreUsable() {
    List<Ip> sorted =
        sorted(d -> d.isV6() ? Ip.of("2001:db8::1") : Ip.of("10.0.0.1"), "10.0.0.9", "2001:db8::9");

    assertThat(sorted).isEqualTo(list("2001:db8::9", "10.0.0.9"));
  }

  @Test
  void prefersASourceOfTheSameScope() {
    List<Ip> sorted = sorted(d -> Ip.of("fe80::1"), "2001:db8::9", "fe80::9");

    assertThat(sorted).isEqualTo(list("fe80::9", "2001:db8::9"));
  }

  @Test
  void prefersTheNearerOfTwo() {
    List<Ip> sorted = sorted(d -> d, "10.0.0.1", "127.0.0.1");

    assertThat(sorted).isEqualTo(list("127.0.0.1", "10.0.0.1"));
  }

  @Test
  void prefersTheLongerCommonPrefix() {
    List<Ip> sorted = sorted(d -> Ip.of("2001:db8:1::1"), "2001:db8:8000::9", "2001:db8:1::9");

    assertThat(sorted).isEqualTo(list("2001:db8:1::9", "2001:db8:8000::9"));
  }

  @Test
  void keepsTheOrderOfEquals() {
    List<Ip> sorted = sorted(d -> Ip.of("10.0.0.1"), "10.0.0.9", "10.0.0.3");

    assertThat(sorted).isEqualTo(list("10.0.0.9", "10.0.0.3"));
  }
}
