package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An address and a port in a line of FTP: where the other end is to connect to (RFC 959, RFC
/// 2428).
///
/// @param kind how it is written
/// @param address null when the line names none: the one that the connection has
/// @param from where it begins, an index into the packet's bytes
/// @param length how many bytes it has
public record FtpAddress(Kind kind, @Nullable Ip address, int port, int from, int length) {
  /// How an address and a port are written.
  public enum Kind {
    PORT,
    PASV,
    EPRT,
    EPSV
  }

  private static final int NUMBERS = 6;

  /// A line that begins as one with an address and does not hold one whole: it may not pass.
  static final FtpAddress BROKEN = new FtpAddress(Kind.PORT, null, 0, 0, 0);

  /// What the bytes from `from` say, or null when they name no address.
  ///
  /// @param reply whether it is a server that says it
  static @Nullable FtpAddress read(byte[] bytes, int from, int to, boolean reply, Family family) {
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    FtpAddress found =
        reply
            ? find(text, "227 ", 0, Kind.PASV, family)
            : find(text, "PORT", ' ', Kind.PORT, family);
    if (found == null) {
      found =
          reply
              ? find(text, "229 ", '(', Kind.EPSV, family)
              : find(text, "EPRT", ' ', Kind.EPRT, family);
    }
    if (found == null || found == BROKEN) {
      return found;
    }
    return new FtpAddress(found.kind, found.address, found.port, from + found.from, found.length);
  }

  /// `find_pattern`
  private static @Nullable FtpAddress find(
      String text, String pattern, int skipped, Kind kind, Family family) {
    int known = Math.min(text.length(), pattern.length());
    if (!text.regionMatches(true, 0, pattern, 0, known)) {
      return null;
    }
    if (text.length() <= pattern.length()) {
      return BROKEN;
    }
    int at = pattern.length();
    if (skipped != 0) {
      at = text.indexOf(skipped, at) + 1;
      if (at == 0) {
        return BROKEN;
      }
    }
    FtpAddress found =
        switch (kind) {
          case PORT -> numbers(text, at, '\r', kind);
          case PASV -> numbers(text, firstDigit(text, at), -1, kind);
          case EPRT -> extended(text, at, family);
          case EPSV -> passive(text, at);
        };
    return found == null ? BROKEN : found;
  }

  private static int firstDigit(String text, int from) {
    int at = from;
    while (at < text.length() && !isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// `h1,h2,h3,h4,p1,p2` up to a character, or to any when it is -1.
  private static @Nullable FtpAddress numbers(String text, int from, int end, Kind kind) {
    int[] numbers = new int[NUMBERS];
    int index = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isDigit(c)) {
        numbers[index] = Math.min(numbers[index] * 10 + c - '0', 256);
      } else if (c == ',' && index < NUMBERS - 1) {
        index++;
      } else {
        boolean isWhole = index == NUMBERS - 1 && (end < 0 || c == end);
        return isWhole ? of(numbers, from, at - from, kind) : null;
      }
    }
    return null;
  }

  private static @Nullable FtpAddress of(int[] numbers, int from, int length, Kind kind) {
    for (int number : numbers) {
      if (number > 255) {
        return null;
      }
    }
    int host = numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3];
    return new FtpAddress(kind, Ip.v4(host), numbers[4] << 8 | numbers[5], from, length);
  }

  private static boolean isDelimiter(char c) {
    return c >= 33 && c <= 126 && !isDigit(c);
  }

  /// `|1|192.0.2.1|6275|`
  private static @Nullable FtpAddress extended(String text, int from, Family family) {
    if (from + 3 >= text.length()) {
      return null;
    }
    char delimiter = text.charAt(from);
    char own = family == Family.IPV4 ? '1' : '2';
    if (!isDelimiter(delimiter)
        || text.charAt(from + 1) != own
        || text.charAt(from + 2) != delimiter) {
      return null;
    }
    int end = text.indexOf(delimiter, from + 3);
    Ip address = end < 0 ? null : Ip.parse(family, text.substring(from + 3, end));
    return address == null ? null : port(text, from, end + 1, delimiter, Kind.EPRT, address);
  }

  /// `|||6446|`
  private static @Nullable FtpAddress passive(String text, int from) {
    if (from + 2 >= text.length()) {
      return null;
    }
    char delimiter = text.charAt(from);
    boolean isEmpty = text.charAt(from + 1) == delimiter && text.charAt(from + 2) == delimiter;
    return isDelimiter(delimiter) && isEmpty
        ? port(text, from, from + 3, delimiter, Kind.EPSV, null)
        : null;
  }

  private static @Nullable FtpAddress port(
      String text, int from, int at, char delimiter, Kind kind, @Nullable Ip address) {
    int end = text.indexOf(delimiter, at);
    if (end < 0 || !text.substring(at, end).matches("[0-9]{1,9}")) {
      return null;
    }
    int port = Integer.parseInt(text.substring(at, end)) & 0xffff;
    return port == 0 ? null : new FtpAddress(kind, address, port, from, end + 1 - from);
  }

  /// The same line with another address and port.
  public String text(Ip other, int otherPort) {
    return switch (kind) {
      case PORT, PASV ->
          other.text().replace('.', ',') + "," + (otherPort >> 8) + "," + (otherPort & 0xff);
      case EPRT -> (other.isV4() ? "|1|" : "|2|") + full(other) + "|" + otherPort + "|";
      case EPSV -> "|||" + otherPort + "|";
    };
  }

  /// The address as the kernel writes it: with all the zeroes of IPv6.
  private static String full(Ip address) {
    StringBuilder text = new StringBuilder();
    address.appendFull(text);
    return text.toString();
  }
}
