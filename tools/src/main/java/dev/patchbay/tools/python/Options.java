package dev.patchbay.tools.python;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.iproute.HelpText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the words of `http.server` ask for.
///
/// @param address where it listens, or null for everywhere
/// @param directory what it serves, or null for the current folder
record Options(
    int port, @Nullable String address, @Nullable String directory, String version, boolean help) {
  private static final int USUAL_PORT = 8000;
  private static final int WRONG_USAGE = 2;

  /// The options that take an argument, by all that they are called.
  private static final Map<String, String> LONGS =
      Map.of("-b", "--bind", "-d", "--directory", "-p", "--protocol");

  private static final List<String> FLAGS = List.of("--help", "--cgi");

  static Options read(List<String> words) {
    return new Reader(words).read();
  }

  static String help(Process process) {
    return HelpText.text(Options.class, "http.server");
  }

  private static CommandException wrong(String message) {
    String usage = HelpText.text(Options.class, "http.server").lines().findFirst().orElse("");
    return new CommandException(WRONG_USAGE, usage + "\nserver.py: error: " + message);
  }

  /// Reads words as Python's `argparse` does.
  private static final class Reader {
    private final List<String> words;
    private final List<String> unknown = new ArrayList<>();
    private int at;
    private @Nullable Integer port;
    private @Nullable String address;
    private @Nullable String directory;
    private String version = "HTTP/1.0";

    Reader(List<String> words) {
      this.words = words;
    }

    Options read() {
      while (at < words.size()) {
        String word = words.get(at++);
        if (word.equals("-h") || name(word).equals("--help")) {
          return new Options(0, null, null, version, true);
        }
        if (name(word).equals("--cgi")) {
          throw wrong("patchbay has no --cgi");
        }
        if (word.length() > 1 && word.startsWith("-")) {
          option(word);
        } else if (port == null) {
          port = number(word);
        } else {
          unknown.add(word);
        }
      }
      if (!unknown.isEmpty()) {
        throw wrong("unrecognized arguments: " + String.join(" ", unknown));
      }
      return new Options(port == null ? USUAL_PORT : port, address, directory, version, false);
    }

    private void option(String word) {
      String name = name(word);
      String attached = attached(word);
      switch (name) {
        case "--bind" -> address = value("-b/--bind", attached);
        case "--directory" -> directory = value("-d/--directory", attached);
        case "--protocol" -> version = value("-p/--protocol", attached);
        default -> unknown.add(word);
      }
    }

    /// The whole name of an option that may be shortened, or have its argument attached.
    private static String name(String word) {
      if (!word.startsWith("--")) {
        return word.length() < 2 ? word : LONGS.getOrDefault(word.substring(0, 2), word);
      }
      String given = word.replaceFirst("=.*", "");
      List<String> all = new ArrayList<>(FLAGS);
      all.addAll(List.of("--bind", "--directory", "--protocol"));
      List<String> meant = all.stream().filter(one -> one.startsWith(given)).toList();
      return meant.size() == 1 ? meant.getFirst() : given;
    }

    private static @Nullable String attached(String word) {
      int equals = word.indexOf('=');
      if (word.startsWith("--")) {
        return equals < 0 ? null : word.substring(equals + 1);
      }
      return word.length() > 2 ? word.substring(2) : null;
    }

    private String value(String name, @Nullable String attached) {
      if (attached != null) {
        return attached;
      }
      boolean isThere = at < words.size() && !words.get(at).matches("-[^0-9].*");
      if (!isThere) {
        throw wrong("argument " + name + ": expected one argument");
      }
      return words.get(at++);
    }

    private static int number(String word) {
      if (!word.matches("[+-]?[0-9]+")) {
        throw wrong("argument port: invalid int value: '" + word + "'");
      }
      BigInteger number = new BigInteger(word.startsWith("+") ? word.substring(1) : word);
      if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(0xffff)) > 0) {
        throw new CommandException(1, "OverflowError: bind(): port must be 0-65535.");
      }
      return number.intValue();
    }
  }
}
