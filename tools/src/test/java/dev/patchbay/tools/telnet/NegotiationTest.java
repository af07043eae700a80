package dev.patchbay.tools.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private final Negotiation negotiation = new Negotiation();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

  private void hear(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    negotiation.hear(bytes, bytes.length, text, answers);
  }

  private String answered() {
    return HexFormat.of().formatHex(answers.toByteArray());
  }

  @Test
  void answersWhatItIsAskedFor() {
    // DO TERMINAL-TYPE, WILL ECHO, DO ECHO
    hear("fffd18" + "fffb01" + "fffd01");

    assertThat(answered()).isEqualTo("fffb18" + "fffd01" + "fffc01");
  }

  @Test
  void answersNothingThatIsAgreedAlready() {
    hear("fffd18");
    answers.reset();

    hear("fffd18");

    assertThat(answered()).isEmpty();
  }

  @Test
  void takesCommandsOutOfTheTextWhereverTheyAreCut() {
    hear("61ff");
    hear("fd");
    hear("0162" + "fffa1801fff0" + "63ffff0d00");

    assertThat(text.toString(StandardCharsets.ISO_8859_1)).isEqualTo("abc\u00ff\r");
  }

  @Test
  void writesLinesAndBytesThatLookLikeCommands() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();

    for (int octet : new int[] {'a', '\n', '\r', 0xff}) {
      Negotiation.write(octet, false, sent);
    }

    assertThat(HexFormat.of().formatHex(sent.toByteArray())).isEqualTo("610d0a0d00ffff");
  }
}
