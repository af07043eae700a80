package dev.patchbay.trace.print;

/// Bytes, sixteen a line.
final class HexDump {
  private static final int LINE = 16;

  /// What the figures of a full line take: five characters for two bytes.
  private static final int WIDTH = 40;

  private HexDump() {}

  /// In hexadecimal figures. Ends the frame when there are fewer than `length`.
  static void hex(Dissection d, String indent, int at, int length) {
    int shown = Math.min(length, d.left(at));
    for (int line = 0; line < shown; line += LINE) {
      d.print("%s0x%04x: %s", indent, line, figures(d, at + line, Math.min(LINE, shown - line)));
    }
    d.need(at, length);
  }

  /// In hexadecimal figures and as text. Ends the frame when there are fewer than `length`.
  static void hexAndText(Dissection d, String indent, int at, int length) {
    int shown = Math.min(length, d.left(at));
    for (int line = 0; line < shown; line += LINE) {
      int count = Math.min(LINE, shown - line);
      String figures = figures(d, at + line, count);
      d.print("%s0x%04x: %-" + WIDTH + "s  ", indent, line, figures);
      for (int i = at + line; i < at + line + count; i++) {
        int c = d.u1(i);
        d.put(isGraphic(c) ? (char) c : '.');
      }
    }
    d.need(at, length);
  }

  private static String figures(Dissection d, int at, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i += 2) {
      out.append(' ').append(d.hex(at + i, Math.min(2, count - i)));
    }
    return out.toString();
  }

  /// As text, with its line ends. Ends the frame when there are fewer than `length`.
  static void text(Dissection d, int at, int length) {
    int shown = Math.min(length, d.left(at));
    d.put('\n');
    for (int i = at; i < at + shown; i++) {
      int c = d.u1(i);
      if (c != '\r') {
        d.put(isGraphic(c) || c == '\t' || c == ' ' || c == '\n' ? (char) c : '.');
      } else if (i + 2 < at + shown && d.u1(i + 1) != '\n') {
        d.put('.');
      }
    }
    d.need(at, length);
  }

  private static boolean isGraphic(int c) {
    return c > ' ' && c < 0x7f;
  }
}
