package dev.patchbay.tools.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where something is found by HTTP (RFC 3986).
///
/// @param user the user and password, or null
/// @param host an address of IPv6 stands in brackets
/// @param port the one of the scheme when none was given
/// @param path begins with a slash
/// @param query with its question mark, or empty
/// @param fragment with its number sign, or empty
public record Url(
    String scheme,
    @Nullable String user,
    String host,
    int port,
    String path,
    String query,
    String fragment) {
  private static final int MOST = 0xffff;

  /// Reads one; without a scheme it is `http`. Null when the text is none.
  public static @Nullable Url parse(String text) {
    int colon = text.indexOf("://");
    boolean hasScheme = colon > 0 && text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
    String scheme = hasScheme ? text.substring(0, colon).toLowerCase(Locale.ROOT) : "http";
    String rest = hasScheme ? text.substring(colon + 3) : text;
    if (rest.matches("(?s).*[\\p{Cntrl} ].*")) {
      return null;
    }
    int end = end(rest, "/?#");
    String authority = rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    String user = at < 0 ? null : authority.substring(0, at);
    return of(scheme, user, authority.substring(at + 1), rest.substring(end));
  }

  private static @Nullable Url of(String scheme, @Nullable String user, String place, String rest) {
    int colon = place.indexOf(':', Math.max(0, place.indexOf(']')));
    String host = colon < 0 ? place : place.substring(0, colon);
    int port = colon < 0 ? usual(scheme) : port(place.substring(colon + 1), scheme);
    if (host.isEmpty() || port < 0) {
      return null;
    }
    int hash = end(rest, "#");
    String plain = rest.substring(0, hash);
    int question = end(plain, "?");
    String path = question == 0 ? "/" : plain.substring(0, question);
    return new Url(scheme, user, host, port, path, plain.substring(question), rest.substring(hash));
  }

  /// The port of a scheme when none is given.
  private static int usual(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static int port(String word, String scheme) {
    if (word.isEmpty()) {
      return usual(scheme);
    }
    int port = word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : -1;
    return port > MOST ? -1 : port;
  }

  private static int end(String text, String marks) {
    int end = 0;
    while (end < text.length() && marks.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /// The host without brackets.
  public String name() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The host, and the port if it is not the usual one (`Host`).
  public String place() {
    return port == usual(scheme) ? host : host + ":" + port;
  }

  /// What is asked for: the path and the query.
  public String target() {
    return path + query;
  }

  /// Where a `Location` or a link leads from here; null when it is none.
  public @Nullable Url resolve(String reference) {
    if (reference.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return parse(reference);
    }
    if (reference.startsWith("//")) {
      return parse(scheme + ":" + reference);
    }
    if (reference.startsWith("/")) {
      return of(scheme, user, host + ":" + port, reference);
    }
    if (reference.startsWith("?")) {
      return of(scheme, user, host + ":" + port, path + reference);
    }
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    Url joined = of(scheme, user, host + ":" + port, folder + reference);
    return joined == null ? null : joined.withoutDots();
  }

  /// With `.` and `..` in the path followed (RFC 3986 section 5.2.4).
  public Url withoutDots() {
    List<String> parts = new ArrayList<>();
    String[] given = path.substring(1).split("/", -1);
    for (int i = 0; i < given.length; i++) {
      boolean isDots = given[i].equals(".") || given[i].equals("..");
      if (given[i].equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      }
      if (!isDots) {
        parts.add(given[i]);
      } else if (i == given.length - 1) {
        parts.add("");
      }
    }
    return new Url(scheme, user, host, port, "/" + String.join("/", parts), query, fragment);
  }

  /// With another query.
  public Url withQuery(String value) {
    return new Url(scheme, user, host, port, path, value, fragment);
  }

  /// With another path.
  public Url withPath(String value) {
    return new Url(scheme, user, host, port, value, query, fragment);
  }

  /// The last part of the path; empty when it ends with a slash.
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// As it is written, without the user.
  public String text() {
    return scheme + "://" + place() + path + query + fragment;
  }
}
