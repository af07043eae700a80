package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What links may be called, and which name a new one gets.
public final class LinkNames {
  /// The longest name, in bytes (`IFNAMSIZ - 1`).
  public static final int LENGTH = 15;

  /// The longest alternative name, in bytes (`ALTIFNAMSIZ - 1`).
  public static final int ALTERNATIVE_LENGTH = 127;

  private LinkNames() {}

  /// What the policy of the attributes refuses before anything is looked at (`ifla_policy`).
  public static void check(LinkRequest request) throws NetlinkException {
    boolean valid = request.name == null || bytes(request.name) <= LENGTH;
    for (String name : request.addAltNames) {
      valid &= bytes(name) <= ALTERNATIVE_LENGTH;
    }
    if (!valid) {
      throw new NetlinkException(Errno.ERANGE, "Attribute failed policy validation.");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The name asked for, with a number in the place of `%d`, or the first free number behind the
  /// kind's prefix.
  static String choose(Netns netns, @Nullable String asked, String prefix) throws NetlinkException {
    String pattern = asked == null ? prefix + "%d" : asked;
    if (!isValid(pattern)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    int at = pattern.indexOf('%');
    if (at < 0) {
      if (netns.device(pattern) != null) {
        throw new NetlinkException(Errno.EEXIST);
      }
      return pattern;
    }
    if (!pattern.startsWith("%d", at) || pattern.indexOf('%', at + 1) >= 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (int number = 0; ; number++) {
      String name = pattern.substring(0, at) + number + pattern.substring(at + 2);
      if (netns.device(name) == null) {
        return name;
      }
    }
  }

  /// `dev_valid_name`: not empty, `.` or `..`, at most 15 bytes, no slash, colon or white space.
  public static boolean isValid(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c == ':' || c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0) {
        return false;
      }
    }
    return bytes(name) <= LENGTH;
  }
}
