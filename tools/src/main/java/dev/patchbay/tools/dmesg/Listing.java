package dev.patchbay.tools.dmesg;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.util.List;
import java.util.Locale;

/// Prints records, as the options say.
final class Listing {
  private static final String CLEAR = "\033[0m";
  private static final String TIME = "\033[32m";
  private static final String MINUTE = "\033[32m\033[1m";
  private static final String SUBSYSTEM = "\033[33m";

  private final Process process;
  private final Options options;
  private final Stamp stamp;
  private final boolean colored;

  Listing(Process process, Options options, long booted) throws FileException {
    this.process = process;
    this.options = options;
    this.stamp = new Stamp(options.form(), booted);
    this.colored = !options.raw() && options.isColored(process.file(1).isTerminal());
  }

  void print(List<Record> records) throws FileException {
    if (options.json()) {
      printJson(records);
      return;
    }
    for (Record record : records) {
      if (options.shows(record)) {
        process.out().println(line(record));
      }
    }
    process.flush();
  }

  private String line(Record record) {
    if (options.raw()) {
      return "<" + record.priority() + ">[" + Stamp.uptime(record) + "] " + text(record.text());
    }
    StringBuilder line = new StringBuilder();
    if (options.decoded()) {
      line.append(String.format(Locale.ROOT, "%-6s:%-6s: ", record.facilityWord(), level(record)));
    }
    String color = stamp.beginsMinute(record) ? MINUTE : TIME;
    append(line, color, stamp.of(record));
    String text = text(record.text());
    int subsystem = colored ? text.indexOf(": ") + 2 : 0;
    if (subsystem >= 2) {
      append(line, SUBSYSTEM, text.substring(0, subsystem));
      text = text.substring(subsystem);
    }
    append(line, color(record), text);
    return line.toString();
  }

  private static String level(Record record) {
    return record.level().name().toLowerCase(Locale.ROOT);
  }

  private void append(StringBuilder line, String color, String text) {
    if (!colored || color.isEmpty() || text.isEmpty()) {
      line.append(text);
    } else {
      line.append(color).append(text).append(CLEAR);
    }
  }

  private static String color(Record record) {
    return switch (record.level()) {
      case ALERT -> "\033[7m\033[31m";
      case CRIT -> "\033[1m\033[31m";
      case ERR -> "\033[31m";
      case WARN -> "\033[1m";
      default -> "";
    };
  }

  /// Control characters, which a name may bring into the log, are shown as numbers.
  private String text(String text) {
    if (options.plain() || text.chars().noneMatch(Listing::isControl)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(isControl(c) ? String.format(Locale.ROOT, "\\x%02x", (int) c) : c);
    }
    return safe.toString();
  }

  private static boolean isControl(int c) {
    return c < ' ' || c == 0x7f;
  }

  // ---- JSON

  private void printJson(List<Record> records) throws FileException {
    if (records.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("{\n   \"dmesg\": [\n");
    String before = "      {\n";
    for (Record record : records) {
      if (options.shows(record)) {
        text.append(before);
        json(text, record);
        before = "      },{\n";
      }
    }
    if (!before.startsWith("      {")) {
      text.append("      }\n");
    }
    process.out().print(text.append("   ]\n}\n"));
  }

  private void json(StringBuilder text, Record record) {
    String field = "         \"";
    if (options.decoded()) {
      text.append(field).append("fac\": \"").append(record.facilityWord()).append("\",\n");
      text.append(field).append("pri\": \"").append(level(record)).append("\",\n");
    } else {
      text.append(field).append("pri\": ").append(record.priority()).append(",\n");
    }
    text.append(field).append("time\": ").append(Stamp.uptime(record)).append(",\n");
    text.append(field).append("msg\": \"").append(quoted(record.text())).append("\"\n");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.toString();
  }
}
