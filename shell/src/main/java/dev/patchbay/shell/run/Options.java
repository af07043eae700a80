package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.ShellOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What `set` and `shopt` have switched on, a bit each: every command asks for some of them.
final class Options {
  private long set;
  private long shopt;

  /// As a shell begins.
  Options() {
    set(Option.HASHALL, true);
    set(Option.BRACEEXPAND, true);
    set(Option.INTERACTIVE_COMMENTS, true);
    for (ShellOption option : ShellOption.values()) {
      set(option, option.usual());
    }
  }

  /// As the other ones are.
  Options(Options others) {
    set = others.set;
    shopt = others.shopt;
  }

  boolean has(Option option) {
    return (set & 1L << option.ordinal()) != 0;
  }

  void set(Option option, boolean on) {
    long bit = 1L << option.ordinal();
    set = on ? set | bit : set & ~bit;
  }

  boolean has(ShellOption option) {
    return (shopt & 1L << option.ordinal()) != 0;
  }

  void set(ShellOption option, boolean on) {
    long bit = 1L << option.ordinal();
    shopt = on ? shopt | bit : shopt & ~bit;
  }

  /// What `SHELLOPTS` shows.
  String words() {
    return Stream.of(Option.values())
        .filter(this::has)
        .map(Option::word)
        .sorted()
        .collect(Collectors.joining(":"));
  }

  /// What `BASHOPTS` shows.
  String shoptWords() {
    return Stream.of(ShellOption.values())
        .filter(this::has)
        .map(ShellOption::word)
        .collect(Collectors.joining(":"));
  }

  /// The letters of those that `$-` shows.
  String letters() {
    StringBuilder letters = new StringBuilder();
    for (Option option : Option.values()) {
      if (has(option) && option.letter() != ' ') {
        letters.append(option.letter());
      }
    }
    return letters.toString();
  }
}
