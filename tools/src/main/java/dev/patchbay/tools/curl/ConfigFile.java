package dev.patchbay.tools.curl;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file of options, one a line (`-K`): a name, with or without dashes, and behind a space, `=` or
/// `:` its argument, in quotes when it has spaces.
final class ConfigFile {
  private static final int UNREADABLE = 26;
  private static final String HINT =
      "curl: try 'curl --help' or 'curl --manual' for more information";

  private final String name;
  private final OptionReader.Taker taker;
  private final Voice voice;

  ConfigFile(String name, OptionReader.Taker taker, Voice voice) {
    this.name = name;
    this.taker = taker;
    this.voice = voice;
  }

  /// Takes all that the file has.
  ///
  /// @param written the option that names it
  void read(Process process, String written) {
    try {
      byte[] bytes =
          name.equals("-")
              ? process.file(0).readAll()
              : process.files().read(Files.absolute(process.directory(), name));
      int number = 0;
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        number++;
        take(line.strip(), number);
      }
    } catch (FileException e) {
      String why = "curl: option " + written + ": error encountered when reading a file\n";
      throw new CommandException(
          UNREADABLE, "curl: cannot read config from '" + name + "'\n" + why + HINT);
    }
  }

  private void take(String line, int number) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int end = 0;
    boolean dashed = line.startsWith("-");
    while (end < line.length() && !isBetween(line.charAt(end), !dashed)) {
      end++;
    }
    String option = line.substring(0, end);
    int at = end;
    while (at < line.length() && isBetween(line.charAt(at), true)) {
      at++;
    }
    String rest = line.substring(at);
    String argument = rest.startsWith("\"") ? quoted(rest) : unquoted(rest, option, number);
    String word = dashed ? option : "--" + option;
    try {
      new OptionReader(rest.isEmpty() ? List.of(word) : List.of(word, argument), taker).readOne();
    } catch (CommandException e) {
      String why = e.message().lines().findFirst().orElse("");
      String told = why.replace("curl: option " + word + ": ", "");
      voice.warn("%s:%d: warning: '%s' %s".formatted(name, number, option, told));
    }
  }

  private static boolean isBetween(char c, boolean orSign) {
    return Character.isWhitespace(c) || (orSign && (c == '=' || c == ':'));
  }

  private static String quoted(String rest) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < rest.length() && rest.charAt(i) != '"'; i++) {
      char c = rest.charAt(i);
      if (c == '\\' && i + 1 < rest.length()) {
        c = rest.charAt(++i);
        c =
            switch (c) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 'v' -> '\u000b';
              default -> c;
            };
      }
      text.append(c);
    }
    return text.toString();
  }

  private String unquoted(String rest, String option, int number) {
    String[] parts = rest.split("\\s+", 2);
    if (parts.length > 1 && !parts[1].startsWith("#")) {
      voice.warn(
          "%s:%d: warning: '%s' uses unquoted whitespace in the line that may cause side-effects!"
              .formatted(name, number, option));
    }
    return parts[0];
  }
}
