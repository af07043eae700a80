package dev.patchbay.tools.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first lines of an answer.
///
/// @param lines as they came, with their ends; the empty one is the last
public record Response(
    String version, int status, String reason, Fields fields, List<String> lines) {
  private static final int LONGEST_LINE = 102400;
  private static final String FORM = "HTTP/[0-9.]{1,4} +[0-9]{3}.*";

  /// An answer, or null when the connection ends before the first byte.
  ///
  /// @throws NoHttp when the first line is no status
  public static @Nullable Response read(Lines in) throws IOException {
    String line = in.line(LONGEST_LINE);
    if (line == null) {
      return null;
    }
    String first = line.stripTrailing();
    if (!first.matches(FORM)) {
      throw new NoHttp(line);
    }
    List<String> lines = new ArrayList<>();
    Fields fields = new Fields();
    while (line != null) {
      lines.add(line);
      if (line.isBlank()) {
        break;
      }
      if (lines.size() > 1) {
        fields.addLine(line);
      }
      line = in.line(LONGEST_LINE);
    }
    String[] words = first.split(" +", 3);
    String reason = words.length > 2 ? words[2] : "";
    return new Response(words[0], Integer.parseInt(words[1]), reason, fields, lines);
  }

  /// Whether all of the header has come.
  public boolean isWhole() {
    return lines.getLast().isBlank();
  }

  /// Whether the connection may be used again after it.
  public boolean isPersistent() {
    return version.equals("HTTP/1.1")
        ? !fields.has("Connection", "close")
        : fields.has("Connection", "keep-alive");
  }

  /// What came first is no answer.
  public static final class NoHttp extends IOException {
    private static final long serialVersionUID = 1;

    private final String line;

    NoHttp(String line) {
      super("no HTTP");
      this.line = line;
    }

    /// What came instead.
    public String line() {
      return line;
    }
  }
}
