package dev.patchbay.tools.python;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.stack.stream.StreamException;
import dev.patchbay.stack.stream.TcpStream;
import dev.patchbay.tools.http.Fields;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The requests of one connection, and the answers to them.
final class Conversation {
  private static final int LONGEST_LINE = 65536;
  private static final int MOST_FIELDS = 100;
  private static final String OLDEST = "HTTP/0.9";
  private static final String SERVER = "SimpleHTTP/0.6 Python/3.11.2";

  private static final DateTimeFormatter LOGGED =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy HH:mm:ss", Locale.ROOT);

  private final Process process;
  private final TcpStream stream;
  private final Lines lines;
  private final String ownVersion;
  private final Folder folder;
  private String requestLine = "";
  private String method = "";
  private String path = "";
  private String version = OLDEST;
  private Fields fields = new Fields();
  private boolean last = true;

  Conversation(Process process, TcpStream stream, String ownVersion, String root) {
    this.process = process;
    this.stream = stream;
    this.lines = new Lines(stream.input());
    this.ownVersion = ownVersion;
    this.folder = new Folder(process, root);
  }

  /// Answers until one side wants no more.
  void run() throws StreamException, FileException {
    try {
      do {
        last = true;
        answerOne();
      } while (!last);
    } catch (StreamException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answerOne() throws IOException, FileException {
    String line = lines.line(LONGEST_LINE + 1);
    if (line == null) {
      return;
    }
    requestLine = line.replaceFirst("[\r\n]+$", "");
    version = OLDEST;
    method = "";
    if (line.length() > LONGEST_LINE) {
      requestLine = "";
      fail(414, "Request-URI Too Long");
    } else if (readRequest() && readFields()) {
      answer();
    }
  }

  // ---- the request

  private boolean readRequest() throws IOException, FileException {
    List<String> words = List.of(requestLine.strip().split("\\s+"));
    if (requestLine.isBlank()) {
      return false;
    }
    if (words.size() >= 3 && !readVersion(words.getLast())) {
      return false;
    }
    if (words.size() < 2 || words.size() > 3) {
      fail(400, "Bad request syntax (" + quoted(requestLine) + ")");
      return false;
    }
    method = words.get(0);
    path =
        words.get(1).startsWith("//") ? "/" + words.get(1).replaceFirst("^/+", "") : words.get(1);
    if (words.size() == 2 && !method.equals("GET")) {
      fail(400, "Bad HTTP/0.9 request type (" + quoted(method) + ")");
      return false;
    }
    return true;
  }

  private boolean readVersion(String word) throws IOException, FileException {
    if (!word.matches("HTTP/[0-9]{1,10}\\.[0-9]{1,10}")) {
      fail(400, "Bad request version (" + quoted(word) + ")");
      return false;
    }
    double number = number(word);
    if (number >= 2) {
      fail(505, "Invalid HTTP version (" + word.substring("HTTP/".length()) + ")");
      return false;
    }
    last = number < 1.1 || number(ownVersion) < 1.1;
    version = word;
    return true;
  }

  private static double number(String version) {
    return version.matches("HTTP/[0-9.]+") ? Double.parseDouble(version.substring(5)) : 0;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private boolean readFields() throws IOException, FileException {
    fields = new Fields();
    int count = 0;
    String line = lines.line(LONGEST_LINE + 1);
    while (line != null && !line.isBlank()) {
      if (++count > MOST_FIELDS) {
        fail(431, "Too many headers");
        return false;
      }
      fields.addLine(line);
      line = lines.line(LONGEST_LINE + 1);
    }
    String connection = Objects.requireNonNullElse(fields.get("Connection"), "");
    if (connection.equalsIgnoreCase("close")) {
      last = true;
    } else if (connection.equalsIgnoreCase("keep-alive") && number(ownVersion) >= 1.1) {
      last = false;
    }
    return true;
  }

  // ---- the answer

  private void answer() throws IOException, FileException {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      fail(501, "Unsupported method (" + quoted(method) + ")");
      return;
    }
    Answer answer = folder.find(path, fields);
    if (answer.status() >= 400) {
      fail(answer.status(), answer.reason());
    } else {
      send(answer, method.equals("HEAD") ? null : answer.body());
    }
  }

  private void send(Answer answer, byte @Nullable [] body) throws IOException, FileException {
    log("\"" + requestLine + "\" " + answer.status() + " -");
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (!version.equals(OLDEST)) {
      message.writeBytes(head(answer).getBytes(StandardCharsets.ISO_8859_1));
    }
    if (body != null) {
      message.writeBytes(body);
    }
    stream.write(message.toByteArray(), 0, message.size());
  }

  private String head(Answer answer) {
    StringBuilder head = new StringBuilder();
    line(head, ownVersion + " " + answer.status() + " " + answer.reason());
    line(head, "Server: " + SERVER);
    line(head, "Date: " + HttpDate.text(process.loop().now()));
    answer.fields().forEach(field -> line(head, field.line()));
    line(head, "");
    return head.toString();
  }

  private static void line(StringBuilder head, String text) {
    head.append(text).append("\r\n");
  }

  /// Answers that something is wrong, and closes.
  private void fail(int status, String reason) throws IOException, FileException {
    log("code " + status + ", message " + reason);
    last = true;
    ErrorPage page = new ErrorPage(status, reason);
    send(page.answer(), method.equals("HEAD") ? null : page.body());
  }

  private void log(String what) throws FileException {
    ZonedDateTime now = HttpDate.of(process.loop().now());
    String caller = Objects.requireNonNull(stream.socket().remote()).text();
    process.err().println(caller + " - - [" + LOGGED.format(now) + "] " + what);
  }
}
