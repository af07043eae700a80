package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.tools.http.Body;
import dev.patchbay.tools.http.ChunkException;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Response;
import dev.patchbay.tools.http.Url;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fetches one address, wherever it leads.
final class Transfer {
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)filename=(?:\"([^\"]+)\"|([^;\\s]+))");

  private static final int BUFFER = 16384;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

  private final Process process;
  private final Options options;
  private final Voice voice;
  private final Connections connections;
  private final Cookies cookies;
  private final Sink sink;
  private final Sink headerSink;
  private final Outcome outcome;
  private final byte[] buffer = new byte[BUFFER];
  private final long deadline;
  private final SpeedLimit speed;
  private Url url;
  private String method;
  private @Nullable Upload upload;

  /// Whether the server speaks HTTP/1.0 alone.
  private boolean isOld;

  Transfer(
      Process process,
      Options options,
      Connections connections,
      Cookies cookies,
      Voice voice,
      Sink sink,
      Sink headerSink,
      Outcome outcome,
      Url url,
      @Nullable Upload upload) {
    this.process = process;
    this.options = options;
    this.connections = connections;
    this.cookies = cookies;
    this.voice = voice;
    this.sink = sink;
    this.headerSink = headerSink;
    this.outcome = outcome;
    this.url = url;
    this.upload = upload;
    this.method = firstMethod();
    this.speed = new SpeedLimit(options, now());
    this.deadline = options.mostTime == 0 ? Clock.NEVER : now() + options.mostTime;
  }

  private String firstMethod() {
    if (options.method != null) {
      return options.method;
    }
    if (options.has("head")) {
      return "HEAD";
    }
    return upload == null ? "GET" : upload.isFile() ? "PUT" : "POST";
  }

  private long now() {
    return process.loop().now();
  }

  /// Does it all.
  void run() throws Failure {
    Url next = url;
    while (next != null) {
      url = next;
      outcome.effectiveUrl = url.text();
      outcome.method = method;
      next = once();
    }
  }

  // ---- one request

  /// Sends one request and takes the answer; returns where that leads, or null.
  private @Nullable Url once() throws Failure {
    Connection connection = connections.to(url, outcome, deadline);
    boolean whole = false;
    try {
      Request request = new Request(options, method, url, upload, isOld, outcome, cookies.of(url));
      Response early = send(connection, request);
      Response response = early == null ? answer(connection) : early;
      Url next = take(connection, response);
      whole = true;
      return next;
    } catch (StreamException e) {
      throw told(failure(e));
    } catch (EOFException e) {
      throw told(new Failure(Failure.NOT_RECEIVED, "Recv failure: " + e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!whole) {
        connections.close(connection);
      }
    }
  }

  private Failure told(Failure failure) {
    voice.info(failure.message());
    return failure;
  }

  private Failure late() {
    long took = (now() - outcome.begin) / MILLISECOND;
    String so = outcome.downloaded + (outcome.expected < 0 ? "" : " out of " + outcome.expected);
    return new Failure(
        Failure.LATE,
        "Operation timed out after %d milliseconds with %s bytes received".formatted(took, so));
  }

  private Failure failure(StreamException e) {
    if (e.errno() == Errno.EAGAIN) {
      return now() < deadline ? speed.failure() : late();
    }
    boolean sending = e.errno() == Errno.EPIPE;
    return new Failure(
        sending ? Failure.NOT_SENT : Failure.NOT_RECEIVED,
        (sending ? "Send failure: " : "Recv failure: ") + e.errno().text());
  }

  /// Sends the request; returns an answer that came before its body could be sent, or null.
  private @Nullable Response send(Connection connection, Request request)
      throws IOException, Failure {
    List<String> lines = request.lines();
    byte[] head = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    limit(connection);
    outcome.sending = now();
    String user = options.user == null ? url.user() : options.user;
    if (user != null) {
      voice.info("Server auth using Basic with user '" + user.replaceFirst(":.*", "") + "'");
    }
    connection.stream().write(head, 0, head.length);
    outcome.requestBytes += head.length;
    voice.header('>', lines.stream().map(line -> line.replace("\r", "")).toList());
    if (upload == null) {
      return null;
    }
    if (request.expects()) {
      Response early = awaitConsent(connection);
      if (early != null) {
        return early;
      }
    }
    sendBody(connection, upload.bytes());
    return null;
  }

  private void sendBody(Connection connection, byte[] body) throws StreamException {
    if (body.length > 0) {
      voice.data('}', body.length);
      limit(connection);
      connection.stream().write(body, 0, body.length);
      outcome.uploaded += body.length;
    }
    if (upload != null && upload.isFile()) {
      voice.info("We are completely uploaded and fine");
    }
  }

  /// Waits a second for `100 Continue`; returns an answer of another sort, or null.
  private @Nullable Response awaitConsent(Connection connection) throws IOException, Failure {
    long limit = Math.min(deadline, now() + SECOND);
    connection.stream().timeout(Math.max(1, limit - now()));
    try {
      Response response = Response.read(connection.lines());
      if (response == null) {
        throw empty();
      }
      if (response.status() != 100) {
        return response;
      }
      show(response, false);
    } catch (StreamException e) {
      if (e.errno() != Errno.EAGAIN || now() >= deadline) {
        throw e;
      }
      voice.info("Done waiting for 100-continue");
    }
    return null;
  }

  /// No call may last longer than the transfer.
  private void limit(Connection connection) {
    long end = Math.min(deadline, speed.deadline());
    connection.stream().timeout(end == Clock.NEVER ? end : Math.max(1, end - now()));
  }

  private Failure empty() {
    return told(new Failure(Failure.NOTHING, "Empty reply from server"));
  }

  // ---- the answer

  private Response answer(Connection connection) throws IOException, Failure {
    while (true) {
      limit(connection);
      Response response;
      try {
        response = Response.read(connection.lines());
      } catch (Response.NoHttp e) {
        outcome.firstByte = now();
        throw told(new Failure(Failure.UNSUPPORTED_PROTOCOL, "Received HTTP/0.9 when not allowed"));
      }
      if (response == null) {
        throw empty();
      }
      outcome.firstByte = now();
      if (response.status() / 100 != 1) {
        return response;
      }
      show(response, false);
    }
  }

  /// Shows the header and takes the body; returns where it leads, or null.
  private @Nullable Url take(Connection connection, Response response) throws IOException, Failure {
    outcome.status = response.status();
    isOld = response.version().equals("HTTP/1.0");
    outcome.version = response.version().replaceFirst("^HTTP/", "").replaceFirst("\\.0$", "");
    outcome.version = response.version().endsWith("1.0") ? "1" : outcome.version;
    outcome.fields = response.fields();
    cookies.take(response.fields(), url);
    Url next = next(response);
    boolean isHead = method.equals("HEAD");
    checkLength(response);
    Body body = Body.of(connection.lines(), response.status(), response.fields(), isHead);
    outcome.expected = isHead ? -1 : Body.length(response.fields());
    boolean persists = response.isPersistent() && body.isDelimited();
    boolean fails = response.status() >= 400;
    show(response, !(fails && options.has("fail")));
    if (fails && options.has("fail")) {
      throw told(httpError(response));
    }
    boolean ignored = (next != null && options.has("location")) || isNotWanted(response);
    if (ignored && !body.isOver()) {
      voice.info("Ignoring the response-body");
    }
    takeName(response.fields().get("Content-Disposition"));
    takeBody(connection, body, !ignored);
    if (persists && response.isWhole()) {
      connections.keep(connection, url.name());
    } else {
      connections.close(connection);
    }
    if (fails && options.has("fail-with-body")) {
      throw httpError(response);
    }
    return follow(next, response.status());
  }

  /// Whether the answer is not what was asked for, and is left alone: it does not meet the
  /// condition of time, or all of it is here.
  private boolean isNotWanted(Response response) throws Failure {
    if (options.mostSize > 0 && outcome.expected > options.mostSize) {
      throw told(new Failure(Failure.TOO_LARGE, "Maximum file size exceeded"));
    }
    outcome.isUnmet = !meetsCondition(response);
    if (outcome.isUnmet && response.status() != 304) {
      boolean newer = options.timeField.startsWith("If-Mod");
      voice.info("The requested document is not " + (newer ? "new" : "old") + " enough");
      voice.info("Simulate an HTTP 304 response");
      outcome.status = 304;
      return true;
    }
    boolean starts =
        outcome.from > 0 && upload == null && response.fields().get("Content-Range") == null;
    if (!starts || response.status() >= 300) {
      return starts && response.status() == 416;
    }
    if (outcome.expected == outcome.from) {
      voice.info("The entire document is already downloaded");
      return true;
    }
    throw told(
        new Failure(
            Failure.NO_RANGES, "HTTP server doesn't seem to support byte ranges. Cannot resume."));
  }

  private boolean meetsCondition(Response response) {
    String modified = response.fields().get("Last-Modified");
    if (options.timeCondition < 0 || response.status() == 304) {
      return options.timeCondition < 0;
    }
    long time = modified == null ? -1 : HttpDate.seconds(modified);
    boolean newer = options.timeField.startsWith("If-Mod");
    return time < 0 || (newer ? time > options.timeCondition : time < options.timeCondition);
  }

  /// The server may name the file, where it is asked to (`-J`); never another folder.
  private void takeName(@Nullable String disposition) {
    if (disposition == null || !options.has("remote-header-name") || sink.place() == null) {
      return;
    }
    Matcher matcher = FILE_NAME.matcher(disposition);
    if (matcher.find()) {
      String given = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      sink.rename(given.substring(given.lastIndexOf('/') + 1));
    }
  }

  private static Failure httpError(Response response) {
    return new Failure(
        Failure.HTTP_ERROR, "The requested URL returned error: " + response.status());
  }

  /// Shows the header; its end only if it is `last`.
  private void show(Response response, boolean last) throws Failure {
    if (response.version().equals("HTTP/1.0")) {
      voice.info("HTTP 1.0, assume close after body");
    }
    List<String> lines = response.lines().stream().map(line -> line.replace("\r", "")).toList();
    voice.header('<', last ? lines : lines.subList(0, lines.size() - 1));
    for (String line : response.lines()) {
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      outcome.headerBytes += bytes.length;
      if (options.has("include") || options.has("head")) {
        sink.write(bytes, bytes.length);
      }
      if (options.headerFile != null) {
        headerSink.write(bytes, bytes.length);
      }
    }
  }

  private void takeBody(Connection connection, Body body, boolean wanted)
      throws IOException, Failure {
    try {
      limit(connection);
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        if (wanted) {
          voice.data('{', read);
          outcome.downloaded += read;
          sink.write(buffer, read);
          keepToRate();
          checkSpeed();
        }
        limit(connection);
      }
    } catch (EOFException e) {
      String what =
          body.isChunked()
              ? "transfer closed with outstanding read data remaining"
              : "transfer closed with " + body.left() + " bytes remaining to read";
      throw told(new Failure(Failure.PARTIAL, what));
    } catch (ChunkException e) {
      throw told(
          new Failure(
              Failure.NOT_RECEIVED, "Illegal or missing hexadecimal sequence in chunked-encoding"));
    }
  }

  private void checkSpeed() throws Failure {
    speed.note(now(), outcome.downloaded);
    if (now() >= speed.deadline()) {
      throw told(speed.failure());
    }
  }

  /// Waits until so much may have come.
  private void keepToRate() throws Failure {
    if (options.mostRate > 0) {
      long due = outcome.firstByte + outcome.downloaded * SECOND / options.mostRate;
      process.sleep(Math.max(Math.min(due, deadline) - now(), 0));
      if (due > deadline) {
        throw told(late());
      }
    }
  }

  // ---- redirects

  private void checkLength(Response response) throws Failure {
    String length = response.fields().get("Content-Length");
    if (length != null && !length.matches("[0-9]+.*")) {
      throw told(new Failure(Failure.WEIRD_REPLY, "Invalid Content-Length: value"));
    }
  }

  private @Nullable Url next(Response response) {
    String location = response.fields().get("Location");
    if (response.status() / 100 != 3 || location == null) {
      return null;
    }
    Url next = url.resolve(location);
    if (next != null && next.fragment().isEmpty()) {
      next =
          new Url(
              next.scheme(),
              next.user(),
              next.host(),
              next.port(),
              next.path(),
              next.query(),
              url.fragment());
    }
    outcome.redirectUrl = next == null || options.has("location") ? "" : next.text();
    return next;
  }

  private @Nullable Url follow(@Nullable Url next, int status) throws Failure {
    if (next == null || !options.has("location")) {
      return null;
    }
    if (options.mostRedirects >= 0 && outcome.redirects >= options.mostRedirects) {
      throw told(
          new Failure(
              Failure.REDIRECTS, "Maximum (" + options.mostRedirects + ") redirects followed"));
    }
    outcome.redirects++;
    outcome.redirected = now();
    if (!next.scheme().equals("http")) {
      throw told(Curl.unsupported(next.scheme()));
    }
    voice.info("Issue another request to this URL: '" + next.text() + "'");
    boolean keeps = status == 307 || status == 308 || options.has("post" + status);
    if (!keeps && upload != null && method.toUpperCase(Locale.ROOT).equals("POST")) {
      voice.info("Switch from POST to GET");
      upload = null;
      method = options.method == null ? "GET" : method;
    }
    return next;
  }
}
