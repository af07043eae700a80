package dev.patchbay.tools.ipset;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands one a line, from a file, or from whoever types them.
final class Script {
  private static final int MOST_WORDS = 31;

  private final Process process;
  private final Session session;

  Script(Process process, Session session) {
    this.process = process;
    this.session = session;
  }

  /// Carries out a file of commands, as far as it goes without error.
  int restore(@Nullable String path) throws FileException {
    byte[] bytes;
    if (path == null) {
      bytes = input();
    } else {
      try {
        bytes = process.files().read(path);
      } catch (FileException e) {
        return 255;
      }
    }
    int number = 0;
    for (String line : lines(bytes)) {
      session.line(++number);
      String bare = line.strip();
      if (bare.equals("COMMIT")) {
        session.commit();
      } else if (!bare.isEmpty() && !bare.startsWith("#")) {
        session.run(words(bare));
      }
    }
    session.commit();
    return 0;
  }

  /// Carries out what is typed, until the end or `quit`; errors end nothing.
  int converse() throws FileException {
    process.out().print("ipset> ");
    for (String line : lines(input())) {
      String bare = line.strip();
      if (!bare.isEmpty() && !bare.startsWith("#")) {
        if (Action.find(words(bare).getFirst()) == Action.QUIT) {
          return 0;
        }
        attempt(words(bare));
      }
      process.out().print("ipset> ");
    }
    return 0;
  }

  private void attempt(List<String> words) throws FileException {
    try {
      session.run(words);
    } catch (Failure e) {
      process.complain(Ipset.text(e, 0));
    }
  }

  private byte[] input() throws FileException {
    return process.file(0).readAll();
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /// The words of a line; what stands in quotes is one.
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean isBlank = c == ' ' || c == '\t' || c == '\r';
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isBlank || isQuoted) {
        word.append(c);
      } else {
        take(word, words);
      }
    }
    if (isQuoted) {
      throw Failure.parameter("Missing close quote!");
    }
    take(word, words);
    if (words.size() >= MOST_WORDS) {
      throw Failure.parameter("Line is too long to parse.");
    }
    return words;
  }

  private static void take(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
