package dev.patchbay.tools.curl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One cookie, as a line of the file of Netscape's has it.
///
/// @param domain the host it came from, or with a dot in front a domain
/// @param tail whether it is for hosts below the domain, too
/// @param expires seconds since 1970, or 0 for the end of the session
record Cookie(
    String domain,
    boolean tail,
    String path,
    boolean secure,
    long expires,
    String name,
    String value,
    boolean httpOnly) {
  private static final String HTTP_ONLY = "#HttpOnly_";

  /// That of a line of a file, or null.
  static @Nullable Cookie ofLine(String line) {
    boolean only = line.startsWith(HTTP_ONLY);
    String[] words = (only ? line.substring(HTTP_ONLY.length()) : line).split("\t", -1);
    if ((line.startsWith("#") && !only) || words.length < 6 || !words[4].matches("\\d{1,18}")) {
      return null;
    }
    return new Cookie(
        words[0].replaceFirst("^\\.", ""),
        words[1].equals("TRUE"),
        words[2],
        words[3].equals("TRUE"),
        Long.parseLong(words[4]),
        words[5],
        words.length > 6 ? words[6] : "",
        only);
  }

  /// That of a `Set-Cookie` that came from a path of a host at a time, in seconds since 1970; null
  /// when it is none or is for somebody else (RFC 6265 section 5.3).
  static @Nullable Cookie ofHeader(String header, String host, String path, long now) {
    String[] parts = header.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals <= 0) {
      return null;
    }
    String domain = attribute(parts, "domain").replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
    boolean named = !domain.isEmpty() && !domain.equals(host);
    if (named && !host.endsWith("." + domain)) {
      return null;
    }
    String own = attribute(parts, "path");
    int end = path.lastIndexOf('/');
    String usual = end <= 0 ? "/" : path.substring(0, end);
    return new Cookie(
        named ? domain : host,
        named,
        own.startsWith("/") ? shortened(own) : usual,
        isSet(parts, "secure"),
        expires(parts, now),
        parts[0].substring(0, equals).strip(),
        parts[0].substring(equals + 1).strip(),
        isSet(parts, "httponly"));
  }

  private static String shortened(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static long expires(String[] parts, long now) {
    String age = attribute(parts, "max-age");
    if (age.matches("-?\\d{1,15}")) {
      return Math.max(1, now + Long.parseLong(age));
    }
    return Math.max(0, CurlDate.seconds(attribute(parts, "expires")));
  }

  private static boolean isSet(String[] parts, String name) {
    for (String part : parts) {
      if (part.strip().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static String attribute(String[] parts, String name) {
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0 && parts[i].substring(0, equals).strip().equalsIgnoreCase(name)) {
        return parts[i].substring(equals + 1).strip();
      }
    }
    return "";
  }

  /// Whether it goes with a request for a path of a host.
  boolean isFor(String host, String asked) {
    boolean meant = host.equals(domain) || (tail && host.endsWith("." + domain));
    return meant
        && (path.equals("/") || asked.equals(path) || asked.startsWith(path + "/"))
        && !secure;
  }

  /// Whether the other is the same one with another value.
  boolean replaces(Cookie other) {
    return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
  }

  boolean isOver(long now) {
    return expires != 0 && expires < now;
  }

  /// Its line in a file.
  String line() {
    return "%s%s\t%s\t%s\t%s\t%d\t%s\t%s\n"
        .formatted(
            httpOnly ? HTTP_ONLY : "",
            (tail ? "." : "") + domain,
            tail ? "TRUE" : "FALSE",
            path,
            secure ? "TRUE" : "FALSE",
            expires,
            name,
            value);
  }
}
