package dev.patchbay.trace.pcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.bpf.Ancillary;
import dev.patchbay.packet.bpf.BpfText;
import dev.patchbay.packet.capture.CaptureReader;
import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import dev.patchbay.trace.pcap.FilterTarget.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PcapFilterTest {
  private static final FilterTarget LIVE = FilterTarget.of(LinkType.EN10MB).from(Source.LIVE);

  private static final Names NAMES =
      new Names() {
        @Override
        public List<Ip> host(String name) {
          return name.equals("helios") ? List.of(Ip.of("10.0.0.1"), Ip.of("fd00::1")) : List.of();
        }

        @Override
        public int network(String name) {
          return name.equals("localnet") ? 10 : 0;
        }

        @Override
        public int port(String name, String protocol) {
          return switch (name) {
            case "ftp" -> protocol.equals("tcp") ? 21 : -1;
            case "ftp-data" -> protocol.equals("tcp") ? 20 : -1;
            case "tftp" -> protocol.equals("udp") ? 69 : -1;
            case "domain" -> 53;
            default -> -1;
          };
        }

        @Override
        public int protocol(String name) {
          return switch (name) {
            case "tcp" -> 6;
            case "udp" -> 17;
            default -> -1;
          };
        }

        @Override
        public Mac station(String name) {
          return Mac.of("02:00:00:00:00:01");
        }
      };

  static List<String> selections() throws IOException {
    List<String> lines = new ArrayList<>(lines("selections"));
    lines.removeIf(line -> line.startsWith("#"));
    return lines;
  }

  @ParameterizedTest
  @MethodSource("selections")
  void selectsAsTheRealOneDoes(String line) throws Exception {
    String[] parts = line.split("\t", -1);

    assertThat(selection(parts[0])).isEqualTo(parts[1]);
  }

  private static String selection(String expression) throws Exception {
    FilterTarget target = FilterTarget.of(LinkType.EN10MB).from(Source.FILE);
    PcapFilter filter;
    try {
      filter = PcapFilter.compile(expression, target, NAMES, true);
    } catch (PcapFilterException refused) {
      return "tcpdump: " + refused.getMessage();
    }
    int count = 0;
    CRC32 sum = new CRC32();
    for (CapturedFrame frame : frames()) {
      if (filter.matches(frame.bytes(), 0, frame.bytes().length, frame.length())) {
        count++;
        sum.update(frame.bytes());
      }
    }
    return count + " " + Long.toHexString(sum.getValue());
  }

  @Test
  void makesProgramsAsShortAsTheRealOneDoes() throws Exception {
    String expected = String.join("\n", lines("programs"));
    StringBuilder programs = new StringBuilder();

    for (String line : lines("programs")) {
      if (line.startsWith("# ")) {
        programs.append(line).append('\n').append(assembly(line.substring(2)));
      }
    }

    assertThat(programs.toString().strip()).isEqualTo(expected);
  }

  @Test
  void showsItsProgram() throws Exception {
    PcapFilter filter = PcapFilter.compile("ip", LinkType.EN10MB, NAMES);

    assertThat(BpfText.assembly(filter.program()))
        .isEqualTo(
            """
            (000) ldh      [12]
            (001) jeq      #0x800           jt 2	jf 3
            (002) ret      #262144
            (003) ret      #0
            """);
    assertThat(BpfText.c(filter.program()))
        .isEqualTo(
            """
            { 0x28, 0, 0, 0x0000000c },
            { 0x15, 0, 1, 0x00000800 },
            { 0x6, 0, 0, 0x00040000 },
            { 0x6, 0, 0, 0x00000000 },
            """);
    assertThat(BpfText.decimal(filter.program()))
        .isEqualTo("4\n40 0 0 12\n21 0 1 2048\n6 0 0 262144\n6 0 0 0\n");
  }

  @Test
  void selectsEverythingWithoutAnExpression() throws Exception {
    PcapFilter filter = PcapFilter.compile(" ", LinkType.EN10MB, NAMES);

    assertThat(filter.matches(new byte[0], 0, 0, 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "host helios, host 10.0.0.1 or host fd00::1",
    "ip host helios, ip host 10.0.0.1",
    "ip6 host helios, ip6 host fd00::1",
    "net localnet, net 10",
    "ether host helios, ether host 02:00:00:00:00:01",
    "port ftp, tcp port 21",
    "port domain, port 53",
    "tcp port domain, tcp port 53",
    "portrange ftp-ftp, tcp portrange 21-21",
  })
  void knowsNames(String named, String numbered) throws Exception {
    assertThat(assembly(named)).isEqualTo(assembly(numbered));
  }

  @ParameterizedTest
  @CsvSource({
    "host nobody, unknown host 'nobody', 5",
    "udp port ftp, port 'ftp' is tcp, 9",
    "tcp port tftp, port 'tftp' is udp, 9",
    "net nowhere, unknown network 'nowhere', 4",
    "tcp and or, can't parse filter expression: syntax error, 8",
  })
  void tellsWhereItIsWrong(String expression, String message, int position) {
    PcapFilterException refused =
        catchThrowableOfType(PcapFilterException.class, () -> assembly(expression));

    assertThat(refused).hasMessage(message);
    assertThat(refused.position()).isEqualTo(position);
  }

  @Test
  void looksBesideTheBytesOfALivePacket() throws Exception {
    byte[] untagged = HexFormat.of().parseHex("020000000002020000000001" + "0800" + "45000014");
    Ancillary tagged =
        field ->
            switch (field) {
              case Ancillary.VLAN_TAG_PRESENT -> 1;
              case Ancillary.VLAN_TAG -> 0x2005;
              case Ancillary.PACKET_TYPE -> 4;
              case Ancillary.IFINDEX -> 7;
              default -> 0;
            };

    assertThat(live("vlan 5 and ip", untagged, tagged)).isTrue();
    assertThat(live("vlan 6", untagged, tagged)).isFalse();
    assertThat(live("outbound and ifindex 7", untagged, tagged)).isTrue();
    assertThat(live("inbound", untagged, tagged)).isFalse();
    assertThat(live("vlan", untagged, field -> 0)).isFalse();
  }

  @Test
  void findsATagThatIsStillInTheBytes() throws Exception {
    byte[] tagged =
        HexFormat.of().parseHex("020000000002020000000001" + "81000005" + "0800" + "45000014");

    assertThat(live("vlan 5 and ip", tagged, field -> 0)).isTrue();
    assertThat(live("vlan 6 and ip", tagged, field -> 0)).isFalse();
  }

  private static boolean live(String expression, byte[] frame, Ancillary ancillary)
      throws PcapFilterException {
    PcapFilter filter = PcapFilter.compile(expression, LIVE, NAMES, true);
    return filter.matches(frame, 0, frame.length, frame.length, ancillary);
  }

  @Test
  void reachesOverALongProgram() throws Exception {
    StringBuilder expression = new StringBuilder("ip host 10.1.0.0");
    for (int i = 1; i < 2000; i++) {
      expression.append(" or 10.1.").append(i / 256).append('.').append(i % 256);
    }
    byte[] last = HexFormat.of().parseHex("000000000000000000000000" + "0800" + "00".repeat(20));
    last[26] = 10;
    last[27] = 1;
    last[28] = (byte) (1999 / 256);
    last[29] = (byte) (1999 % 256);

    PcapFilter filter = PcapFilter.compile(expression.toString(), LinkType.EN10MB, NAMES);

    assertThat(filter.matches(last, 0, last.length, last.length)).isTrue();
    last[29]++;
    assertThat(filter.matches(last, 0, last.length, last.length)).isFalse();
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThatExceptionOfType(PcapFilterException.class)
        .isThrownBy(() -> assembly("(".repeat(100_000) + "ip"))
        .withMessage("can't parse filter expression: memory exhausted");
  }

  @Test
  void endsWhateverTheBytesAre() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    List<PcapFilter> filters = new ArrayList<>();
    for (String line : selections()) {
      try {
        filters.add(PcapFilter.compile(line.split("\t", -1)[0], LinkType.EN10MB, NAMES));
      } catch (PcapFilterException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      for (PcapFilter filter : filters) {
        filter.matches(bytes, 0, bytes.length, bytes.length);
      }
    }
    assertThat(filters).hasSizeGreaterThan(100);
  }

  @Test
  void refusesWithoutFallingOverWhateverTheWordsAre() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    List<String> words = new ArrayList<>();
    for (String line : selections()) {
      words.addAll(List.of(line.split("\t", -1)[0].split(" ", -1)));
    }
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder expression = new StringBuilder();
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        expression.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      try {
        assembly(expression.toString());
        taken++;
      } catch (PcapFilterException refused) {
        assertThat(refused.position()).isBetween(0, expression.length());
      }
    }
    assertThat(taken).isGreaterThan(100);
  }

  private static String assembly(String expression) throws PcapFilterException {
    return BpfText.assembly(PcapFilter.compile(expression, LinkType.EN10MB, NAMES).program());
  }

  private static List<CapturedFrame> frames() throws Exception {
    List<CapturedFrame> frames = new ArrayList<>();
    try (InputStream in = resource("mixed.pcap")) {
      CaptureReader reader = CaptureReader.open(in);
      for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(PcapFilterTest.class.getResourceAsStream(name));
  }
}
