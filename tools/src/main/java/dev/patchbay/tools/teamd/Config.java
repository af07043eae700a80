package dev.patchbay.tools.teamd;

import dev.patchbay.core.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What `teamd` is told: an object, or a part of it. What is of the wrong sort is complained of and
/// counts as missing.
final class Config {
  private final Object root;
  private final Consumer<String> log;

  Config(Object root, Consumer<String> log) {
    this.root = root;
    this.log = log;
  }

  Object root() {
    return root;
  }

  /// The value at the end of the path, or null.
  @Nullable Object find(String... path) {
    Object value = root;
    for (String name : path) {
      Map<String, Object> object = Json.object(value);
      value = object == null ? null : object.get(name);
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  boolean has(String... path) {
    return find(path) != null;
  }

  @Nullable String string(String... path) {
    Object value = find(path);
    if (value instanceof String text) {
      return text;
    }
    complain(value, "string");
    return null;
  }

  @Nullable Integer number(String... path) {
    Object value = find(path);
    if (value instanceof Long number) {
      return number.intValue();
    }
    complain(value, "integer");
    return null;
  }

  boolean flag(boolean otherwise, String... path) {
    Object value = find(path);
    if (value instanceof Boolean flag) {
      return flag;
    }
    complain(value, "boolean");
    return otherwise;
  }

  private void complain(@Nullable Object value, String sort) {
    if (value != null) {
      log.accept("Failed to get " + sort + " from non-" + sort + " object");
    }
  }

  /// The names of the object at the end of the path, in the order of the text.
  List<String> names(String... path) {
    Map<String, Object> object = Json.object(find(path));
    return object == null ? List.of() : List.copyOf(object.keySet());
  }

  /// Puts a value at the end of the path, making what leads there; returns whether that could be.
  boolean set(Object value, String... path) {
    Object at = root;
    for (int i = 0; i < path.length; i++) {
      Map<String, Object> object = Json.object(at);
      if (object == null) {
        return refuse();
      }
      boolean last = i == path.length - 1;
      Object known = object.get(path[i]);
      if (last && known != null && known.getClass() != value.getClass()) {
        return refuse();
      }
      if (last) {
        object.put(path[i], value);
      } else {
        at = object.computeIfAbsent(path[i], name -> new LinkedHashMap<String, Object>());
      }
    }
    return true;
  }

  private boolean refuse() {
    log.accept("Failed to get value from config: Wrong path format");
    return false;
  }

  /// The part of it that the value is.
  Config part(Object value) {
    return new Config(value, log);
  }
}
