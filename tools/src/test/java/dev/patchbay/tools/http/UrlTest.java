package dev.patchbay.tools.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Addresses, whole and relative.
class UrlTest {
  private static Url url(String text) {
    return Objects.requireNonNull(Url.parse(text));
  }

  @Test
  void readsAllParts() {
    Url url = url("http://u:p@[::1]:8080/a/b?c=d#e");

    assertThat(url.user()).isEqualTo("u:p");
    assertThat(url.name()).isEqualTo("::1");
    assertThat(url.port()).isEqualTo(8080);
    assertThat(url.target()).isEqualTo("/a/b?c=d");
    assertThat(url.fragment()).isEqualTo("#e");
  }

  @Test
  void isHttpWithoutAScheme() {
    assertThat(url("10.0.0.2").text()).isEqualTo("http://10.0.0.2/");
  }

  @Test
  void refusesPortsAndHostsThatAreNone() {
    assertThat(Url.parse("http://h:99999/")).isNull();
    assertThat(Url.parse("http:///x")).isNull();
    assertThat(Url.parse("http://h/a b")).isNull();
  }

  @Test
  void followsReferences() {
    Url base = url("http://h:81/a/b");

    assertThat(Objects.requireNonNull(base.resolve("/x")).text()).isEqualTo("http://h:81/x");
    assertThat(Objects.requireNonNull(base.resolve("../x")).text()).isEqualTo("http://h:81/x");
    assertThat(Objects.requireNonNull(base.resolve("c")).text()).isEqualTo("http://h:81/a/c");
    assertThat(Objects.requireNonNull(base.resolve("http://g/y")).text()).isEqualTo("http://g/y");
  }
}
