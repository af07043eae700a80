package dev.patchbay.shell.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Text as UTF-8 and back, without loss: a byte that is no UTF-8 becomes a lone surrogate, U+DC80
/// to U+DCFF, and that the byte again.
public final class Bytes {
  private static final int ESCAPE = 0xdc00;

  /// What the JDK puts in the place of bytes that are no UTF-8.
  private static final char REPLACEMENT = '\ufffd';

  private Bytes() {}

  /// The text that the bytes are.
  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /// The text that `length` bytes are.
  public static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeSlowly(bytes, offset, offset + length);
  }

  private static String decodeSlowly(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    int at = start;
    while (at < end) {
      int size = sequence(bytes, at, end);
      if (size == 0) {
        text.append((char) (ESCAPE | (bytes[at++] & 0xff)));
      } else {
        text.append(new String(bytes, at, size, StandardCharsets.UTF_8));
        at += size;
      }
    }
    return text.toString();
  }

  /// How many bytes the well-formed character at this place has; 0 when there is none (RFC 3629 4).
  private static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    int size =
        first < 0x80
            ? 1
            : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (at + size > end) {
      return 0;
    }
    for (int i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = size > 2 ? bytes[at + 1] & 0xff : 0x80;
    boolean wrong =
        (first == 0xe0 && second < 0xa0)
            || (first == 0xed && second > 0x9f)
            || (first == 0xf0 && second < 0x90)
            || (first == 0xf4 && second > 0x8f);
    return wrong ? 0 : size;
  }

  /// The bytes that the text is.
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isByte(text.charAt(i))) {
        return encodeSlowly(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encodeSlowly(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean pair = Character.isHighSurrogate(c) && at + 1 < text.length();
      if (isByte(c)) {
        bytes.write(c & 0xff);
        at++;
      } else {
        int next = at + (pair ? 2 : 1);
        bytes.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isByte(char c) {
    return c >= 0xdc80 && c <= 0xdcff;
  }
}
