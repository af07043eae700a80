package dev.patchbay.stack.ip6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Netns;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A flood against what IPv6 remembers of those that it has sent errors and redirects to.
class ToldDestinationsTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns router = lab.netns("router");
  private final Icmp6Settings told = Icmp6Settings.of(router);

  @Test
  void aFloodCostsItsOwnSender() {
    int allowed = 0;
    for (int i = 0; i < 500; i++) {
      allowed += told.allowsRedirect(1, 9) ? 1 : 0;
      lab.passMillis(1);
    }

    assertThat(allowed).isEqualTo(6);
    assertThat(told.allowsRedirect(1, 8)).isTrue();
  }

  @Test
  void remembersSoManyAndForgetsThemInTime() {
    for (int destination = 0; destination < 5000; destination++) {
      told.allowsRedirect(1, destination);
    }
    assertThat(told.remembered()).isEqualTo(1024);

    lab.pass(Duration.ofMinutes(3));

    assertThat(told.remembered()).isZero();
  }
}
