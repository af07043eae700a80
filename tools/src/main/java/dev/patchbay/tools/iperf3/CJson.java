package dev.patchbay.tools.iperf3;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as the library of the real tool lays it out: indented by tabs.
final class CJson {
  private static final int DIGITS = 15;
  private static final int ALL_DIGITS = 17;
  private static final int LEAST_EXPONENT = -4;

  private final StringBuilder text = new StringBuilder();

  private CJson() {}

  /// An object, which may say a name twice.
  static final class Members {
    private final List<Map.Entry<String, Object>> entries = new ArrayList<>();

    static Members of(Object... namesAndValues) {
      Members members = new Members();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        members.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
      return members;
    }

    Members put(String name, Object value) {
      entries.add(Map.entry(name, value));
      return this;
    }

    /// With what is said last of each name.
    Map<String, Object> map() {
      Map<String, Object> map = new LinkedHashMap<>();
      entries.forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }

    private static Object plain(Object value) {
      return switch (value) {
        case Members members -> members.map();
        case List<?> list -> list.stream().map(Members::plain).toList();
        default -> value;
      };
    }
  }

  /// The text of a value of members, maps, lists, texts, numbers and truths.
  static String text(Object value) {
    CJson json = new CJson();
    json.value(value, 0);
    return json.text.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Members members -> object(members.entries.iterator(), depth + 1);
      case Map<?, ?> map -> object(map.entrySet().iterator(), depth + 1);
      case List<?> list -> array(list, depth);
      case String word -> quoted(word);
      case Double number -> text.append(number(number));
      default -> text.append(value);
    }
  }

  private void object(Iterator<? extends Map.Entry<?, ?>> entries, int depth) {
    text.append("{\n");
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      text.repeat('\t', depth);
      quoted(String.valueOf(entry.getKey()));
      text.append(":\t");
      value(entry.getValue(), depth);
      text.append(entries.hasNext() ? ",\n" : "\n");
    }
    text.repeat('\t', depth - 1).append('}');
  }

  private void array(List<?> list, int depth) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      value(list.get(i), depth + 1);
    }
    text.append(']');
  }

  private void quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append('"').append(escaped.replace("\t", "\\t")).append('"');
  }

  /// As few digits as give the number back, as `%g` writes them.
  static String number(double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shown = exact.round(new MathContext(DIGITS));
    if (shown.doubleValue() != number) {
      shown = exact.round(new MathContext(ALL_DIGITS));
    }
    if (shown.signum() == 0) {
      return "0";
    }
    BigDecimal brief = shown.stripTrailingZeros();
    int exponent = brief.precision() - brief.scale() - 1;
    if (exponent >= LEAST_EXPONENT && exponent < ALL_DIGITS) {
      return brief.toPlainString();
    }
    String digits = brief.movePointLeft(exponent).toPlainString();
    return digits + "e%c%02d".formatted(exponent < 0 ? '-' : '+', Math.abs(exponent));
  }
}
