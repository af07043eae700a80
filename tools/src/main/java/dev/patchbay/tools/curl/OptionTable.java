package dev.patchbay.tools.curl;

import dev.patchbay.tools.iproute.HelpText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All options of the real tool, as its own list of them has them.
final class OptionTable {
  /// An option by its long name, and whether it takes an argument.
  record Entry(String name, boolean takes) {}

  private static final Pattern LINE = Pattern.compile("^ (?:-(.), | {4})--(\\S+)( <)?.*");

  private final Map<String, Entry> longs = new LinkedHashMap<>();
  private final Map<Character, Entry> shorts = new LinkedHashMap<>();

  OptionTable() {
    HelpText.text(OptionTable.class, "all").lines().forEach(this::read);
  }

  private void read(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      Entry entry = new Entry(matcher.group(2), matcher.group(3) != null);
      longs.put(entry.name, entry);
      if (matcher.group(1) != null) {
        shorts.put(matcher.group(1).charAt(0), entry);
      }
    }
  }

  /// The options that a long name, whole or shortened, may mean.
  List<Entry> named(String name) {
    Entry exact = longs.get(name);
    if (exact != null) {
      return List.of(exact);
    }
    List<Entry> meant = new ArrayList<>();
    longs.forEach((each, entry) -> {
      if (each.startsWith(name)) {
        meant.add(entry);
      }
    });
    return meant;
  }

  /// The option of that letter; none when there is none.
  List<Entry> lettered(char letter) {
    Entry entry = shorts.get(letter);
    return entry == null ? List.of() : List.of(entry);
  }
}
