package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.ExpansionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The variables of a shell. Those that a function or a command has for itself hide the others
/// until its scope is closed.
public final class VariableTable {
  /// A variable that is computed when it is read, and what is done when it is set.
  record Computed(Supplier<String> value, Consumer<String> assign) {}

  private final Map<String, Variable> variables;
  private final Map<String, Computed> computed = new HashMap<>();
  private final ArrayDeque<Map<String, @Nullable Variable>> scopes = new ArrayDeque<>();
  private @Nullable Map<String, String> environment;

  VariableTable() {
    variables = new LinkedHashMap<>();
  }

  private VariableTable(Map<String, Variable> variables) {
    this.variables = variables;
  }

  /// What a subshell begins with. Computed variables are for its owner to add.
  VariableTable copy() {
    Map<String, Variable> copies = LinkedHashMap.newLinkedHashMap(variables.size());
    variables.forEach((name, variable) -> copies.put(name, variable.copy()));
    VariableTable copy = new VariableTable(copies);
    for (Map<String, @Nullable Variable> scope : scopes.reversed()) {
      copy.scopes.push(new LinkedHashMap<>(scope));
    }
    return copy;
  }

  void compute(String name, Computed how) {
    computed.put(name, how);
  }

  /// The value, or null when it has none.
  public @Nullable String value(String name) {
    Variable variable = variables.get(name);
    if (variable != null) {
      return variable.value;
    }
    Computed how = computed.get(name);
    return how == null ? null : how.value.get();
  }

  /// The variable, or null when there is none.
  public @Nullable Variable find(String name) {
    return variables.get(name);
  }

  /// Gives it a value.
  ///
  /// @throws ExpansionException when it is read-only
  public void assign(String name, String value) {
    Computed how = computed.isEmpty() ? null : computed.get(name);
    if (how != null) {
      how.assign.accept(value);
      return;
    }
    Variable variable = variables.get(name);
    if (variable == null) {
      variable = new Variable();
      variables.put(name, variable);
    } else if (variable.readOnly) {
      throw new ExpansionException(
          name + ": readonly variable", ExpansionException.Severity.SCRIPT);
    }
    variable.value = value;
    if (variable.exported) {
      environment = null;
    }
  }

  private Variable declared(String name) {
    return variables.computeIfAbsent(name, n -> new Variable());
  }

  /// Programs get it from now on, or no more.
  public void export(String name, boolean exported) {
    declared(name).exported = exported;
    environment = null;
  }

  /// It can be changed no more.
  public void makeReadOnly(String name) {
    declared(name).readOnly = true;
  }

  /// Forgets it; whether it could be forgotten.
  public boolean unset(String name) {
    Variable variable = variables.get(name);
    if (variable != null && variable.readOnly) {
      return false;
    }
    variables.remove(name);
    computed.remove(name);
    environment = null;
    return true;
  }

  // ---- scopes

  void openScope() {
    scopes.push(new LinkedHashMap<>());
  }

  /// What the scope hid is there again.
  void closeScope() {
    scopes
        .pop()
        .forEach((name, hidden) -> {
          if (hidden == null) {
            variables.remove(name);
          } else {
            variables.put(name, hidden);
          }
        });
    environment = null;
  }

  /// A variable of the scope's own, without a value; it is exported if the one that it hides is.
  ///
  /// @throws ExpansionException when that one is read-only
  public Variable makeLocal(String name) {
    Map<String, @Nullable Variable> scope = scopes.element();
    Variable hidden = variables.get(name);
    if (scope.containsKey(name) && hidden != null) {
      return hidden;
    }
    if (hidden != null && hidden.readOnly) {
      throw new ExpansionException(
          name + ": readonly variable", ExpansionException.Severity.SCRIPT);
    }
    scope.put(name, hidden);
    Variable local = new Variable();
    local.exported = hidden != null && hidden.exported;
    variables.put(name, local);
    environment = null;
    return local;
  }

  // ---- all of them

  /// All variables, by name.
  public Map<String, Variable> sorted() {
    return new TreeMap<>(variables);
  }

  /// What programs get; it cannot be changed.
  Map<String, String> environment() {
    Map<String, String> known = environment;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Map.Entry<String, Variable> entry : variables.entrySet()) {
        String value = entry.getValue().value;
        if (entry.getValue().exported && value != null) {
          known.put(entry.getKey(), value);
        }
      }
      known = Collections.unmodifiableMap(known);
      environment = known;
    }
    return known;
  }
}
