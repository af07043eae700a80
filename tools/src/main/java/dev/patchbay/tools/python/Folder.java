package dev.patchbay.tools.python;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.tools.http.Fields;
import dev.patchbay.tools.http.HttpDate;
import dev.patchbay.tools.http.Percent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The files below a folder, as answers to requests.
final class Folder {
  private static final long SECOND = 1_000_000_000;
  private static final List<String> INDEX = List.of("index.html", "index.htm");

  private final Process process;
  private final String root;

  Folder(Process process, String root) {
    this.process = process;
    this.root = root;
  }

  /// The answer to a request for `path`.
  Answer find(String path, Fields request) {
    String plain = path.replaceFirst("[?#].*", "");
    String file = file(plain);
    FileStatus status = status(file);
    if (status != null && status.isDirectory()) {
      return directory(path, plain, file, request);
    }
    if (status == null || plain.endsWith("/")) {
      return notFound();
    }
    return content(file, status, request);
  }

  private static Answer notFound() {
    return new Answer(404, "File not found");
  }

  private @Nullable FileStatus status(String file) {
    try {
      return process.files().status(file);
    } catch (FileException e) {
      return null;
    }
  }

  /// Where the path leads: never above the root.
  private String file(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : Percent.decode(path).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return root + "/" + String.join("/", parts);
  }

  private Answer directory(String path, String plain, String directory, Fields request) {
    if (!plain.endsWith("/")) {
      Fields fields = new Fields();
      fields.add("Location", plain + "/" + path.substring(plain.length()));
      fields.add("Content-Length", "0");
      return new Answer(301, "Moved Permanently", fields, new byte[0]);
    }
    for (String name : INDEX) {
      FileStatus status = status(directory + "/" + name);
      if (status != null && !status.isDirectory()) {
        return content(directory + "/" + name, status, request);
      }
    }
    try {
      return listing(plain, directory);
    } catch (FileException e) {
      return new Answer(404, "No permission to list directory");
    }
  }

  private Answer listing(String path, String directory) throws FileException {
    String title = "Directory listing for " + ErrorPage.escape(Percent.decode(path));
    StringBuilder page = new StringBuilder("<!DOCTYPE HTML>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"utf-8\">\n<title>").append(title).append("</title>\n</head>\n");
    page.append("<body>\n<h1>").append(title).append("</h1>\n<hr>\n<ul>\n");
    List<String> names = new ArrayList<>(process.files().list(directory));
    names.sort(Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)));
    for (String name : names) {
      entry(page, directory, name);
    }
    page.append("</ul>\n<hr>\n</body>\n</html>\n");
    byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields();
    fields.add("Content-type", "text/html; charset=utf-8");
    fields.add("Content-Length", Integer.toString(body.length));
    return new Answer(200, "OK", fields, body);
  }

  private void entry(StringBuilder page, String directory, String name) throws FileException {
    String file = directory + "/" + name;
    FileStatus status = status(file);
    boolean isDirectory = status != null && status.isDirectory();
    boolean isLink = process.files().lstat(file).kind() == FileStatus.Kind.SYMLINK;
    String link = Percent.encode(name + (isDirectory ? "/" : ""), "/");
    String shown = name + (isLink ? "@" : isDirectory ? "/" : "");
    page.append("<li><a href=\"").append(link).append("\">");
    page.append(ErrorPage.escape(shown)).append("</a></li>\n");
  }

  private Answer content(String file, FileStatus status, Fields request) {
    Fields fields = new Fields();
    if (isKnown(status, request)) {
      return new Answer(304, "Not Modified");
    }
    try {
      byte[] body = process.files().read(file);
      fields.add("Content-type", MediaTypes.of(file));
      fields.add("Content-Length", Integer.toString(body.length));
      fields.add("Last-Modified", HttpDate.text(status.modified()));
      return new Answer(200, "OK", fields, body);
    } catch (FileException e) {
      return notFound();
    }
  }

  /// Whether the other side has it already.
  private static boolean isKnown(FileStatus status, Fields request) {
    String since = Objects.requireNonNullElse(request.get("If-Modified-Since"), "");
    return request.get("If-None-Match") == null
        && HttpDate.seconds(since) >= status.modified() / SECOND;
  }
}
