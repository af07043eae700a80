package dev.patchbay.tools.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding (RFC 3986 section 2.1).
public final class Percent {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final int HEX = 16;

  private Percent() {}

  /// The text with all that is not unreserved, nor in `safe`, as `%XX`.
  public static String encode(String text, String safe) {
    StringBuilder result = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (one & 0xff);
      if (UNRESERVED.indexOf(letter) >= 0 || safe.indexOf(letter) >= 0) {
        result.append(letter);
      } else {
        result.append(String.format("%%%02X", one & 0xff));
      }
    }
    return result.toString();
  }

  /// The text with every `%XX` as the byte it stands for; what is no such code stays.
  public static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      int code = text.charAt(i) == '%' ? code(text, i + 1) : -1;
      if (code >= 0) {
        bytes.write(code);
        i += 2;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int code(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), HEX);
    int low = Character.digit(text.charAt(at + 1), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }
}
