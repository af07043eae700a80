package dev.patchbay.packet;

import java.util.Arrays;

/// A slow protocol's PDU: LACPDU or marker (IEEE 802.1AX 6.4.2, 6.5.3). `at` is the byte behind the
/// link header.
///
/// ```
///   0 subtype  1 version
///   2 type 1   3 length 20    4 actor: system priority 2, system 6, key 2, port priority 2,
///                                      port 2, state 1, reserved 3
///  22 type 2  23 length 20   24 partner, likewise
///  42 type 3  43 length 16   44 collector: most delay 2, reserved 12
///  58 type 0  59 length 0    60 reserved 50
/// ```
public final class Lacpdu {
  /// How long it is, whatever it says.
  public static final int LENGTH = 110;

  /// Where slow protocols are sent.
  public static final long GROUP = 0x0180_c200_0002L;

  /// Subtypes.
  public static final int LACP = 1;

  public static final int MARKER = 2;

  /// Types of a marker.
  public static final int MARKER_INFORMATION = 1;

  public static final int MARKER_RESPONSE = 2;

  /// Where the two ends are told about, for [#system] and the others.
  public static final int ACTOR = 4;

  public static final int PARTNER = 24;

  private static final int TYPE = 2;
  private static final int COLLECTOR = 42;
  private static final int SYSTEM = 2;
  private static final int KEY = 8;
  private static final int PORT_PRIORITY = 10;
  private static final int PORT = 12;
  private static final int STATE = 14;
  private static final int END_LENGTH = 20;
  private static final int COLLECTOR_LENGTH = 16;

  private Lacpdu() {}

  /// Whether there is a whole one at `at`; the one length check.
  public static boolean fits(byte[] bytes, int at, int tail) {
    return at >= 0 && tail <= bytes.length && tail - at >= LENGTH;
  }

  public static int subtype(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  public static int version(byte[] bytes, int at) {
    return bytes[at + 1] & 0xff;
  }

  /// Which kind of marker.
  public static int markerType(byte[] bytes, int at) {
    return bytes[at + TYPE] & 0xff;
  }

  public static void markerType(byte[] bytes, int at, int type) {
    bytes[at + TYPE] = (byte) type;
  }

  public static int systemPriority(byte[] bytes, int at, int end) {
    return Wire.u16(bytes, at + end);
  }

  public static long system(byte[] bytes, int at, int end) {
    return Mac.read(bytes, at + end + SYSTEM);
  }

  public static int key(byte[] bytes, int at, int end) {
    return Wire.u16(bytes, at + end + KEY);
  }

  public static int portPriority(byte[] bytes, int at, int end) {
    return Wire.u16(bytes, at + end + PORT_PRIORITY);
  }

  public static int port(byte[] bytes, int at, int end) {
    return Wire.u16(bytes, at + end + PORT);
  }

  public static int state(byte[] bytes, int at, int end) {
    return bytes[at + end + STATE] & 0xff;
  }

  /// Writes what one end is.
  public static void end(byte[] bytes, int at, int end, LacpEnd values) {
    bytes[at + end - 2] = (byte) (end == ACTOR ? 1 : 2);
    bytes[at + end - 1] = END_LENGTH;
    Wire.u16(bytes, at + end, values.systemPriority());
    Mac.write(bytes, at + end + SYSTEM, values.system());
    Wire.u16(bytes, at + end + KEY, values.key());
    Wire.u16(bytes, at + end + PORT_PRIORITY, values.portPriority());
    Wire.u16(bytes, at + end + PORT, values.port());
    bytes[at + end + STATE] = (byte) values.state();
  }

  /// Reads what one end is.
  public static LacpEnd end(byte[] bytes, int at, int end) {
    return new LacpEnd(
        systemPriority(bytes, at, end),
        system(bytes, at, end),
        key(bytes, at, end),
        portPriority(bytes, at, end),
        port(bytes, at, end),
        state(bytes, at, end));
  }

  /// Puts an LACPDU in front, which becomes the packet's network header, and returns its index.
  public static int push(Packet packet, LacpEnd actor, LacpEnd partner) {
    int at = packet.push(LENGTH);
    byte[] bytes = packet.bytes();
    Arrays.fill(bytes, at, at + LENGTH, (byte) 0);
    bytes[at] = LACP;
    bytes[at + 1] = 1;
    end(bytes, at, ACTOR, actor);
    end(bytes, at, PARTNER, partner);
    bytes[at + COLLECTOR] = 3;
    bytes[at + COLLECTOR + 1] = COLLECTOR_LENGTH;
    packet.network(at);
    return at;
  }
}
