package dev.patchbay.tools.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InetTextTest {
  @ParameterizedTest
  @CsvSource({
    "10.1, 10.1.0.0",
    "10, 10.0.0.0",
    "0x0a.3.0.010, 10.3.0.8",
    "255.255.255.255, 255.255.255.255",
    "fe80::1, fe80::1"
  })
  void readsAddressesAsIpDoes(String word, String address) {
    assertThat(InetText.parse(word, null)).isEqualTo(Ip.of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "256.0.0.1", "10.0.0.0.1", "10..1", "host", "1::2::3", "10.0.0.1."})
  void readsNothingElse(String word) {
    assertThat(InetText.parse(word, null)).isNull();
  }

  @Test
  void keepsTheFamiliesApart() {
    assertThat(InetText.parse("fe80::1", Family.IPV4)).isNull();
    assertThat(InetText.parse("10.0.0.1", Family.IPV6)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/255.255.255.0, 10.0.0.1/24",
    "10.0.0.1/0x18, 10.0.0.1/24",
    "10.0.0.1, 10.0.0.1/32",
    "default, 0.0.0.0/0"
  })
  void readsPrefixesWithLengthsAndMasks(String word, String prefix) {
    assertThat(InetText.parsePrefix(word, null)).isEqualTo(Prefix.of(prefix));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/33", "10.0.0.1/", "10.0.0.1/255.0.255.0", "any/8", "/24"})
  void refusesOtherPrefixes(String word) {
    assertThatThrownBy(() -> InetText.prefix(word, ProtocolFamily.UNSPEC))
        .isInstanceOf(CommandException.class)
        .hasMessage("Error: any valid prefix is expected rather than \"" + word + "\".");
  }
}
