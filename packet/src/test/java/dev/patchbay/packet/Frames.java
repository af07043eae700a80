package dev.patchbay.packet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Frames made by another program, with the lines that they print as.
final class Frames {
  record Frame(String name, byte[] bytes, String line) {}

  private static final Map<String, Frame> RECORDED = read();

  private Frames() {}

  static List<Frame> all() {
    return List.copyOf(RECORDED.values());
  }

  /// A copy of the bytes of the frame with that name.
  static byte[] named(String name) {
    return RECORDED.get(name).bytes().clone();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /// A packet over the bytes, its head at the first.
  static Packet packet(PacketPool pool, byte[] bytes) {
    Packet packet = pool.allocate(bytes.length);
    int at = packet.put(bytes.length);
    System.arraycopy(bytes, 0, packet.bytes(), at, bytes.length);
    return packet;
  }

  /// A copy of the packet's bytes from head to tail.
  static byte[] contents(Packet packet) {
    return Arrays.copyOfRange(packet.bytes(), packet.head(), packet.tail());
  }

  /// The lines of a file beside the tests that say something.
  static List<String> lines(String file) {
    try (InputStream in = Frames.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Frame> read() {
    Map<String, Frame> frames = new LinkedHashMap<>();
    read("frames.txt", frames);
    read("frames-own-words.txt", frames);
    return frames;
  }

  private static void read(String file, Map<String, Frame> frames) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i += 3) {
      String name = lines.get(i);
      frames.put(name, new Frame(name, hex(lines.get(i + 1)), lines.get(i + 2)));
    }
  }
}
