package dev.patchbay.tools.tc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tools.ip.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter add dev d0 ingress protocol ip flower enc_key_id 5 geneve_opts 0102:80:11223344"
            + " action drop",
        "filter add dev d0 ingress basic match ipset(s src)",
      })
  void refusesInOneLineWhatIsMissing(String words) {
    try (Console console = new Console()) {
      console.run("ip link add d0 type dummy");

      String answer = console.run("tc " + words);

      assertThat(answer).matches("tc: patchbay has no [^\\n]* yet\\.\\n\\[exit 1]\\n");
    }
  }

  @Test
  void aBatchEndsAtItsFirstMistake() {
    try (Console console = new Console()) {
      console.run("ip link add d0 type dummy");
      console.run(
          "printf 'qdisc add dev d0 root pfifo\\nqdisc add dev d1 root pfifo\\nqdisc del dev d0"
              + " root\\n' > b");

      String answer = console.run("tc -batch b");

      assertThat(answer).isEqualTo("Cannot find device \"d1\"\nCommand failed b:2\n[exit 1]\n");
      assertThat(console.run("tc qdisc show dev d0")).contains("qdisc pfifo 8001: root refcnt 2");
    }
  }

  @Test
  void whatHangsOnADeviceEndsWithIt() {
    try (Console console = new Console()) {
      console.run("ip link add d0 type dummy");
      console.run("ip link set d0 up");
      console.run("tc qdisc add dev d0 clsact");
      console.run("tc filter add dev d0 egress matchall action drop index 5");

      console.run("ip link del d0");

      assertThat(console.run("tc actions ls action gact")).isEqualTo("[exit 0]\n");
      assertThat(console.run("tc qdisc show")).doesNotContain("d0");
    }
  }
}
