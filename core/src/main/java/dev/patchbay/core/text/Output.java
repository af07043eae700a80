package dev.patchbay.core.text;

import org.jspecify.annotations.Nullable;

/// What a command prints: text or JSON from the same calls, byte for byte as iproute2 lays both
/// out.
///
/// JSON is printed between [#begin] and [#end], and only if it was asked for; all else is text.
/// Members of an array have no key (null). Text goes into a buffer that its owner empties.
public final class Output {
  /// How to print.
  ///
  /// @param json `-json`
  /// @param pretty `-pretty`: JSON over many lines
  /// @param oneline `-oneline`: `\` in place of a newline within a record
  /// @param background the colours of text
  public record Options(
      boolean json, boolean pretty, boolean oneline, Color.Background background) {
    /// Text, without colour.
    public static final Options TEXT = new Options(false, false, false, Color.Background.NO_COLOR);

    /// JSON in one line.
    public static final Options JSON = new Options(true, false, false, Color.Background.NO_COLOR);

    /// JSON over many lines.
    public static final Options PRETTY_JSON =
        new Options(true, true, false, Color.Background.NO_COLOR);
  }

  private static final String INDENT = "    ";

  private final StringBuilder sink;
  private final Options options;
  private final boolean pretty;
  private final String newline;
  private boolean json;
  private int depth;
  private boolean hasSibling;

  public Output(StringBuilder sink, Options options) {
    this.sink = sink;
    this.options = options;
    this.pretty = options.pretty;
    this.newline = options.oneline ? "\\" : "\n";
  }

  /// How it prints.
  public Options options() {
    return options;
  }

  /// Whether JSON is being printed now.
  public boolean isJson() {
    return json;
  }

  // ---- the whole

  /// Begins the records of a command: from here on JSON, if it was asked for.
  public void begin() {
    json = options.json;
    openArray(null);
  }

  /// Ends the records.
  public void end() {
    closeArray();
    if (json) {
      sink.append('\n');
    }
    json = false;
    hasSibling = false;
  }

  /// Begins a list of values or records.
  public void openArray(@Nullable String key) {
    if (!json) {
      return;
    }
    open(key, '[');
    if (pretty) {
      sink.append(' ');
    }
  }

  /// Ends what [#openArray] began.
  public void closeArray() {
    if (!json) {
      return;
    }
    if (pretty && hasSibling) {
      sink.append(' ');
    }
    depth--;
    sink.append(']');
    hasSibling = true;
  }

  /// Begins a record.
  public void openObject(@Nullable String key) {
    if (json) {
      open(key, '{');
    }
  }

  /// Ends what [#openObject] began.
  public void closeObject() {
    if (!json) {
      return;
    }
    depth--;
    if (hasSibling) {
      indent();
    }
    sink.append('}');
    hasSibling = true;
  }

  // ---- text alone

  /// Prints in text alone.
  public void text(String text) {
    if (!json) {
      sink.append(text);
    }
  }

  /// Prints in text and in the midst of JSON alike, as some of iproute2's parts do that were
  /// written before it had JSON.
  public void verbatim(String text) {
    sink.append(text);
  }

  /// Ends a line within a record, in text alone: with `-oneline` by a backslash.
  public void newline() {
    text(newline);
  }

  // ---- both

  /// In text, `before`, the value, and `after`.
  public void string(@Nullable String key, String before, String value, String after) {
    if (json) {
      jsonString(key, value);
    } else {
      sink.append(before).append(value).append(after);
    }
  }

  /// As [#string], in a colour that takes in `before` and `after`.
  public void string(Color color, @Nullable String key, String before, String value, String after) {
    if (json || options.background == Color.Background.NO_COLOR) {
      string(key, before, value, after);
    } else {
      sink.append(color.begin(options.background)).append(before).append(value);
      sink.append(after).append(Color.CLEAR);
    }
  }

  /// In text, `before`, the value, and `after`.
  public void number(@Nullable String key, String before, long value, String after) {
    if (json) {
      jsonNumber(key, value);
    } else {
      sink.append(before).append(value).append(after);
    }
  }

  /// In text, `text` if it is so.
  public void flag(@Nullable String key, String text, boolean value) {
    if (json) {
      jsonBoolean(key, value);
    } else if (value) {
      sink.append(text);
    }
  }

  /// In text, `on` or `off`.
  public void onOff(@Nullable String key, String before, boolean value, String after) {
    if (json) {
      jsonBoolean(key, value);
    } else {
      sink.append(before).append(value ? "on" : "off").append(after);
    }
  }

  /// A key whose value says nothing: `null` in JSON.
  public void nul(@Nullable String key, String text) {
    if (json) {
      name(key);
      sink.append("null");
    } else {
      sink.append(text);
    }
  }

  // ---- JSON alone

  /// Prints in JSON alone.
  public void jsonString(@Nullable String key, String value) {
    if (json) {
      name(key);
      quote(value);
    }
  }

  /// Prints in JSON alone.
  public void jsonNumber(@Nullable String key, long value) {
    if (json) {
      name(key);
      sink.append(value);
    }
  }

  /// Prints in JSON alone.
  public void jsonBoolean(@Nullable String key, boolean value) {
    if (json) {
      name(key);
      sink.append(value);
    }
  }

  /// Prints a number as it is written, in JSON alone: `0.00`.
  public void jsonLiteral(@Nullable String key, String number) {
    if (json) {
      name(key);
      sink.append(number);
    }
  }

  // ---- the layout of JSON

  private void open(@Nullable String key, char bracket) {
    name(key);
    sink.append(bracket);
    depth++;
    hasSibling = false;
  }

  private void name(@Nullable String key) {
    if (hasSibling) {
      sink.append(',');
    }
    hasSibling = true;
    if (key == null) {
      return;
    }
    indent();
    quote(key);
    sink.append(pretty ? ": " : ":");
  }

  private void indent() {
    if (!pretty) {
      return;
    }
    sink.append('\n');
    for (int i = 0; i < depth; i++) {
      sink.append(INDENT);
    }
  }

  private void quote(String value) {
    sink.append('"');
    int plainFrom = 0;
    for (int at = 0; at < value.length(); at++) {
      String escape = escape(value.charAt(at));
      if (escape != null) {
        sink.append(value, plainFrom, at).append(escape);
        plainFrom = at + 1;
      }
    }
    sink.append(value, plainFrom, value.length()).append('"');
  }

  /// iproute2 leaves the other control characters as they are.
  private static @Nullable String escape(char c) {
    return switch (c) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\f' -> "\\f";
      case '\b' -> "\\b";
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      default -> null;
    };
  }
}
