package dev.patchbay.tools.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcmpWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3  | 0  | 0    | Destination Net Unreachable
          3  | 1  | 0    | Destination Host Unreachable
          3  | 3  | 0    | Destination Port Unreachable
          3  | 4  | 1300 | Frag needed and DF set (mtu = 1300)
          3  | 13 | 0    | Packet filtered
          3  | 15 | 0    | Precedence Cutoff
          3  | 16 | 0    | Dest Unreachable, Bad Code: 16
          11 | 0  | 0    | Time to live exceeded
          11 | 1  | 0    | Frag reassembly time exceeded
          11 | 2  | 0    | Time exceeded, Bad Code: 2
          12 | 0  | 20   | Parameter problem: pointer = 20
          4  | 0  | 0    | Source Quench
          44 | 0  | 0    | Bad ICMP type: 44
          """)
  void namesErrorsOfIcmp(int type, int code, int info, String words) {
    assertThat(IcmpWords.ofIcmp(type, code, info)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | 0 | 0    | Destination unreachable: No route
          1  | 1 | 0    | Destination unreachable: Administratively prohibited
          1  | 2 | 0    | Destination unreachable: Beyond scope of source address
          1  | 3 | 0    | Destination unreachable: Address unreachable
          1  | 4 | 0    | Destination unreachable: Port unreachable
          1  | 9 | 0    | Destination unreachable: Unknown code 9
          2  | 0 | 1280 | Packet too big: mtu=1280
          2  | 1 | 1280 | Packet too big: mtu=1280, code=1
          3  | 0 | 0    | Time exceeded: Hop limit
          3  | 1 | 0    | Time exceeded: Defragmentation failure
          3  | 7 | 0    | Time exceeded: code 7
          4  | 0 | 40   | Parameter problem: Wrong header field at 40
          4  | 2 | 41   | Parameter problem: Unknown option at 41
          4  | 5 | 41   | Parameter problem: code 5 at 41
          99 | 0 | 0    | unknown icmp type: 99
          """)
  void namesErrorsOfIcmpv6(int type, int code, int info, String words) {
    assertThat(IcmpWords.ofIcmpv6(type, code, info)).isEqualTo(words);
  }

  @Test
  void namesRedirects() {
    assertThat(IcmpWords.ofRedirect(1, "10.0.0.3"))
        .isEqualTo("Redirect Host(New nexthop: 10.0.0.3)");
    assertThat(IcmpWords.ofRedirect(9, null)).isEqualTo("Redirect, Bad Code: 9");
  }
}
