package dev.patchbay.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.Lab;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.trace.pcap.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCaptureTest {
  private static final String TWO_HOSTS =
      """
      ip netns add red
      ip netns add blue
      ip -n red link add eth0 type veth peer name eth0 netns blue
      ip -n red address add 10.0.0.1/24 dev eth0
      ip -n blue address add 10.0.0.2/24 dev eth0
      ip -n red link set eth0 up
      ip -n blue link set eth0 up
      """;

  private static final String PING = "ip netns exec red ping -c 3 10.0.0.2\n";

  @TempDir Path folder;

  @Test
  void writesWhatEveryDeviceSaw() throws Exception {
    try (Lab lab = Lab.builder().journeys(true).folder(folder).build()) {
      capture(lab, "", TWO_HOSTS + PING);

      assertThat(frames("capture")).hasSize(counted(lab));
      assertThat(text("capture")).contains("red/eth0", "blue/eth0", "journey 1");
    }
  }

  /// What the two devices say they have sent and received.
  private static int counted(Lab lab) {
    int sum = 0;
    for (String netns : List.of("red", "blue")) {
      for (String count : List.of("rx_packets", "tx_packets")) {
        String file = "/sys/class/net/eth0/statistics/" + count;
        sum += Integer.parseInt(lab.run("ip netns exec " + netns + " cat " + file).strip());
      }
    }
    return sum;
  }

  @Test
  void tellsWhyAPacketWasDropped() throws Exception {
    try (Lab lab = Lab.builder().journeys(true).folder(folder).build()) {
      capture(
          lab,
          "icmp",
          TWO_HOSTS
              + "ip netns exec blue iptables -A INPUT -p icmp -j DROP\n"
              + "ip netns exec red ping -c 1 -W 1 10.0.0.2\n");

      assertThat(text("capture")).contains("dropped: NETFILTER_DROP");
    }
  }

  @Test
  void writesOnlyWhatIsSelected() throws Exception {
    try (Lab lab = Lab.builder().journeys(true).folder(folder).build()) {
      capture(lab, "icmp and outbound", TWO_HOSTS + PING);

      assertThat(frames("capture")).hasSize(6);
    }
  }

  @Test
  void keepsTheNewestFiles() throws Exception {
    try (Lab lab = Lab.builder().journeys(true).folder(folder).build()) {
      CaptureOptions options = new CaptureOptions(folder.resolve("capture"), "", 2000, 3);
      try (RunCapture _ = RunCapture.begin(lab.world(), options, Names.NONE)) {
        lab.run(TWO_HOSTS + "ip netns exec red ping -c 50 10.0.0.2");
      }

      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith("capture")))
            .hasSize(3)
            .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(2500));
      }
    }
  }

  @Test
  void pointsAtWhatIsWrongInAFilter() {
    try (Lab lab = Lab.builder().folder(folder).build()) {
      CaptureOptions options = new CaptureOptions(folder.resolve("capture"), "tcp and or", 0, 1);

      assertThatExceptionOfType(CommandException.class)
          .isThrownBy(() -> RunCapture.begin(lab.world(), options, Names.NONE))
          .satisfies(refused ->
              assertThat(refused.message())
                  .isEqualTo(
                      """
                      run: --capture-filter: can't parse filter expression: syntax error
                        tcp and or
                                ^\
                      """));
    }
  }

  @Test
  void refusesAFileThatCannotBe() {
    try (Lab lab = Lab.builder().folder(folder).build()) {
      Path file = folder.resolve("none/capture");

      assertThatExceptionOfType(CommandException.class)
          .isThrownBy(
              () -> RunCapture.begin(lab.world(), new CaptureOptions(file, "", 0, 1), Names.NONE))
          .satisfies(refused ->
              assertThat(refused.message())
                  .isEqualTo("capture: " + file + ": No such file or directory"));
    }
  }

  private void capture(Lab lab, String filter, String script) {
    CaptureOptions options = new CaptureOptions(folder.resolve("capture"), filter, 0, 1);
    try (RunCapture _ = RunCapture.begin(lab.world(), options, Names.NONE)) {
      lab.run(script);
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
  }

  private List<CapturedFrame> frames(String file) throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      CaptureReader reader = CaptureReader.open(in);
      for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }
}
