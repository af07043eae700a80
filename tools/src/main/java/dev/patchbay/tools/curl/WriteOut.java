package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.TextWriter;
import dev.patchbay.packet.Ip;
import dev.patchbay.tools.http.Field;
import dev.patchbay.tools.http.Url;
import dev.patchbay.tools.iproute.HelpText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `-w` asks to be told of a transfer.
final class WriteOut {
  private static final Pattern PART =
      Pattern.compile("%\\{([^}]*)\\}|%header\\{([^}]*)\\}|%%|\\\\(.)|%.|[^%\\\\]+|.");

  private final Process process;
  private final Outcome outcome;
  private final int number;

  WriteOut(Process process, Outcome outcome, int number) {
    this.process = process;
    this.outcome = outcome;
    this.number = number;
  }

  void write(String format) throws FileException {
    TextWriter to = process.out();
    Matcher matcher = PART.matcher(format);
    while (matcher.find()) {
      String name = matcher.group(1);
      String header = matcher.group(2);
      if (header != null) {
        to.print(Objects.requireNonNullElse(outcome.fields.get(header), ""));
      } else if (name == null) {
        to.print(literal(matcher.group(), matcher.group(3)));
      } else if (name.equals("stderr")) {
        to = process.err();
      } else if (name.equals("stdout")) {
        to = process.out();
      } else if (name.equals("onerror") && outcome.exitStatus == 0) {
        return;
      } else {
        to.print(value(name));
      }
    }
  }

  private static String literal(String text, @Nullable String escaped) {
    if (text.equals("%%")) {
      return "%";
    }
    return switch (escaped) {
      case null -> text;
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> text;
    };
  }

  private String value(String name) {
    if (name.equals("json")) {
      return json();
    }
    if (name.equals("header_json")) {
      return headerJson();
    }
    if (name.equals("onerror")) {
      return "";
    }
    Object value = values().get(name.equals("http_code") ? "response_code" : name);
    if (value == null && !values().containsKey(name)) {
      process.complain("curl: unknown --write-out variable: '" + name + "'");
      return "";
    }
    return switch (value) {
      case null -> "";
      case Integer status when name.endsWith("_code") -> "%03d".formatted(status);
      case Double seconds -> String.format(Locale.ROOT, "%.6f", seconds);
      default -> value.toString();
    };
  }

  private String json() {
    StringBuilder text = new StringBuilder("{");
    values()
        .forEach((name, value) -> {
          text.append(text.length() == 1 ? "" : ",").append('"').append(name).append("\":");
          switch (value) {
            case null -> text.append("null");
            case String word -> text.append(quoted(word));
            case Double seconds -> text.append(String.format(Locale.ROOT, "%.6f", seconds));
            default -> text.append(value);
          }
        });
    return text.append(",\"curl_version\":").append(quoted(version())).append('}').toString();
  }

  /// Every field by its name in small letters, with all its values.
  private String headerJson() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Field field : outcome.fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      all.computeIfAbsent(name, any -> new ArrayList<>()).add(quoted(field.value()));
    }
    List<String> lines = new ArrayList<>();
    all.forEach((name, values) -> lines.add(quoted(name) + ":[" + String.join(",", values) + "]"));
    return "{" + String.join(",\n", lines) + "\n}";
  }

  private static String version() {
    String first = HelpText.text(WriteOut.class, "version").lines().findFirst().orElse("");
    return first.substring(first.indexOf("libcurl"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new TreeMap<>();
    double total = outcome.seconds(outcome.end);
    values.put("certs", "");
    values.put("content_type", outcome.fields.get("Content-Type"));
    values.put("errormsg", outcome.message.isEmpty() ? null : outcome.message);
    values.put("exitcode", outcome.exitStatus);
    values.put("filename_effective", outcome.file.isEmpty() ? null : outcome.file);
    values.put("ftp_entry_path", null);
    values.put("http_code", outcome.status);
    values.put("http_connect", 0);
    values.put("http_version", outcome.version);
    values.put("local_ip", text(outcome.local));
    values.put("local_port", outcome.localPort);
    values.put("method", outcome.method);
    values.put("num_certs", 0);
    values.put("num_connects", outcome.connects);
    values.put("num_headers", count());
    values.put("num_redirects", outcome.redirects);
    values.put("proxy_ssl_verify_result", 0);
    values.put("redirect_url", outcome.redirectUrl.isEmpty() ? null : outcome.redirectUrl);
    values.put("referer", null);
    values.put("remote_ip", text(outcome.remote));
    values.put("remote_port", outcome.remotePort);
    values.put("response_code", outcome.status);
    values.put("scheme", "HTTP");
    values.put("size_download", outcome.downloaded);
    values.put("size_header", outcome.headerBytes);
    values.put("size_request", outcome.requestBytes);
    values.put("size_upload", outcome.uploaded);
    values.put("speed_download", speed(outcome.downloaded, total));
    values.put("speed_upload", speed(outcome.uploaded, total));
    values.put("ssl_verify_result", 0);
    values.put("time_appconnect", 0.0);
    values.put("time_connect", outcome.seconds(outcome.connected));
    values.put("time_namelookup", outcome.seconds(outcome.resolved));
    values.put("time_pretransfer", outcome.seconds(outcome.sending));
    values.put("time_redirect", outcome.seconds(outcome.redirected));
    values.put("time_starttransfer", outcome.seconds(outcome.firstByte));
    values.put("time_total", total);
    values.put("url", outcome.url);
    values.put("url_effective", effective());
    values.put("urlnum", number);
    return values;
  }

  private String effective() {
    Url url = Url.parse(outcome.effectiveUrl);
    return url == null ? outcome.url : outcome.effectiveUrl;
  }

  private static String text(@Nullable Ip address) {
    return address == null ? "" : address.text();
  }

  private int count() {
    int count = 0;
    for (var field : outcome.fields) {
      count += field.name().isEmpty() ? 0 : 1;
    }
    return count;
  }

  private static long speed(long bytes, double seconds) {
    return seconds == 0 ? 0 : (long) (bytes / seconds);
  }
}
