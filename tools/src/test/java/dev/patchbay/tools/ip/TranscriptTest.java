package dev.patchbay.tools.ip;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "options",
        "link-add",
        "link-set",
        "link-change",
        "link-words",
        "veth",
        "netns",
        "batch",
        "details",
        "odds",
        "address",
        "address6",
        "address-links",
        "route",
        "route-show",
        "route-get",
        "route6",
        "neighbour",
        "neighbour6",
        "rule"
      })
  void answersAsLinuxDid(String name) throws IOException {
    Transcript.replay(TranscriptTest.class, name);
  }
}
