package dev.patchbay.tools.iperf3;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// JSON as the library of the real tool lays it out: indented by tabs.
final class CJson {
  private static final int DIGITS = 15;

  private final StringBuilder text = new StringBuilder();

  private CJson() {}

  /// The text of a value of maps, lists, texts, numbers and truths.
  static String text(Object value) {
    CJson json = new CJson();
    json.value(value, 0);
    return json.text.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> object(map, depth + 1);
      case List<?> list -> array(list, depth);
      case String word -> quoted(word);
      case Double number -> text.append(number(number));
      default -> text.append(value);
    }
  }

  private void object(Map<?, ?> map, int depth) {
    text.append("{\n");
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
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

  private static String number(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    return new BigDecimal(number)
        .round(new MathContext(DIGITS))
        .stripTrailingZeros()
        .toPlainString();
  }
}
