package dev.patchbay.tools.curl;

import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first lines of a request, in curl's order.
final class Request {
  private static final long SECOND = 1_000_000_000;
  private static final String AGENT = "curl/7.88.1";

  /// Bodies from this size on wait for the other side's consent.
  private static final int LARGE = 1 << 20;

  private final Options options;
  private final String method;
  private final Url url;
  private final @Nullable Upload upload;
  private final boolean isOld;
  private final Outcome outcome;
  private final @Nullable String cookies;
  private final List<String> lines = new ArrayList<>();

  /// `outcome` says where it goes on, `cookies` what it says of these.
  Request(
      Options options,
      String method,
      Url url,
      @Nullable Upload upload,
      boolean isOld,
      Outcome outcome,
      @Nullable String cookies) {
    this.outcome = outcome;
    this.cookies = cookies;
    this.isOld = isOld || options.has("http1.0");
    this.options = options;
    this.method = method;
    this.url = url;
    this.upload = upload;
  }

  /// Its lines with their ends.
  List<String> lines() {
    String version = isOld ? "HTTP/1.0" : "HTTP/1.1";
    String target = options.requestTarget == null ? url.target() : options.requestTarget;
    line(method + " " + target + " " + version);
    String host = own("Host");
    usual("Host", host == null ? url.place() : host);
    authorization();
    if (options.range != null) {
      usual("Range", "bytes=" + options.range);
    } else if (outcome.from > 0 && upload == null) {
      usual("Range", "bytes=" + outcome.from + "-");
    } else if (outcome.from > 0 && upload != null && upload.isFile()) {
      long all = outcome.from + upload.bytes().length;
      usual("Content-Range", "bytes %d-%d/%d".formatted(outcome.from, all - 1, all));
    }
    String agent = options.agent == null ? AGENT : options.agent;
    if (!agent.isEmpty() && own("User-Agent") == null) {
      usual("User-Agent", agent);
    }
    if (own("Accept") == null && !options.isJson) {
      usual("Accept", "*/*");
    }
    if (options.has("compressed") && own("Accept-Encoding") == null) {
      usual("Accept-Encoding", "deflate, gzip, br, zstd");
    }
    if (options.referer != null && own("Referer") == null) {
      usual("Referer", options.referer);
    }
    if (cookies != null) {
      usual("Cookie", cookies);
    }
    if (options.timeCondition >= 0) {
      usual(options.timeField, HttpDate.text(options.timeCondition * SECOND));
    }
    ownLines();
    body();
    line("");
    return lines;
  }

  /// Whether the body waits for the other side's consent.
  boolean expects() {
    return upload != null
        && !isOld
        && own("Expect") == null
        && (upload.isFile() || upload.bytes().length > LARGE);
  }

  private void line(String text) {
    lines.add(text + "\r\n");
  }

  private void usual(String name, String value) {
    line(name + ": " + value);
  }

  private void authorization() {
    String user = options.user == null ? url.user() : options.user;
    if (user != null && own("Authorization") == null) {
      byte[] bytes = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
      usual("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
  }

  /// What `-H` says of a field: its value, empty when it is taken away; null when nothing.
  private @Nullable String own(String name) {
    for (String header : options.headers) {
      int end = header.indexOf(':') < 0 ? header.indexOf(';') : header.indexOf(':');
      if (end > 0 && header.substring(0, end).equalsIgnoreCase(name)) {
        return header.substring(end + 1).strip();
      }
    }
    return null;
  }

  private void ownLines() {
    for (String header : options.headers) {
      int colon = header.indexOf(':');
      String name = colon < 0 ? header.replaceFirst(";$", "") : header.substring(0, colon);
      String value = colon < 0 ? "" : header.substring(colon + 1).strip();
      boolean isEmptied = colon < 0 && header.endsWith(";");
      if (!name.equalsIgnoreCase("Host") && (isEmptied || !value.isEmpty())) {
        line(isEmptied ? name + ":" : name + ": " + value);
      }
    }
    if (options.isJson) {
      jsonLine("Content-Type");
      jsonLine("Accept");
    }
  }

  private void jsonLine(String name) {
    if (own(name) == null) {
      usual(name, "application/json");
    }
  }

  private void body() {
    if (upload == null) {
      return;
    }
    usual("Content-Length", Integer.toString(upload.bytes().length));
    if (!upload.type().isEmpty() && own("Content-Type") == null && !options.isJson) {
      usual("Content-Type", upload.type());
    }
    if (expects()) {
      usual("Expect", "100-continue");
    }
  }
}
