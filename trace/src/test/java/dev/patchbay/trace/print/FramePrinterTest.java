package dev.patchbay.trace.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.packet.capture.CapturedFrame;
import dev.patchbay.packet.capture.LinkType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePrinterTest {
  /// An echo request in Ethernet.
  private static final byte[] ECHO =
      HexFormat.of()
          .parseHex(
              "02000000000202000000000108004500001c000140004001"
                  + "26de0a0000010a0000020800f7fd00010001");

  /// EtherTypes, protocols and ports that lead random bytes to every printer.
  private static final int[] TYPES = {
    0x0800, 0x86dd, 0x0806, 0x8100, 0x8809, 0x8847, 0x8863, 0x8864, 0x0026, 0x88a8
  };

  private static final int[] PROTOCOLS = {1, 2, 4, 6, 17, 41, 43, 44, 47, 50, 51, 58, 60, 112, 143};

  private static final int[] PORTS = {53, 67, 80, 123, 520, 4789, 5060, 5353, 6081, 6635, 21};

  private static String print(PrintOptions options, byte[] bytes, int length) {
    FramePrinter printer = new FramePrinter(options, Names.NONE);
    return printer.print(new CapturedFrame(0, bytes, length, LinkType.EN10MB, 0));
  }

  private static PrintOptions verbose(int verbosity) {
    return new PrintOptions(
        verbosity,
        true,
        true,
        false,
        0,
        false,
        false,
        false,
        TimeStyle.NONE,
        false,
        DumpStyle.NONE,
        false,
        "");
  }

  @Test
  void printsAnEcho() {
    String line = print(PrintOptions.PLAIN, ECHO, ECHO.length);

    assertThat(line)
        .isEqualTo("IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 1, seq 1, length 8\n");
  }

  @Test
  void printsTheOptionOfMultipathTcp() {
    String options = "1e0c0081" + "0102030405060708";
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "0200000000010200000000020800"
                    + "450000340001000040060000"
                    + "0a0000010a000002"
                    + "03e807d00000000500000000"
                    + "8002006400000000"
                    + options);

    String line = print(PrintOptions.PLAIN, bytes, bytes.length);

    assertThat(line)
        .isEqualTo(
            "IP 10.0.0.1.1000 > 10.0.0.2.2000: Flags [S], seq 5, win 100,"
                + " options [mptcp 12 capable v0 csum {0x102030405060708}], length 0\n");
  }

  @Test
  void saysWhatAFrameWasCutIn() {
    String line = print(PrintOptions.PLAIN, Arrays.copyOf(ECHO, 34), ECHO.length);

    assertThat(line).isEqualTo("IP 10.0.0.1 > 10.0.0.2:  [|icmp]\n");
  }

  @Test
  void refusesLengthsThatCannotBe() {
    String line = print(PrintOptions.PLAIN, ECHO, 10);

    assertThat(line).isEqualTo("[Invalid header: len(10) < caplen(42)]\n");
  }

  @Test
  void neverThrowsWhateverTheBytesAre() {
    Random random = new Random(7);

    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = hostile(random);

      assertThat(print(verbose(round % 4), bytes, bytes.length)).endsWith("\n");
    }
  }

  /// Random bytes behind headers that lead somewhere.
  private static byte[] hostile(Random random) {
    byte[] bytes = new byte[14 + random.nextInt(200)];
    random.nextBytes(bytes);
    int type = TYPES[random.nextInt(TYPES.length)];
    put(bytes, 12, type);
    if (bytes.length > 60) {
      bytes[14] = (byte) (type == 0x86dd ? 0x60 : 0x45);
      bytes[23] = (byte) PROTOCOLS[random.nextInt(PROTOCOLS.length)];
      bytes[20] = type == 0x86dd ? bytes[23] : 0;
      bytes[21] = 0;
      put(bytes, type == 0x86dd ? 18 : 16, bytes.length - 14);
      put(bytes, type == 0x86dd ? 56 : 36, PORTS[random.nextInt(PORTS.length)]);
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }
}
