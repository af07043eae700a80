package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.tools.http.Body;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Response;
import dev.patchbay.tools.http.Url;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Fetches one address: tries again, and follows where it leads.
final class Fetch {
  static final int NETWORK = 4;
  static final int NO_ACCESS = 6;
  static final int SERVER = 8;
  private static final int NOT_WRITTEN = 3;
  private static final int BUFFER = 16384;
  private static final long SECOND = 1_000_000_000;

  /// Errors of connecting that another try would not mend.
  private static final Set<Errno> HOPELESS =
      Set.of(
          Errno.EAFNOSUPPORT,
          Errno.EINVAL,
          Errno.ECONNREFUSED,
          Errno.ENETUNREACH,
          Errno.EHOSTUNREACH,
          Errno.EACCES);

  /// How a try has ended.
  private enum End {
    DONE,
    AGAIN,
    ELSEWHERE
  }

  private final Process process;
  private final Options options;
  private final Log log;
  private final Connector connector;
  private final Totals totals;
  private final Url first;
  private final byte[] buffer = new byte[BUFFER];
  private Url url;
  private Target target;
  private int status;
  private int redirects;
  private int tries;

  /// Whether what is saved is what the server says of an error.
  private boolean isError;

  private @Nullable String saved;
  private boolean html;

  Fetch(Process process, Options options, Log log, Connector connector, Totals totals, Url url) {
    this.process = process;
    this.options = options;
    this.log = log;
    this.connector = connector;
    this.totals = totals;
    this.first = url;
    this.url = url;
    this.target = Target.of(process, options, url);
  }

  /// The file that it was saved as, or null.
  @Nullable String saved() {
    return saved;
  }

  /// Whether that is a page of HTML.
  boolean isHtml() {
    return html;
  }

  /// Does it all; returns the exit status.
  int run() throws FileException {
    if (options.noClobber && options.output == null && target.size() >= 0) {
      log.verbose("File ‘" + target.name() + "’ already there; not retrieving.\n\n");
      return 0;
    }
    boolean stays =
        (options.fetchesTree() && !options.noFolders)
            || options.resume
            || options.timestamping
            || options.makesFolders;
    if (!stays) {
      target = target.unused();
    }
    if (options.spider) {
      log.verbose("Spider mode enabled. Check if remote file exists.\n");
    }
    End end = End.AGAIN;
    while (end != End.DONE) {
      end = attempt();
      if (end == End.AGAIN && !goesOn()) {
        return status;
      }
    }
    return status;
  }

  private boolean goesOn() throws FileException {
    if (options.tries > 0 && tries >= options.tries) {
      log.verbose("Giving up.\n\n");
      return false;
    }
    log.verbose("Retrying.\n\n");
    process.sleep(Math.min(tries, options.mostWait) * SECOND);
    return true;
  }

  private End attempt() throws FileException {
    tries++;
    String count = tries > 1 ? "(try:%2d)  ".formatted(tries) : "";
    log.verbose("--%s--  %s%s\n".formatted(log.time(), count, url.text()));
    Connector.Line line = connector.to(url);
    if (line == null) {
      status = NETWORK;
      Errno error = connector.error();
      boolean isRefused = error == Errno.ECONNREFUSED && options.retryRefused;
      return error == null || (HOPELESS.contains(error) && !isRefused) ? End.DONE : End.AGAIN;
    }
    try {
      return exchange(line);
    } catch (StreamException e) {
      connector.close(line);
      status = NETWORK;
      String why = e.errno() == Errno.EAGAIN ? Errno.ETIMEDOUT.text() : e.errno().text();
      log.verbose("Read error (" + why + ") in headers.\n");
      return End.AGAIN;
    } catch (IOException e) {
      connector.close(line);
      throw new IllegalStateException(e);
    }
  }

  // ---- the request

  private String method() {
    if (options.method != null) {
      return options.method.toUpperCase(Locale.ROOT);
    }
    return options.isPost ? "POST" : options.spider ? "HEAD" : "GET";
  }

  private byte @Nullable [] body() throws FileException {
    if (options.bodyFile != null) {
      return process.files().read(Files.absolute(process.directory(), options.bodyFile));
    }
    return options.body == null ? null : options.body.getBytes(StandardCharsets.UTF_8);
  }

  private void send(Connector.Line line, long from) throws FileException, StreamException {
    StringBuilder head = new StringBuilder();
    field(head, method() + " " + url.target() + " HTTP/1.1");
    field(head, "Host: " + url.place());
    if (options.timestamping && target.time() >= 0) {
      field(head, "If-Modified-Since: " + HttpDate.text(target.time()));
    }
    if (options.noCache) {
      field(head, "Cache-Control: no-cache");
      field(head, "Pragma: no-cache");
    }
    if (options.referer != null) {
      field(head, "Referer: " + options.referer);
    }
    if (from > 0) {
      field(head, "Range: bytes=" + from + "-");
    }
    String agent = options.agent == null ? "Wget/1.21.3" : options.agent;
    if (!agent.isEmpty()) {
      field(head, "User-Agent: " + agent);
    }
    field(head, "Accept: */*");
    field(head, "Accept-Encoding: identity");
    if (options.sendsPassword && options.user != null) {
      byte[] user = (options.user + ":" + options.password).getBytes(StandardCharsets.UTF_8);
      field(head, "Authorization: Basic " + Base64.getEncoder().encodeToString(user));
    }
    field(head, "Connection: Keep-Alive");
    byte[] body = body();
    if (body != null) {
      field(head, "Content-Type: application/x-www-form-urlencoded");
      field(head, "Content-Length: " + body.length);
    }
    options.headers.forEach(header -> field(head, header));
    field(head, "");
    byte[] bytes = head.toString().getBytes(StandardCharsets.UTF_8);
    line.stream().write(bytes, 0, bytes.length);
    if (body != null) {
      line.stream().write(body, 0, body.length);
    }
  }

  private static void field(StringBuilder head, String text) {
    head.append(text).append("\r\n");
  }

  // ---- the answer

  private End exchange(Connector.Line line) throws IOException, FileException {
    long from = options.resume && !target.isStandardOutput() ? Math.max(0, target.size()) : 0;
    send(line, from);
    log.verbose(
        method().equals("GET")
                || method().equals("HEAD")
                || options.isPost
                || options.method != null
            ? "HTTP request sent, awaiting response... "
            : "");
    Response response;
    try {
      response = Response.read(line.lines());
    } catch (Response.NoHttp e) {
      connector.close(line);
      log.verbose("200 No headers, assuming HTTP/0.9\n");
      status = 0;
      return End.DONE;
    }
    if (response == null) {
      connector.close(line);
      status = NETWORK;
      log.verbose("No data received.\n");
      return End.AGAIN;
    }
    return take(line, response, from);
  }

  private End take(Connector.Line line, Response response, long from)
      throws IOException, FileException {
    showStatus(response);
    boolean isHead = method().equals("HEAD");
    Body body = Body.of(line.lines(), response.status(), response.fields(), isHead);
    String location = response.fields().get("Location");
    int code = response.status();
    if (code / 100 == 3 && code != 304 && location != null) {
      return redirect(line, response, body, location);
    }
    if (code == 416 || (from > 0 && code == 200 && Body.length(response.fields()) == from)) {
      log.verbose("\n    The file is already fully retrieved; nothing to do.\n\n");
      connector.close(line);
      status = 0;
      return End.DONE;
    }
    if (code == 304 && options.timestamping) {
      log.verbose("File ‘" + target.name() + "’ not modified on server. Omitting download.\n\n");
      finish(line, response, body);
      status = 0;
      return End.DONE;
    }
    if (code / 100 != 2) {
      if (options.contentOnError && !options.spider) {
        isError = true;
        End end = save(line, response, body, 0);
        refused(response);
        return end;
      }
      finish(line, response, body);
      return refused(response);
    }
    if (options.spider) {
      showLength(response, 0);
      String type = response.fields().get("Content-Type");
      boolean leads = type != null && type.matches("(?i)(text/html|application/xhtml|text/css).*");
      log.verbose(
          leads
              ? """
              Remote file exists and could contain further links,
              but recursion is disabled -- not retrieving.

              """
              : "Remote file exists.\n\n");
      log.brief(log.time() + " URL: " + url.text() + " " + code + " " + response.reason() + "\n");
      finish(line, response, body);
      status = 0;
      return End.DONE;
    }
    return save(line, response, body, code == 206 ? from : 0);
  }

  private void showStatus(Response response) throws FileException {
    if (!options.serverResponse) {
      log.verbose(response.status() + " " + response.reason() + "\n");
      return;
    }
    log.always("\n");
    for (String one : response.lines()) {
      if (!one.isBlank()) {
        log.asked("  " + one.stripTrailing() + "\n");
      }
    }
  }

  private End refused(Response response) throws FileException {
    status = SERVER;
    if (response.status() == 401) {
      status = NO_ACCESS;
      log.verbose("\nUsername/Password Authentication Failed.\n");
      return End.DONE;
    }
    if (options.spider && response.status() == 404) {
      log.verbose("Remote file does not exist -- broken link!!!\n\n");
      log.brief(url.text() + ":\nRemote file does not exist -- broken link!!!\n");
      return End.DONE;
    }
    log.brief(url.text() + ":\n");
    String reason = response.reason().isEmpty() ? "(no description)" : response.reason();
    log.always("%s ERROR %d: %s.\n".formatted(log.time(), response.status(), reason));
    log.verbose("\n");
    return End.DONE;
  }

  private End redirect(Connector.Line line, Response response, Body body, String location)
      throws IOException, FileException {
    Url next = url.resolve(location);
    if (next == null || !next.scheme().equals("http") || options.mostRedirects == 0) {
      log.verbose("Location: " + location + "\n");
      connector.close(line);
      log.always(
          location + ": " + (next == null ? "Invalid host name" : Wget.unsupported(next)) + ".\n");
      status = SERVER;
      return End.DONE;
    }
    log.verbose("Location: " + location + " [following]\n");
    finish(line, response, body);
    if (++redirects > options.mostRedirects) {
      log.always(options.mostRedirects + " redirections exceeded.\n");
      status = SERVER;
      return End.DONE;
    }
    url = next;
    tries = 0;
    return End.ELSEWHERE;
  }

  /// Reads what is left and keeps the connection, if that is possible.
  private void finish(Connector.Line line, Response response, Body body) throws IOException {
    if (!response.isPersistent() || !body.isDelimited()) {
      connector.close(line);
      return;
    }
    int read = body.read(buffer);
    while (read >= 0) {
      read = body.read(buffer);
    }
    connector.keep(line);
  }

  private void showLength(Response response, long from) throws FileException {
    long length = Body.length(response.fields());
    StringBuilder text = new StringBuilder("Length: ");
    if (length < 0) {
      text.append("unspecified");
    } else {
      text.append(from + length).append(human(from + length));
      if (from > 0) {
        text.append(", ").append(length).append(human(length)).append(" remaining");
      }
    }
    String type = response.fields().get("Content-Type");
    text.append(type == null ? "" : " [" + type.replaceFirst(";.*", "") + "]");
    log.verbose(text + "\n");
  }

  /// A number of bytes in short, in parentheses, when there are many.
  private static String human(long bytes) {
    String units = "KMGT";
    double value = bytes;
    int power = -1;
    while (value >= 1024 && power < units.length() - 1) {
      value /= 1024;
      power++;
    }
    if (power < 0) {
      return "";
    }
    return " ("
        + String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value)
        + units.charAt(power)
        + ")";
  }

  private End save(Connector.Line line, Response response, Body body, long from)
      throws IOException, FileException {
    showLength(response, from);
    log.verbose("Saving to: ‘" + target.shown() + "’\n");
    try {
      boolean joins = totals.anyFiles() || (!first.equals(url) && tries > 1);
      target.open(from > 0 || (options.output != null && joins));
    } catch (FileException e) {
      connector.close(line);
      log.always(target.name() + ": " + e.errno().text() + "\n");
      log.always("\nCannot write to ‘" + target.name() + "’ (" + e.errno().text() + ").\n");
      status = NOT_WRITTEN;
      return End.DONE;
    }
    saved = target.name();
    String type = response.fields().get("Content-Type");
    html = type != null && type.matches("(?i)(text/html|application/xhtml).*");
    if (options.saveHeaders) {
      byte[] head = String.join("", response.lines()).getBytes(StandardCharsets.ISO_8859_1);
      target.write(head, head.length);
    }
    try {
      return copy(line, response, body, from);
    } finally {
      target.close();
      takeTime(response.fields().get("Last-Modified"));
    }
  }

  /// The file has the time that the server says it has.
  private void takeTime(@Nullable String modified) throws FileException {
    long seconds = modified == null || !options.takesTime ? -1 : HttpDate.seconds(modified);
    if (seconds >= 0 && options.output == null) {
      target.time(seconds * SECOND);
    }
  }

  /// Waits until so much may have come since then.
  private void keepToRate(long begin, long read) {
    if (options.mostRate > 0) {
      long due = begin + read * SECOND / options.mostRate;
      process.sleep(Math.max(due - process.loop().now(), 0));
    }
  }

  private End copy(Connector.Line line, Response response, Body body, long from)
      throws IOException, FileException {
    long begin = process.loop().now();
    long length = Body.length(response.fields());
    Dots dots = new Dots(log, length, begin);
    long read = 0;
    String trouble = null;
    try {
      for (int part = body.read(buffer); part >= 0; part = body.read(buffer)) {
        read += part;
        target.write(buffer, part);
        keepToRate(begin, read);
        dots.add(part, process.loop().now());
      }
    } catch (EOFException e) {
      trouble = "Connection closed at byte " + read + ".";
    } catch (StreamException e) {
      String why = e.errno() == Errno.EAGAIN ? Errno.ETIMEDOUT.text() : e.errno().text();
      trouble = "Read error at byte %d/%d (%s).".formatted(read, length, why);
    }
    dots.end(process.loop().now());
    String rate = Dots.rate(read, process.loop().now() - begin);
    if (trouble != null) {
      connector.close(line);
      log.always("%s (%s) - %s ".formatted(log.time(), rate, trouble));
      status = NETWORK;
      return End.AGAIN;
    }
    totals.add(read, process.loop().now() - begin);
    saved(from + read, length < 0 ? -1 : from + length, rate);
    if (response.isPersistent() && body.isDelimited()) {
      connector.keep(line);
    } else {
      connector.close(line);
    }
    status = 0;
    return End.DONE;
  }

  private void saved(long bytes, long length, String rate) throws FileException {
    String counts = length < 0 ? "[" + bytes + "]" : "[" + bytes + "/" + length + "]";
    String what = target.isStandardOutput() ? "written to stdout" : "‘" + target.name() + "’ saved";
    log.verbose("%s (%s) - %s %s\n\n".formatted(log.time(), rate, what, counts));
    if (!isError) {
      log.brief(
          "%s URL:%s %s -> \"%s\" [%d]\n"
              .formatted(log.time(), url.text(), counts, target.name(), tries));
    }
  }
}
