package dev.patchbay.tools.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address that stands for several: `{a,b}`, `[1-10]`, `[a-z:2]`.
final class Glob {
  /// One of them, and what each pattern in it became.
  record Match(String address, List<String> parts) {
    /// A file name with `#1`, `#2`, … as the first, the second pattern became.
    String fill(String name) {
      String filled = name;
      for (int i = parts.size(); i > 0; i--) {
        filled = filled.replace("#" + i, parts.get(i - 1));
      }
      return filled;
    }
  }

  private static final Pattern NUMBERS = Pattern.compile("([0-9]+)-([0-9]+)(?::([0-9]+))?");
  private static final Pattern LETTERS = Pattern.compile("([a-zA-Z])-([a-zA-Z])(?::([0-9]+))?");
  private static final int MOST = 100_000;

  private final String text;

  private Glob(String text) {
    this.text = text;
  }

  /// All that the text stands for, in order.
  static List<Match> expand(String text) throws Failure {
    List<Match> done = List.of(new Match("", List.of()));
    Glob glob = new Glob(text);
    int at = 0;
    while (at < text.length()) {
      int end = glob.literalEnd(at);
      done = append(done, List.of(glob.text.substring(at, end)), false);
      at = end;
      if (at < text.length()) {
        int close = glob.close(at);
        done = append(done, glob.choices(at, close), true);
        at = close + 1;
      }
    }
    return done;
  }

  private static List<Match> append(List<Match> before, List<String> choices, boolean isPattern) {
    List<Match> result = new ArrayList<>();
    for (Match match : before) {
      for (String choice : choices) {
        List<String> parts = new ArrayList<>(match.parts);
        if (isPattern) {
          parts.add(choice);
        }
        result.add(new Match(match.address + choice, parts));
      }
    }
    return result;
  }

  /// Where the next pattern begins. An address of IPv6 in brackets is none.
  private int literalEnd(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '{' && text.charAt(at) != '[') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '[') {
      Matcher address = Pattern.compile("\\[[0-9A-Fa-f]*:[0-9A-Fa-f:.%a-z0-9]*\\]").matcher(text);
      if (address.find(at) && address.start() == at) {
        return literalEnd(address.end());
      }
    }
    return at;
  }

  private int close(int at) throws Failure {
    int close = text.indexOf(text.charAt(at) == '{' ? '}' : ']', at);
    if (close < 0) {
      boolean isBrace = text.charAt(at) == '{';
      throw wrong(isBrace ? "unmatched brace" : "bad range", isBrace ? at : text.length());
    }
    return close;
  }

  private Failure wrong(String what, int at) {
    String where =
        what + " in URL position " + (at + 1) + ":\n" + text + "\n" + " ".repeat(at) + "^";
    return new Failure(Failure.MALFORMED_URL, where);
  }

  private List<String> choices(int at, int close) throws Failure {
    String inner = text.substring(at + 1, close);
    if (text.charAt(at) == '{') {
      return List.of(inner.split(",", -1));
    }
    Matcher numbers = NUMBERS.matcher(inner);
    Matcher letters = LETTERS.matcher(inner);
    List<String> choices = new ArrayList<>();
    if (numbers.matches()) {
      int width = numbers.group(1).startsWith("0") ? numbers.group(1).length() : 1;
      long last = Long.parseLong(numbers.group(2));
      for (long n = Long.parseLong(numbers.group(1));
          n <= last && choices.size() < MOST;
          n += step(numbers)) {
        choices.add(("%0" + width + "d").formatted(n));
      }
    } else if (letters.matches()) {
      for (char c = letters.group(1).charAt(0);
          c <= letters.group(2).charAt(0);
          c += (char) step(letters)) {
        choices.add(String.valueOf(c));
      }
    }
    if (choices.isEmpty()) {
      throw wrong("bad range", at);
    }
    return choices;
  }

  private static int step(Matcher range) {
    String step = range.group(3);
    return step == null ? 1 : Math.max(1, Integer.parseInt(step));
  }
}
