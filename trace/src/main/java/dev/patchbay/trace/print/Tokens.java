package dev.patchbay.trace.print;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers and what they are called, in the order in which they are looked at.
final class Tokens {
  private final long[] values;
  private final String[] names;

  private Tokens(long[] values, String[] names) {
    this.values = values;
    this.names = names;
  }

  /// A line a number: the number, a space, its name.
  static Tokens of(String table) {
    String[] lines = table.lines().toArray(String[]::new);
    long[] values = new long[lines.length];
    String[] names = new String[lines.length];
    for (int i = 0; i < lines.length; i++) {
      String[] parts = lines[i].split(" ", 2);
      values[i] = Long.decode(parts[0]);
      names[i] = parts.length > 1 ? parts[1] : "";
    }
    return new Tokens(values, names);
  }

  /// The name, or null.
  @Nullable String find(long value) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == value) {
        return names[i];
      }
    }
    return null;
  }

  /// The name, or the number in a format that takes it.
  String name(long value, String unknown) {
    String name = find(value);
    return name != null ? name : unknown(unknown, value);
  }

  /// The name, or another text.
  String text(long value, String unknown) {
    String name = find(value);
    return name != null ? name : unknown;
  }

  /// The names of all bits that are set, or the number in a format.
  String bits(long value, String between, String none) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && (value & values[i]) == values[i]) {
        out.append(out.isEmpty() ? "" : between).append(names[i]);
      }
    }
    return out.isEmpty() ? unknown(none, value) : out.toString();
  }

  /// The names of all bits that are set, with commas, or the number in a format.
  String bits(long value, String none) {
    return bits(value, ", ", none);
  }

  private static String unknown(String format, long value) {
    return format.indexOf('%') < 0 ? format : String.format(Locale.ROOT, format, value);
  }
}
