package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabTest {
  private final Lab lab = Lab.builder().checkedPool(true).build();

  @AfterEach
  void everyPacketIsAccountedFor() {
    lab.close();
  }

  @Test
  void startsWithLoUp() {
    assertThat(lab.run("ip -br link")).startsWith("lo               UNKNOWN");
    assertThat(lab.status()).isZero();
  }

  @Test
  void pingsAcrossAVeth() {
    String output =
        lab.run(
            """
            ip netns add red
            ip netns add blue
            ip link add eth0 netns red type veth peer name eth0 netns blue
            ip -n red addr add 10.0.0.1/24 dev eth0
            ip -n blue addr add 10.0.0.2/24 dev eth0
            ip -n red link set eth0 up
            ip -n blue link set eth0 up
            ip netns exec red ping -c 2 10.0.0.2
            """);

    assertThat(output).contains("2 packets transmitted, 2 received, 0% packet loss");
    assertThat(lab.netns("red").device("eth0")).isNotNull();
  }

  @Test
  void keepsVariablesAndFunctionsBetweenCalls() {
    lab.run("n=5; f() { echo \"got $1\"; }");

    assertThat(lab.run("f $n")).isEqualTo("got 5\n");
  }

  @Test
  void tellsTheExitStatus() {
    lab.run("ip link show nosuch");

    assertThat(lab.status()).isEqualTo(1);
  }

  @Test
  void letsVirtualTimePassAtOnce() {
    long before = lab.world().loop().now();

    lab.run("sleep 3600");

    assertThat(lab.world().loop().now() - before).isBetween(3_600_000_000_000L, 3_601_000_000_000L);
  }

  @Test
  void recordsWhatHappenedToAPacket() {
    lab.world().journeys().recording(true);

    lab.run("ping -c 1 127.0.0.1");

    assertThat(lab.journeys()).isNotEmpty();
  }

  @Test
  void namesTheNamespaceThatIsMissing() {
    assertThatThrownBy(() -> lab.netns("nosuch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no network namespace is called nosuch");
  }

  @Test
  void runsATranscriptInAChildNamespace() throws java.io.IOException {
    StringBuilder transcript = new StringBuilder();

    lab.transcript("# a comment\n\nip -br link\nfalse\nsleep 60\n", transcript);

    assertThat(transcript)
        .hasToString(
            """
            $ ip -br link
            lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>\s
            [exit 0]
            $ false
            [exit 1]
            $ sleep 60
            [timeout]
            [exit 143]
            """);
  }

  @Test
  void endsWhatATranscriptsLineGoesOnWithToo() throws java.io.IOException {
    StringBuilder transcript = new StringBuilder();

    lab.transcript("nc -l -p 1; nc -l -p 2; echo $?\n", transcript);

    assertThat(transcript)
        .hasToString("$ nc -l -p 1; nc -l -p 2; echo $?\n143\n[timeout]\n[exit 0]\n");
  }

  @Test
  void losesNoPacketOfAConnectionThatNobodyHasAnyMore() throws java.io.IOException {
    Lab checked = Lab.builder().checkedPool(true).build();
    String script =
        """
        nc -l -p 5000 > /dev/null & sleep .3
        (sleep 2; echo hi) | nc -q 0 127.0.0.1 5000 & sleep 1
        iptables -A OUTPUT -p tcp -j DROP
        sleep 3; ss -tnH state fin-wait-1
        """;
    StringBuilder transcript = new StringBuilder();

    checked.transcript(script, transcript);

    assertThat(transcript).contains("127.0.0.1:5000");
    assertThatCode(checked::close).doesNotThrowAnyException();
  }
}
