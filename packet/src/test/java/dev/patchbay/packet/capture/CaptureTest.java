package dev.patchbay.packet.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.packet.Ip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  private static final long TIME = 1_700_000_000_123_456_789L;
  private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7};

  @ParameterizedTest
  @CsvSource({"true, 1700000000123456789", "false, 1700000000123456000"})
  void readsWhatItWrote(boolean nanoseconds, long time) throws Exception {
    List<CapturedFrame> frames = read(pcap(nanoseconds));

    assertThat(frames).hasSize(2);
    CapturedFrame frame = frames.getFirst();
    assertThat(frame.time()).isEqualTo(time);
    assertThat(frame.bytes()).containsExactly(FRAME);
    assertThat(frame.length()).isEqualTo(60);
    assertThat(frame.linkType()).isEqualTo(LinkType.EN10MB);
  }

  @Test
  void readsBothByteOrders() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.BIG_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(100).putInt(LinkType.LINUX_SLL2.number());
    file.putInt(5).putInt(6).putInt(3).putInt(9).put(new byte[] {7, 8, 9});

    List<CapturedFrame> frames = read(Arrays.copyOf(file.array(), file.position()));

    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().time()).isEqualTo(5_000_006_000L);
    assertThat(frames.getFirst().bytes()).containsExactly(7, 8, 9);
    assertThat(frames.getFirst().length()).isEqualTo(9);
    assertThat(frames.getFirst().linkType()).isEqualTo(LinkType.LINUX_SLL2);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 9, 3", "2, 3, 9, 3", "2, 3, 3, 9", "543, 0, 9, 3"})
  void readsTheLengthsOfOldVersions(int major, int minor, int first, int second) throws Exception {
    ByteBuffer file = ByteBuffer.allocate(43).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) major).putShort((short) minor).putLong(0);
    file.putInt(100).putInt(1).putLong(0).putInt(first).putInt(second);

    CapturedFrame frame = read(file.array()).getFirst();

    assertThat(frame.bytes()).hasSize(3);
    assertThat(frame.length()).isEqualTo(9);
  }

  @Test
  void readsThePatchedHeader() throws Exception {
    ByteBuffer file = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2cd34).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(100).putInt(1).putLong(0).putInt(2).putInt(2).putLong(-1).put(FRAME, 0, 2);

    CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file.array()));

    assertThat(reader.snapLength()).isEqualTo(114);
    CapturedFrame frame = reader.next();
    assertThat(frame).isNotNull();
    assertThat(frame.bytes()).containsExactly(1, 2);
  }

  @Test
  void keepsNoMoreThanTheSnapLength() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapWriter writer = new PcapWriter(out, LinkType.EN10MB, 4, false);
    writer.write(TIME, FRAME, 1, 6, 6);

    CapturedFrame frame = read(out.toByteArray()).getFirst();

    assertThat(frame.bytes()).containsExactly(2, 3, 4, 5);
    assertThat(frame.length()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'truncated dump file; tried to read 4 file header bytes, only got 0'",
    "3, 'truncated dump file; tried to read 4 file header bytes, only got 3'",
    "10, 'truncated dump file; tried to read 24 file header bytes, only got 6'",
    "29, 'truncated dump file; tried to read 16 header bytes, only got 5'",
    "42, 'truncated dump file; tried to read 7 captured bytes, only got 2'",
  })
  void tellsWhereAFileIsCutShort(int length, String message) throws Exception {
    byte[] cut = Arrays.copyOf(pcap(true), length);

    assertThatThrownBy(() -> read(cut)).isInstanceOf(CaptureException.class).hasMessage(message);
  }

  @Test
  void givesTheFramesBeforeTheCut() throws Exception {
    byte[] whole = pcap(true);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(cut));

    assertThat(reader.next()).isNotNull();
    assertThatThrownBy(reader::next)
        .hasMessage("truncated dump file; tried to read 7 captured bytes, only got 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no capture at all", "\n\r\r\nno section, ", "\n\r\r\n"})
  void refusesWhatIsNoCapture(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CaptureException.class)
        .hasMessage("unknown file format");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 1, archaic pcap savefile format",
    "6, 9, unsupported pcap savefile version 2.9",
    "20, 147, unsupported link type 147",
    "21, 3, 'unknown data link type 769 (min 104, max 289)'",
    "32, 255, 'truncated dump file; tried to read 255 captured bytes, only got 30'",
    "34, 255, 'invalid packet capture length 16711687, bigger than snaplen of 262144'",
  })
  void refusesAHeaderThatCannotBe(int at, int value, String message) throws Exception {
    byte[] file = pcap(true);
    file[at] = (byte) value;

    assertThatThrownBy(() -> read(file)).isInstanceOf(CaptureException.class).hasMessage(message);
  }

  @Test
  void readsThePcapngItWrote() throws Exception {
    List<CapturedFrame> frames = read(pcapng());

    assertThat(frames).extracting(CapturedFrame::time).containsExactly(TIME, TIME + 1);
    assertThat(frames).extracting(CapturedFrame::interfaceNumber).containsExactly(0, 1);
    assertThat(frames).extracting(CapturedFrame::length).containsExactly(60, 7);
    assertThat(frames).allSatisfy(frame -> assertThat(frame.bytes()).containsExactly(FRAME));
  }

  @Test
  void beginsEveryFileWithAllThatIsKnown() throws Exception {
    List<ByteArrayOutputStream> files = new ArrayList<>();
    PcapngWriter writer = new PcapngWriter(number -> file(files, number), 400, "test");
    int first = writer.addInterface(LinkType.EN10MB, 0, "r/eth0", "veth");
    writer.name(Ip.of("10.0.0.1"), "gateway");
    int second = writer.addInterface(LinkType.EN10MB, 0, "b/eth0", null);
    for (int i = 0; i < 100; i++) {
      writer.write(i % 2 == 0 ? first : second, TIME + i, FRAME, 0, 7, 7, FrameNotes.NONE);
    }
    writer.close();

    assertThat(files).hasSizeGreaterThan(10).hasSize(writer.files());
    int sum = 0;
    for (ByteArrayOutputStream file : files) {
      assertThat(file.size()).isLessThan(500);
      sum += read(file.toByteArray()).size();
    }
    assertThat(sum).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0, unknown file format",
    "12, 2, unsupported pcapng savefile version 2.0",
    "5, 255, 'truncated pcapng dump file; tried to read 65308 bytes, only got 408'",
    "7, 1, 'Section Header Block in pcapng dump file has invalid length 28 < _16777256_ < 1048576"
        + " (BT_SHB_INSANE_MAX)'",
    "44, 16, 'block total length in header and trailer don''t match'",
  })
  void refusesAPcapngThatCannotBe(int at, int value, String message) throws Exception {
    byte[] file = pcapng();
    file[at] = (byte) value;

    assertThatThrownBy(() -> read(file)).isInstanceOf(CaptureException.class).hasMessage(message);
  }

  @Test
  void refusesInterfacesThatDiffer() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(out, "test");
    writer.addInterface(LinkType.EN10MB, 0, "a", null);
    writer.addInterface(LinkType.LINUX_SLL2, 0, "b", null);

    assertThatThrownBy(() -> read(out.toByteArray()))
        .hasMessage("an interface has a type 276 different from the type of the first interface");
  }

  @Test
  void readsAnythingToAnEnd() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] file = random.nextBoolean() ? pcap(true) : pcapng();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        read(Arrays.copyOf(file, random.nextInt(file.length + 1)));
      } catch (CaptureException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }

  private static ByteArrayOutputStream file(List<ByteArrayOutputStream> files, int number) {
    assertThat(number).isEqualTo(files.size());
    files.add(new ByteArrayOutputStream());
    return files.getLast();
  }

  private static byte[] pcap(boolean nanoseconds) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapWriter writer = new PcapWriter(out, LinkType.EN10MB, 262_144, nanoseconds);
    writer.write(TIME, FRAME, 0, 7, 60);
    writer.write(TIME, FRAME, 0, 7, 7);
    writer.close();
    return out.toByteArray();
  }

  private static byte[] pcapng() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(out, "test");
    writer.addInterface(LinkType.EN10MB, 262_144, "red/eth0", "veth, peer blue/eth0");
    writer.addInterface(LinkType.EN10MB, 262_144, "blue/eth0", null);
    writer.name(Ip.of("10.0.0.1"), "red");
    writer.name(Ip.of("fd00::1"), "red6");
    FrameNotes notes = new FrameNotes(Direction.OUTBOUND, 3, List.of("journey 1", "dropped"));
    writer.write(0, TIME, FRAME, 0, 7, 60, notes);
    writer.write(1, TIME + 1, FRAME, 0, 7, 7, FrameNotes.NONE);
    writer.statistics(0, TIME + 2, 1, 3);
    writer.close();
    return out.toByteArray();
  }

  private static List<CapturedFrame> read(byte[] file) throws CaptureException, IOException {
    CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(file));
    List<CapturedFrame> frames = new ArrayList<>();
    for (CapturedFrame frame = reader.next(); frame != null; frame = reader.next()) {
      frames.add(frame);
    }
    return frames;
  }
}
