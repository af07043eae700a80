package dev.patchbay.core.text;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Walks the words of a command, and refuses them in iproute2's words.
public final class Args {
  private static final int USAGE = 255;

  private final List<String> words;
  private int at;

  public Args(List<String> words) {
    this.words = words;
  }

  /// The words, one by one.
  public static Args of(String... words) {
    return new Args(List.of(words));
  }

  // ---- walking

  /// Whether a word is left.
  public boolean hasNext() {
    return at < words.size();
  }

  /// How many words are left.
  public int remaining() {
    return words.size() - at;
  }

  /// Takes the next word.
  ///
  /// @throws CommandException [#incomplete] when none is left
  public String next() {
    if (!hasNext()) {
      throw incomplete();
    }
    return words.get(at++);
  }

  /// The next word, not taken; null when none is left.
  public @Nullable String peek() {
    return hasNext() ? words.get(at) : null;
  }

  /// Takes the next word and forgets it.
  public void skip() {
    next();
  }

  /// Puts the word taken last back.
  public void back() {
    at--;
  }

  /// Takes the next word if it is exactly this one.
  public boolean accept(String word) {
    boolean isNext = word.equals(peek());
    if (isNext) {
      at++;
    }
    return isNext;
  }

  /// The words that are left, not taken.
  public List<String> rest() {
    return words.subList(at, words.size());
  }

  /// Whether `word` abbreviates `full`: a prefix of it, and not empty.
  public static boolean matches(String word, String full) {
    return !word.isEmpty() && full.startsWith(word);
  }

  // ---- numbers and switches

  /// Takes 64 bits without a sign, in C's notation; the refusal is [#invarg] with `message`.
  public long u64(String message) {
    String word = next();
    return number(Numbers.u64(word, 0), message, word);
  }

  /// Takes 32 bits without a sign.
  public long u32(String message) {
    String word = next();
    return number(Numbers.u32(word, 0), message, word);
  }

  /// Takes 16 bits without a sign.
  public int u16(String message) {
    String word = next();
    return (int) number(Numbers.u16(word, 0), message, word);
  }

  /// Takes 8 bits without a sign.
  public int u8(String message) {
    String word = next();
    return (int) number(Numbers.u8(word, 0), message, word);
  }

  /// Takes 32 bits with a sign.
  public int integer(String message) {
    String word = next();
    return (int) number(Numbers.integer(word, 0), message, word);
  }

  /// Takes `on` or `off` behind `key` (`on_off`).
  public boolean onOff(String key) {
    String word = next();
    if (!word.equals("on") && !word.equals("off")) {
      throw new CommandException(
          1, "Error: argument of \"" + key + "\" must be \"on\" or \"off\", not \"" + word + "\"");
    }
    return word.equals("on");
  }

  private static long number(OptionalLong number, String message, String word) {
    return number.orElseThrow(() -> invarg(message, word));
  }

  // ---- refusals

  /// A word is missing at the end.
  public static CommandException incomplete() {
    return new CommandException(USAGE, "Command line is not complete. Try option \"help\"");
  }

  /// The word makes no sense here. Many messages of iproute2 end with a newline of their own, which
  /// shows as an empty line.
  public static CommandException invarg(String message, String word) {
    return new CommandException(USAGE, "Error: argument \"" + word + "\" is wrong: " + message);
  }

  /// What `key` announces is missing.
  public static CommandException required(String key) {
    return new CommandException(USAGE, "Error: argument \"" + key + "\" is required");
  }

  /// `key` came twice.
  public static CommandException duplicate(String key, String word) {
    return new CommandException(
        USAGE, "Error: duplicate \"" + key + "\": \"" + word + "\" is the second value.");
  }

  /// A word without a key came where `key` has been given, said or unsaid.
  public static CommandException garbage(String key, String word) {
    return new CommandException(
        USAGE, "Error: either \"" + key + "\" is duplicate, or \"" + word + "\" is a garbage.");
  }
}
