package dev.patchbay.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the options of a command as the C library's `getopt_long` does: short ones bundled, long
/// ones abbreviated, arguments attached or following, and options behind operands unless the short
/// options begin with `+`.
public final class GetOpt {
  /// An option that was given: its letter (a long one has the letter its table names), and its
  /// argument, if it has one.
  public record Option(String letter, @Nullable String argument) {
    /// The argument of an option that must have one.
    public String value() {
      if (argument == null) {
        throw new IllegalStateException("option " + letter + " has no argument");
      }
      return argument;
    }
  }

  /// Whether a long option takes an argument.
  public enum Takes {
    NOTHING,
    ARGUMENT,
    /// Only attached by `=`.
    OPTIONAL
  }

  /// A long option: the letter it stands for, and whether it takes an argument.
  public record Long(String letter, Takes takes) {
    public static Long flag(String letter) {
      return new Long(letter, Takes.NOTHING);
    }

    public static Long with(String letter) {
      return new Long(letter, Takes.ARGUMENT);
    }
  }

  /// Options that are wrong: the message as the C library prints it, without the newline.
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }

    public String message() {
      return String.valueOf(getMessage());
    }
  }

  private final String command;
  private final String shorts;
  private final Map<String, Long> longs;
  private final boolean posix;
  private final List<Option> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private List<String> words = List.of();
  private int at;

  /// @param command the name that messages begin with
  /// @param shorts the letters, each with `:` behind it when it takes an argument, `::` when it may
  /// @param longs the long options by name, in the order of the command's own table; without any,
  ///   the words are read as plain `getopt` does
  public GetOpt(String command, String shorts, Map<String, Long> longs) {
    this.command = command;
    this.posix = shorts.startsWith("+");
    this.shorts = posix ? shorts.substring(1) : shorts;
    this.longs = longs;
  }

  /// Reads all the words behind the command's name.
  ///
  /// @throws Wrong at the first option that is unknown, ambiguous, or lacks its argument
  public GetOpt parse(List<String> all) throws Wrong {
    words = all;
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.equals("--")) {
        operands.addAll(words.subList(at, words.size()));
        break;
      }
      if (word.startsWith("--") && !longs.isEmpty()) {
        readLong(word.substring(2));
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        readShorts(word);
      } else {
        operands.add(word);
        if (posix) {
          operands.addAll(words.subList(at, words.size()));
          break;
        }
      }
    }
    return this;
  }

  /// The options that were given, in order.
  public List<Option> options() {
    return options;
  }

  /// The words that are no options, in order.
  public List<String> operands() {
    return operands;
  }

  private void readShorts(String word) throws Wrong {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      int known = letter == ':' ? -1 : shorts.indexOf(letter);
      if (known < 0) {
        throw new Wrong(command + ": invalid option -- '" + letter + "'");
      }
      boolean takes = shorts.startsWith(":", known + 1);
      if (!takes) {
        options.add(new Option(String.valueOf(letter), null));
        continue;
      }
      String rest = word.substring(i + 1);
      boolean optional = shorts.startsWith("::", known + 1);
      options.add(new Option(String.valueOf(letter), argument(letter, rest, optional)));
      return;
    }
  }

  private @Nullable String argument(char letter, String rest, boolean optional) throws Wrong {
    if (!rest.isEmpty()) {
      return rest;
    }
    if (optional) {
      return null;
    }
    if (at == words.size()) {
      throw new Wrong(command + ": option requires an argument -- '" + letter + "'");
    }
    return words.get(at++);
  }

  private void readLong(String text) throws Wrong {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String full = complete(name);
    Long option = longs.get(full);
    if (option == null) {
      throw new Wrong(command + ": unrecognized option '--" + text + "'");
    }
    String attached = equals < 0 ? null : text.substring(equals + 1);
    if (attached != null && option.takes == Takes.NOTHING) {
      throw new Wrong(command + ": option '--" + full + "' doesn't allow an argument");
    }
    if (attached == null && option.takes == Takes.ARGUMENT) {
      if (at == words.size()) {
        throw new Wrong(command + ": option '--" + full + "' requires an argument");
      }
      attached = words.get(at++);
    }
    options.add(new Option(option.letter, attached));
  }

  /// The name a prefix stands for: itself, when there is none or it is whole.
  private String complete(String prefix) throws Wrong {
    if (longs.containsKey(prefix)) {
      return prefix;
    }
    List<String> candidates = longs.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    long meanings = candidates.stream().map(longs::get).distinct().count();
    if (meanings > 1) {
      StringBuilder message =
          new StringBuilder(command + ": option '--" + prefix + "' is ambiguous;");
      message.append(" possibilities:");
      candidates.forEach(name -> message.append(" '--").append(name).append('\''));
      throw new Wrong(message.toString());
    }
    return candidates.isEmpty() ? prefix : candidates.getFirst();
  }
}
