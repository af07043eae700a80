package dev.patchbay.trace.print;

import java.util.HexFormat;

/// Which routes a router wants at all (RFC 4684).
final class BgpTargets {
  private static final int SYSTEM_BITS = 32;

  private BgpTargets() {}

  /// Prints one; returns how many bytes it has, or 0 when it is none.
  static int print(Dissection d, int at) {
    int bits = d.u1(at) - SYSTEM_BITS;
    if (d.u1(at) == 0) {
      d.put("\n\t      default route target");
      return 1;
    }
    if (bits < 0 || bits > 64) {
      d.put("\n\t      (illegal prefix length)");
      return 0;
    }
    int bytes = (bits + 7) / 8;
    d.need(at + 5, bytes);
    byte[] target = new byte[8];
    System.arraycopy(d.bytes, at + 5, target, 0, bytes);
    if (bits % 8 != 0) {
      target[bytes - 1] &= (byte) (0xff00 >> bits % 8);
    }
    d.print("\n\t      origin AS: %s, %s", d.system(d.u4(at + 1)), text(d, target, bits));
    return 5 + bytes;
  }

  private static String text(Dissection d, byte[] target, int bits) {
    if (bits == 0) {
      return "route-target: 0:0/0";
    }
    String hex = hex(target, (bits + 7) / 8);
    if (bits < 16) {
      return "route-target: partial-type: (" + hex + "/" + bits + ")";
    }
    int type = u2(target, 0);
    String end = "/" + bits + " (" + hex + ")";
    long number = (long) u2(target, 4) << 16 | u2(target, 6);
    return switch (type) {
      case 0x0002 -> "route-target: " + u2(target, 2) + ":" + number + end;
      case 0x0102 ->
          "route-target: %d.%d.%d.%d:%d%s"
              .formatted(
                  target[2] & 0xff,
                  target[3] & 0xff,
                  target[4] & 0xff,
                  target[5] & 0xff,
                  u2(target, 6),
                  end);
      case 0x0202 -> {
        long system = (long) u2(target, 2) << 16 | u2(target, 4);
        yield "route-target: " + d.system(system) + ":" + u2(target, 6) + end;
      }
      default -> "route target: unknown-type(%04x) (%s/%d)".formatted(type, hex, bits);
    };
  }

  private static String hex(byte[] target, int bytes) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      out.append(i > 0 && i % 2 == 0 ? " " : "");
      out.append(HexFormat.of().toHexDigits(target[i]));
    }
    return out.toString();
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
