package dev.patchbay.tools.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a header, in order.
public final class Fields implements Iterable<Field> {
  private final List<Field> fields = new ArrayList<>();

  /// Adds a line as it stands in a message; one without a colon is left out.
  public void addLine(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
  }

  public void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  /// Replaces the first line of that name, or adds one.
  public void set(String name, String value) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).is(name)) {
        fields.set(i, new Field(name, value));
        return;
      }
    }
    add(name, value);
  }

  /// Removes the lines of that name.
  public void remove(String name) {
    fields.removeIf(field -> field.is(name));
  }

  /// The value of the first line of that name, or null.
  public @Nullable String get(String name) {
    for (Field field : fields) {
      if (field.is(name)) {
        return field.value();
      }
    }
    return null;
  }

  /// Whether a line of that name lists the word.
  public boolean has(String name, String word) {
    for (Field field : fields) {
      if (field.is(name)) {
        for (String part : field.value().split(",", -1)) {
          if (part.strip().equalsIgnoreCase(word)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }
}
