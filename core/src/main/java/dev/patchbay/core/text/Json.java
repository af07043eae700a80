package dev.patchbay.core.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) as a program keeps it: a `Map` from names to values, a `List` of values, a
/// `String`, a `Long`, a `Double`, a `Boolean`, or [#NULL].
public final class Json {
  /// The value `null`.
  public static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final int INDENT = 4;

  private Json() {}

  /// Reads a text whose value is an object or an array.
  ///
  /// @throws Wrong when it is not JSON, or an object has a name twice
  public static Object parse(String text) throws Wrong {
    return new JsonReader(text).read();
  }

  /// A text is not JSON.
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    Wrong(String message, int line, int column) {
      super(message, null, false, false);
      this.line = line;
      this.column = column;
    }

    /// What is wrong, in the words of libjansson.
    public String message() {
      return String.valueOf(getMessage());
    }

    /// On which line, from 1.
    public int line() {
      return line;
    }

    /// How many characters of the line had been read.
    public int column() {
      return column;
    }
  }

  /// The value as an object, or null when it is none.
  @SuppressWarnings("unchecked")
  public static @Nullable Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
  }

  /// A copy that shares nothing with the value.
  public static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, inner) -> copy.put((String) name, copy(inner)));
        yield copy;
      }
      case List<?> list ->
          list.stream().map(Json::copy).collect(Collectors.toCollection(ArrayList::new));
      default -> value;
    };
  }

  /// The text of a value, ASCII only, the names of objects sorted: on one line, or indented by
  /// four.
  public static String text(Object value, boolean oneLine) {
    StringBuilder out = new StringBuilder();
    write(value, oneLine ? -1 : 0, out);
    return out.toString();
  }

  private static void write(Object value, int depth, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> writeObject(map, depth, out);
      case List<?> list -> writeArray(list, depth, out);
      case String string -> writeString(string, out);
      default -> out.append(value);
    }
  }

  private static void writeObject(Map<?, ?> map, int depth, StringBuilder out) {
    int inner = depth < 0 ? depth : depth + 1;
    Map<Object, Object> sorted = new TreeMap<>(map);
    out.append('{');
    boolean first = true;
    for (Map.Entry<Object, Object> entry : sorted.entrySet()) {
      separate(first, inner, out);
      first = false;
      writeString((String) entry.getKey(), out);
      out.append(": ");
      write(entry.getValue(), inner, out);
    }
    close(sorted.keySet(), depth, '}', out);
  }

  private static void writeArray(List<?> list, int depth, StringBuilder out) {
    int inner = depth < 0 ? depth : depth + 1;
    out.append('[');
    boolean first = true;
    for (Object value : list) {
      separate(first, inner, out);
      first = false;
      write(value, inner, out);
    }
    close(list, depth, ']', out);
  }

  private static void separate(boolean first, int depth, StringBuilder out) {
    if (!first) {
      out.append(depth < 0 ? ", " : ",");
    }
    if (depth >= 0) {
      out.append('\n').append(" ".repeat(INDENT * depth));
    }
  }

  private static void close(Collection<?> inside, int depth, char bracket, StringBuilder out) {
    if (!inside.isEmpty() && depth >= 0) {
      out.append('\n').append(" ".repeat(INDENT * depth));
    }
    out.append(bracket);
  }

  private static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            out.append(String.format("\\u%04X", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
