package dev.patchbay.tools.iproute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeywordsTest {
  private final Keywords keywords = new Keywords("address", "=mtu", "master", "alias");

  @Test
  void takesTheFirstThatTheWordBegins() {
    assertThat(keywords.find("a")).isEqualTo("address");
    assertThat(keywords.find("al")).isEqualTo("alias");
    assertThat(keywords.find("m")).isEqualTo("master");
  }

  @Test
  void abbreviatesNoExactWord() {
    assertThat(keywords.find("mt")).isNull();
    assertThat(keywords.find("mtu")).isEqualTo("mtu");
  }

  @Test
  void findsNothingForWordsThatGoOnOrAreEmpty() {
    assertThat(keywords.find("masters")).isNull();
    assertThat(keywords.find("")).isNull();
  }
}
