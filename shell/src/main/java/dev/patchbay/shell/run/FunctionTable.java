package dev.patchbay.shell.run;

import dev.patchbay.shell.syntax.Node;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions of a shell, in the order of definition, the files they were defined in, and which
/// of them can be changed no more.
public final class FunctionTable {
  private final Map<String, Node.FunctionDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final Set<String> readOnly = new HashSet<>();

  FunctionTable() {}

  /// That of a subshell.
  FunctionTable copy() {
    FunctionTable copy = new FunctionTable();
    copy.definitions.putAll(definitions);
    copy.origins.putAll(origins);
    copy.readOnly.addAll(readOnly);
    return copy;
  }

  /// The function of that name, or null.
  public Node.@Nullable FunctionDefinition find(String name) {
    return definitions.get(name);
  }

  public boolean has(String name) {
    return definitions.containsKey(name);
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(definitions.keySet());
  }

  public Collection<Node.FunctionDefinition> all() {
    return Collections.unmodifiableCollection(definitions.values());
  }

  /// The file that the function was defined in; empty when nobody knows.
  String origin(String name) {
    return origins.getOrDefault(name, "");
  }

  /// Defines a function, in place of one of that name; false when that is read-only.
  boolean define(Node.FunctionDefinition function, String origin) {
    if (readOnly.contains(function.name())) {
      return false;
    }
    origins.put(function.name(), origin);
    definitions.put(function.name(), function);
    return true;
  }

  /// Forgets a function; false when it is read-only.
  public boolean unset(String name) {
    if (readOnly.contains(name)) {
      return false;
    }
    definitions.remove(name);
    return true;
  }

  /// From now on no function of that name can be changed.
  public void protect(String name) {
    readOnly.add(name);
  }
}
