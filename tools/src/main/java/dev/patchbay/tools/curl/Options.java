package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.http.Percent;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the words of `curl` ask for. Set once, while they are read.
final class Options {
  private static final long SECOND = 1_000_000_000;
  private static final int WRONG_USAGE = 2;

  /// Options that change nothing here: what they ask for is so anyway, or concerns what is not
  /// spoken here.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "http1.1",
          "insecure",
          "no-buffer",
          "buffer",
          "tcp-nodelay",
          "disable",
          "progress-meter",
          "globoff",
          "raw",
          "http2",
          "anyauth",
          "basic",
          "path-as-is",
          "junk-session-cookies",
          "proto",
          "proto-default",
          "proto-redir",
          "noproxy",
          "expect100-timeout",
          "netrc-optional",
          "fail-early",
          "styled-output",
          "cacert",
          "capath");

  final List<String> addresses = new ArrayList<>();

  /// Where each address goes: a file, `-` for standard output, or null for its own name.
  final List<@Nullable String> outputs = new ArrayList<>();

  final List<String> uploads = new ArrayList<>();
  final List<String> headers = new ArrayList<>();
  final List<String> forms = new ArrayList<>();
  final List<String> resolved = new ArrayList<>();
  final List<String> connectTo = new ArrayList<>();

  /// The flags that are on, by their long names.
  final Set<String> flags = new TreeSet<>();

  @Nullable Family family;
  @Nullable String method;
  byte @Nullable [] data;
  boolean isJson;
  @Nullable String user;
  @Nullable String agent;
  @Nullable String referer;
  @Nullable String cookies;
  @Nullable String range;
  @Nullable String device;
  @Nullable String headerFile;
  @Nullable String writeOut;
  @Nullable String requestTarget;
  @Nullable String directory;
  int localPort;

  /// The files whose cookies are sent, and the one that is written at the end.
  final List<String> cookieFiles = new ArrayList<>();

  @Nullable String cookieJar;

  /// Nanoseconds of silence after which the other end is asked whether it is there.
  long keepAliveTime = 60 * SECOND;

  /// Where the transfer goes on: a number of bytes, -1 where the file ends, or null.
  @Nullable Long from;

  /// Bytes a second that are taken at most, and bytes that a file may have; 0 for any.
  long mostRate;

  /// Bytes a second that must come, and how many seconds there may be fewer; 0 for any.
  long leastSpeed;

  long slowSeconds;

  long mostSize;

  /// `If-Modified-Since` or another field, and its time, in seconds since 1970, or -1 for none.
  String timeField = "";

  long timeCondition = -1;
  @Nullable String query;

  /// Nanoseconds that a transfer, and connecting, may take; 0 for no limit.
  long mostTime;

  long mostConnectTime;
  int mostRedirects = 50;
  int retries;
  long retryDelay;

  private final Process process;

  Options(Process process) {
    this.process = process;
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  /// Takes an option.
  void take(String written, String name, @Nullable String value, boolean on) {
    if (WITHOUT_EFFECT.contains(name) && !name.equals("globoff") && !name.equals("path-as-is")) {
      return;
    }
    if (value == null) {
      flag(name, on);
    } else {
      valued(written, name, value);
    }
  }

  private void flag(String name, boolean on) {
    if (name.equals("keepalive") || name.equals("clobber")) {
      // These are on unless they are switched off.
      flag("no-" + name, !on);
      return;
    }
    switch (name) {
      case "ipv4" -> family = Family.IPV4;
      case "ipv6" -> family = Family.IPV6;
      case "remote-name" -> outputs.add(null);
      case "create-dirs",
          "silent",
          "show-error",
          "fail",
          "fail-with-body",
          "head",
          "include",
          "verbose",
          "location",
          "get",
          "http1.0",
          "compressed",
          "retry-connrefused",
          "retry-all-errors",
          "globoff",
          "path-as-is",
          "progress-bar",
          "http0.9",
          "version",
          "tcp-fastopen",
          "post301",
          "post302",
          "post303",
          "no-keepalive",
          "remote-time",
          "remote-header-name",
          "remove-on-error",
          "no-clobber" -> {
        if (on) {
          flags.add(name);
        } else {
          flags.remove(name);
        }
      }
      default -> throw missing(name);
    }
  }

  private static CommandException missing(String name) {
    return new CommandException(WRONG_USAGE, "curl: patchbay has no --" + name);
  }

  private void valued(String written, String name, String value) {
    switch (name) {
      case "url" -> addresses.add(value);
      case "output" -> outputs.add(value);
      case "upload-file" -> uploads.add(value);
      case "header" -> headers.add(value);
      case "form", "form-string" -> form(written, value);
      case "resolve" -> resolved.add(value);
      case "connect-to" -> connectTo.add(value);
      case "request" -> method = value;
      case "data", "data-ascii" -> data(value.startsWith("@") ? plain(value) : bytes(value), "&");
      case "data-raw" -> data(bytes(value), "&");
      case "data-binary" -> data(value.startsWith("@") ? read(value) : bytes(value), "&");
      case "data-urlencode" -> data(bytes(encoded(value)), "&");
      case "json" -> json(value);
      case "user" -> user = value;
      case "user-agent" -> agent = value;
      case "referer" -> referer = value.replaceFirst(";auto$", "");
      case "cookie" -> cookie(value);
      case "cookie-jar" -> cookieJar = value;
      case "keepalive-time" -> keepAliveTime = number(written, value) * SECOND;
      case "continue-at" -> from = value.equals("-") ? -1L : size(written, value);
      case "speed-limit" -> leastSpeed = positive(written, value);
      case "speed-time" -> slowSeconds = positive(written, value);
      case "limit-rate" -> mostRate = size(written, value);
      case "max-filesize" -> mostSize = size(written, value);
      case "time-cond" -> timeCondition(value);
      case "url-query" -> query(value);
      case "range" -> range = value;
      case "interface" -> device = value;
      case "dump-header" -> headerFile = value;
      case "write-out" ->
          writeOut =
              value.startsWith("@") ? new String(read(value), StandardCharsets.UTF_8) : value;
      case "request-target" -> requestTarget = value;
      case "output-dir" -> directory = value;
      case "local-port" -> localPort = number(written, value.replaceFirst("-.*", ""));
      case "max-time" -> mostTime = seconds(written, value);
      case "connect-timeout" -> mostConnectTime = seconds(written, value);
      case "max-redirs" -> mostRedirects = number(written, value);
      case "retry" -> retries = number(written, value);
      case "retry-delay" -> retryDelay = number(written, value) * SECOND;
      default -> throw missing(name);
    }
  }

  private void form(String written, String value) {
    if (!value.contains("=")) {
      warn("Illegally formatted input field!");
      throw OptionReader.wrong(written, "is badly used here");
    }
    forms.add(value);
  }

  private void warn(String text) {
    new Voice(process, this).warn(text);
  }

  private void cookie(String value) {
    if (!value.contains("=")) {
      cookieFiles.add(value);
      return;
    }
    cookies = cookies == null ? value : cookies + ";" + value;
  }

  /// A date, or a file, whose time it is; `-` in front turns it round.
  private void timeCondition(String value) {
    boolean earlier = value.startsWith("-");
    String word = earlier || value.startsWith("+") ? value.substring(1) : value;
    timeField = earlier ? "If-Unmodified-Since" : "If-Modified-Since";
    timeCondition = CurlDate.seconds(word);
    if (timeCondition < 0) {
      timeCondition = fileTime(word);
    }
    if (timeCondition < 0) {
      warn(
          "Illegal date format for -z, --time-cond (and not a file name). Disabling time condition."
              + " See curl_getdate(3) for valid date syntax.");
    }
  }

  private long fileTime(String name) {
    try {
      return process.files().status(Files.absolute(process.directory(), name)).modified() / SECOND;
    } catch (FileException e) {
      return -1;
    }
  }

  private void query(String value) {
    String more = value.startsWith("+") ? value.substring(1) : encoded(value);
    query = query == null ? more : query + "&" + more;
  }

  private void json(String value) {
    isJson = true;
    data(value.startsWith("@") ? read(value) : bytes(value), "");
  }

  private void data(byte[] more, String between) {
    byte[] before = data;
    if (before == null) {
      data = more;
      return;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(before);
    joined.writeBytes(bytes(between));
    joined.writeBytes(more);
    data = joined.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A file without its line ends.
  private byte[] plain(String value) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    for (byte one : read(value)) {
      if (one != '\n' && one != '\r' && one != 0) {
        result.write(one);
      }
    }
    return result.toByteArray();
  }

  /// The file behind `@`; standard input for `-`.
  private byte[] read(String value) {
    String name = value.substring(1);
    try {
      return name.equals("-")
          ? process.file(0).readAll()
          : process.files().read(Files.absolute(process.directory(), name));
    } catch (FileException e) {
      warn("Couldn't read data from file \"" + name + "\", this makes an empty POST.");
      return new byte[0];
    }
  }

  /// `content`, `=content`, `name=content`, `@file` or `name@file`, with the content encoded.
  private String encoded(String value) {
    int equals = value.indexOf('=');
    int at = value.indexOf('@');
    boolean isFile = at >= 0 && (equals < 0 || at < equals);
    int end = isFile ? at : equals;
    String name = end <= 0 ? "" : value.substring(0, end) + "=";
    String content =
        isFile
            ? new String(read(value.substring(at)), StandardCharsets.UTF_8)
            : value.substring(end + 1);
    return name + Percent.encode(content, "").replace("%20", "+");
  }

  private static int positive(String written, String word) {
    int number = number(written, word);
    if (number < 0) {
      throw OptionReader.wrong(written, "expected a positive numerical parameter");
    }
    return number;
  }

  private static int number(String written, String word) {
    if (!word.matches("-?[0-9]{1,9}")) {
      throw OptionReader.wrong(written, "expected a proper numerical parameter");
    }
    if (word.startsWith("-") && !word.equals("-1")) {
      throw OptionReader.wrong(written, "expected a positive numerical parameter");
    }
    return Integer.parseInt(word);
  }

  /// Bytes, with `K`, `M`, `G`, `T` or `P` in thousands of 1024.
  private static long size(String written, String word) {
    if (!word.matches("[0-9]{1,15}[bBkKmMgGtTpP]?")) {
      throw OptionReader.wrong(written, "is badly used here");
    }
    int unit = "BKMGTP".indexOf(Character.toUpperCase(word.charAt(word.length() - 1)));
    return Long.parseLong(unit < 0 ? word : word.substring(0, word.length() - 1))
        << (10 * Math.max(unit, 0));
  }

  private static long seconds(String written, String word) {
    if (!word.matches("[0-9]{1,9}(\\.[0-9]*)?|\\.[0-9]+")) {
      throw OptionReader.wrong(written, "expected a proper numerical parameter");
    }
    return new BigDecimal(word).movePointRight(9).longValue();
  }
}
