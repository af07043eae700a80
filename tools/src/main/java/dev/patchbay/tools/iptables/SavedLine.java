package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Counter;
import dev.patchbay.filter.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A rule's line in a saved table: `[packets:bytes]`, then words, quoted with `"` where they have
/// blanks.
///
/// @param words in a list that may be changed
record SavedLine(List<String> counters, List<String> words) {
  private static final Pattern COUNTERS = Pattern.compile("\\[(\\d+):(\\d+)\\]");

  static SavedLine read(String text, int line) {
    if (!text.startsWith("[")) {
      return new SavedLine(List.of(), split(text));
    }
    int end = text.indexOf(']');
    if (end < 0) {
      throw new Refusal("Bad line " + line + ": need ]");
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon > end) {
      throw new Refusal("Bad line " + line + ": need ]");
    }
    List<String> counters = List.of(text.substring(1, colon), text.substring(colon + 1, end));
    return new SavedLine(counters, split(text.substring(end + 1)));
  }

  /// The counters that `[1:2]` means, or null.
  static @Nullable Counter counter(String text) {
    Matcher matcher = COUNTERS.matcher(text);
    return matcher.matches()
        ? new Counter(
            Long.parseUnsignedLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2)))
        : null;
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inQuotes = false;
    boolean wasQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes && c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (c == '"') {
        inQuotes = !inQuotes;
        wasQuoted = true;
      } else if (!inQuotes && (c == ' ' || c == '\t' || c == '\n')) {
        if (wasQuoted || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        wasQuoted = false;
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
