package dev.patchbay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void matchesWholeNames() {
    assertThat(Glob.of("eth*").matches("eth0")).isTrue();
    assertThat(Glob.of("eth?").matches("eth10")).isFalse();
    assertThat(Glob.of("th").matches("eth")).isFalse();
    assertThat(Glob.of("a.c").matches("abc")).isFalse();
  }

  @Test
  void knowsSets() {
    assertThat(Glob.of("Ip[IO]n*").matches("IpInReceives")).isTrue();
    assertThat(Glob.of("eth[0-3]").matches("eth4")).isFalse();
    assertThat(Glob.of("eth[!0-3]").matches("eth4")).isTrue();
    assertThat(Glob.of("[]]").matches("]")).isTrue();
    assertThat(Glob.of("a[b").matches("a[b")).isTrue();
    assertThat(Glob.of("[z-a]").matches("b")).isFalse();
  }

  @Test
  void mayIgnoreCase() {
    assertThat(Glob.ignoringCase("ipin*").matches("IpInReceives")).isTrue();
    assertThat(Glob.of("ipin*").matches("IpInReceives")).isFalse();
  }
}
