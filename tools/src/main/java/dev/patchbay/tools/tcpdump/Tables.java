package dev.patchbay.tools.tcpdump;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of `/etc` that give names to numbers, a name a line and `#` before remarks.
final class Tables {
  private final Files files;

  Tables(Files files) {
    this.files = files;
  }

  private List<String[]> lines(String path) {
    List<String[]> lines = new ArrayList<>();
    try {
      String text = new String(files.read(path), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        lines.add(line.replaceFirst("#.*", "").strip().split("\\s+", -1));
      }
    } catch (FileException e) {
      return List.of();
    }
    return lines;
  }

  /// The words of each line at one place, by those at another; the first line counts.
  Map<String, String> read(String path, int key, int value) {
    Map<String, String> table = new HashMap<>();
    for (String[] words : lines(path)) {
      if (words.length > Math.max(key, value)) {
        table.putIfAbsent(words[key], words[value]);
      }
    }
    return table;
  }

  /// The number that has a name, or one of its other names, and of which `/kind` follows, if a kind
  /// is given.
  @Nullable String byName(String path, String name, String kind) {
    for (String[] words : lines(path)) {
      boolean ofKind = words.length > 1 && (kind.isEmpty() || words[1].endsWith("/" + kind));
      for (int i = 0; ofKind && i < words.length; i++) {
        if (i != 1 && words[i].equals(name)) {
          return words[1];
        }
      }
    }
    return null;
  }
}
