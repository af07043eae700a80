package dev.patchbay.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.trace.pcap.Names;
import dev.patchbay.trace.pcap.PcapFilter;
import dev.patchbay.trace.pcap.PcapFilterException;

/// Expressions that choose packets. Each is refused in a line, or chooses, whatever the packet is.
class FilterTest {
  private static final int LONGEST_PACKET = 64;

  /// The input is the expression, and a packet: its last bytes.
  @FuzzTest(maxDuration = "", maxExecutions = 40_000)
  void everyExpressionChoosesOrIsRefused(byte[] input) {
    String expression = new String(input, ISO_8859_1);
    int length = Math.min(input.length, LONGEST_PACKET);
    try {
      PcapFilter filter = PcapFilter.compile(expression, LinkType.EN10MB, Names.NONE);
      filter.matches(input, input.length - length, length, input.length);
    } catch (PcapFilterException refused) {
      assertThat(refused.position()).isBetween(0, expression.length());
    }
  }
}
