package dev.patchbay.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the commands of a case answered, in their order.
record Transcript(List<Answer> answers) {
  /// One command, the lines it wrote (standard output and standard error together), and its exit
  /// status; `CUT_SHORT` where the transcript ends before the command did.
  record Answer(String command, List<String> lines, int status) {}

  static final int CUT_SHORT = -1;

  private static final String PROMPT = "$ ";
  private static final Pattern EXIT = Pattern.compile("\\[exit (\\d+)]");

  /// Bytes that are no UTF-8 become replacement characters.
  static Transcript read(Path file) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /// Reads `$ COMMAND`, its output, `[exit N]`, again and again; a carriage return ends a line too.
  static Transcript parse(String text) {
    Reader reader = new Reader();
    for (String line : text.split("\r\n|\r|\n", -1)) reader.line(line);
    return reader.end();
  }

  /// The commands alone.
  List<String> commands() {
    return answers.stream().map(Answer::command).toList();
  }

  private static final class Reader {
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private String command = "";
    private boolean open;

    void line(String line) {
      if (open) within(line);
      else if (line.startsWith(PROMPT)) begin(line.substring(PROMPT.length()));
    }

    private void begin(String words) {
      command = words;
      open = true;
    }

    private void within(String line) {
      Matcher exit = EXIT.matcher(line);
      if (exit.matches()) close(Integer.parseInt(exit.group(1)));
      else lines.add(line);
    }

    private void close(int status) {
      answers.add(new Answer(command, List.copyOf(lines), status));
      lines.clear();
      open = false;
    }

    Transcript end() {
      if (open) close(CUT_SHORT);
      return new Transcript(List.copyOf(answers));
    }
  }
}
