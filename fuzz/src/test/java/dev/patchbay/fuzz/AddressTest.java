package dev.patchbay.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Prefix;

/// Addresses as text.
class AddressTest {
  @FuzzTest(maxDuration = "", maxExecutions = 200_000)
  void whatIsTakenReadsBackTheSame(byte[] input) {
    String text = new String(input, UTF_8);

    Ip ip = Ip.parse(text);
    Prefix prefix = Prefix.parse(text);
    Mac mac = Mac.parse(text);

    if (ip != null) {
      assertThat(Ip.of(ip.toString())).isEqualTo(ip);
    }
    if (prefix != null) {
      assertThat(Prefix.of(prefix.toString())).isEqualTo(prefix);
    }
    if (mac != null) {
      assertThat(Mac.of(mac.toString())).isEqualTo(mac);
    }
  }
}
