package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.ArrayValue;
import dev.patchbay.shell.expand.AssociativeArray;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.ExpansionException;
import dev.patchbay.shell.expand.IndexedArray;
import dev.patchbay.shell.run.Variable.Attribute;
import dev.patchbay.shell.text.Wording;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The variables of a shell. Those that a function or a command has for itself hide the others
/// until its scope is closed.
public final class VariableTable {
  /// So many references may lead from one to the next.
  private static final int REFERENCES = 8;

  /// A variable that is computed when it is read, and what is done when it is set.
  record Computed(Supplier<String> value, Consumer<String> assign) {}

  private final Map<String, Variable> variables;
  private final Map<String, Computed> computed = new HashMap<>();
  private final Map<String, Supplier<List<String>>> computedArrays = new HashMap<>();
  private final ArrayDeque<Map<String, @Nullable Variable>> scopes = new ArrayDeque<>();
  private ToLongFunction<String> arithmetic = Long::parseLong;
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
    copy.environment = environment;
    for (Map<String, @Nullable Variable> scope : scopes.reversed()) {
      copy.scopes.push(new LinkedHashMap<>(scope));
    }
    return copy;
  }

  void compute(String name, Computed how) {
    computed.put(name, how);
  }

  /// An array that is computed when it is read.
  void computeArray(String name, Supplier<List<String>> elements) {
    computedArrays.put(name, elements);
  }

  /// What evaluates the values of integer variables.
  void arithmetic(ToLongFunction<String> evaluator) {
    arithmetic = evaluator;
  }

  // ---- reading

  /// The value, that of the first element for an array, or null when it has none.
  public @Nullable String value(String name) {
    Variable variable = variables.get(name);
    if (variable != null) {
      return variable.has(Attribute.REFERENCE) ? valueBehind(name) : variable.value();
    }
    Computed how = computed.get(name);
    if (how != null) {
      return how.value.get();
    }
    Supplier<List<String>> elements = computedArrays.get(name);
    List<String> all = elements == null ? List.of() : elements.get();
    return all.isEmpty() ? null : all.getFirst();
  }

  private @Nullable String valueBehind(String reference) {
    String name = resolved(reference);
    return name.equals(reference) ? null : value(name);
  }

  /// The elements, or null when it is no array.
  public @Nullable ArrayValue array(String name) {
    Variable variable = find(name);
    if (variable != null) {
      return variable.elements;
    }
    Supplier<List<String>> elements = computedArrays.get(name);
    List<String> all = elements == null ? List.of() : elements.get();
    return all.isEmpty() ? null : IndexedArray.of(all);
  }

  /// The variable, or null when there is none; a reference leads to what it names.
  public @Nullable Variable find(String name) {
    Variable variable = variables.get(name);
    return variable != null && variable.has(Attribute.REFERENCE)
        ? variables.get(resolved(name))
        : variable;
  }

  /// The variable itself, though it be a reference; or null.
  public @Nullable Variable findReference(String name) {
    return variables.get(name);
  }

  /// The name that references lead to.
  String resolved(String name) {
    String at = name;
    for (int i = 0; i < REFERENCES; i++) {
      Variable variable = variables.get(at);
      String next = variable == null || !variable.has(Attribute.REFERENCE) ? null : variable.value;
      if (next == null) {
        return at;
      }
      at = next;
    }
    return name;
  }

  // ---- assigning

  /// Gives it a value; of an array, its first element.
  ///
  /// @throws ExpansionException when it is read-only
  public void assign(String name, String value) {
    Variable there = variables.get(name);
    if (there != null && there.isPlain()) {
      there.value = value;
      return;
    }
    if (there == null && isComputed(name, value)) {
      return;
    }
    Variable variable = writable(name);
    String kept = variable.converts() ? converted(variable, value) : value;
    ArrayValue elements = variable.elements;
    if (elements == null) {
      variable.value = kept;
    } else {
      elements.set(elements.first(), kept);
    }
    if (variable.isExported()) {
      environment = null;
    }
  }

  /// Whether the variable is computed; it then does with the value what it does.
  private boolean isComputed(String name, String value) {
    Computed how = computed.get(name);
    if (how != null) {
      how.assign.accept(value);
    }
    return how != null || computedArrays.containsKey(name);
  }

  /// Gives an element a value; a variable that is no array becomes one.
  ///
  /// @throws ExpansionException when it is read-only
  public void assign(String name, String subscript, String value) {
    Variable variable = writable(name);
    ArrayValue elements = asArray(variable);
    elements.set(subscript, variable.converts() ? converted(variable, value) : value);
  }

  /// Adds to the value it has; the number to the number that an integer variable has.
  public void append(String name, @Nullable String subscript, String value) {
    Variable variable = find(name);
    ArrayValue elements = variable == null ? null : variable.elements;
    String before =
        subscript == null
            ? value(name)
            : elements == null
                ? subscript.equals("0") ? value(name) : null
                : elements.get(subscript);
    boolean sum = variable != null && variable.has(Attribute.INTEGER);
    String start = before == null ? "" : before;
    String all =
        sum
            ? Long.toString(arithmetic.applyAsLong(start) + arithmetic.applyAsLong(value))
            : start + value;
    if (subscript == null) {
      assign(name, all);
    } else {
      assign(name, subscript, all);
    }
  }

  /// Gives an array these elements, in the place of those that it has or behind them.
  ///
  /// @throws ExpansionException when it is read-only
  public void assign(String name, List<Expander.Element> values, boolean append) {
    if (computedArrays.containsKey(name)) {
      return;
    }
    Variable variable = writable(name);
    ArrayValue elements = asArray(variable);
    if (!append) {
      elements = elements instanceof AssociativeArray ? new AssociativeArray() : new IndexedArray();
    }
    switch (elements) {
      case AssociativeArray array -> fill(variable, array, values);
      case IndexedArray array -> fill(name, variable, array, values);
    }
    variable.elements = elements;
    variable.listed = true;
  }

  private void fill(
      String name, Variable variable, IndexedArray array, List<Expander.Element> values) {
    long next = array.end();
    for (Expander.Element element : values) {
      String subscript = element.subscript();
      if (subscript != null) {
        next = arithmetic.applyAsLong(subscript);
        next += next < 0 ? array.end() : 0;
      }
      if (next < 0) {
        throw new ExpansionException(
            name + "[" + subscript + "]: bad array subscript", ExpansionException.Severity.COMMAND);
      }
      String key = Long.toString(next);
      String before = element.append() ? array.get(key) : null;
      array.set(
          key, converted(variable, before == null ? element.value() : before + element.value()));
      next++;
    }
  }

  /// Elements without subscripts are subscripts and values by turns.
  private void fill(Variable variable, AssociativeArray array, List<Expander.Element> values) {
    String key = null;
    for (Expander.Element element : values) {
      String subscript = element.subscript();
      if (subscript != null) {
        String before = element.append() ? array.get(subscript) : null;
        array.set(
            subscript,
            converted(variable, before == null ? element.value() : before + element.value()));
      } else if (key == null) {
        key = element.value();
      } else {
        array.set(key, converted(variable, element.value()));
        key = null;
      }
    }
    if (key != null) {
      array.set(key, converted(variable, ""));
    }
  }

  private Variable writable(String name) {
    Variable variable = variables.get(name);
    if (variable != null && variable.has(Attribute.REFERENCE)) {
      String meant = resolved(name);
      return meant.equals(name) ? variable : writable(meant);
    }
    if (variable == null) {
      variable = new Variable();
      variables.put(name, variable);
    } else if (variable.isReadOnly()) {
      throw readOnly(name);
    }
    return variable;
  }

  static ExpansionException readOnly(String name) {
    return new ExpansionException(
        Wording.BASH.readOnly(name),
        Wording.DASH.readOnly(name),
        ExpansionException.Severity.COMMAND);
  }

  private static ArrayValue asArray(Variable variable) {
    ArrayValue elements = variable.elements;
    if (elements == null) {
      elements = new IndexedArray();
      if (variable.value != null) {
        elements.set("0", variable.value);
      }
      variable.elements = elements;
      variable.value = null;
    }
    return elements;
  }

  private String converted(Variable variable, String value) {
    if (variable.has(Attribute.INTEGER)) {
      return Long.toString(arithmetic.applyAsLong(value));
    }
    return variable.has(Attribute.LOWER)
        ? value.toLowerCase(Locale.ROOT)
        : variable.has(Attribute.UPPER) ? value.toUpperCase(Locale.ROOT) : value;
  }

  // ---- what declare says

  private Variable declared(String name) {
    return variables.computeIfAbsent(resolved(name), n -> new Variable());
  }

  /// Programs get it from now on, or no more.
  public void export(String name, boolean exported) {
    declared(name).set(Attribute.EXPORTED, exported);
    environment = null;
  }

  /// Says something of a variable, which need not have a value yet.
  public void set(String name, Attribute attribute, boolean on) {
    Variable variable =
        attribute == Attribute.REFERENCE
            ? variables.computeIfAbsent(name, n -> new Variable())
            : declared(name);
    variable.set(attribute, on);
    if (on && attribute == Attribute.LOWER) {
      variable.set(Attribute.UPPER, false);
    } else if (on && attribute == Attribute.UPPER) {
      variable.set(Attribute.LOWER, false);
    }
    environment = null;
  }

  /// Makes it an array.
  ///
  /// @throws ExpansionException when it is one of the other sort
  public void makeArray(String name, boolean associative) {
    Variable variable = declared(name);
    ArrayValue elements = variable.elements;
    if (elements != null && elements instanceof AssociativeArray != associative) {
      throw new ExpansionException(
          name
              + (associative
                  ? ": cannot convert indexed to associative array"
                  : ": cannot convert associative to indexed array"),
          ExpansionException.Severity.COMMAND);
    }
    if (elements == null && associative) {
      variable.elements = new AssociativeArray();
      if (variable.value != null) {
        variable.elements.set("0", variable.value);
        variable.value = null;
      }
    } else if (elements == null) {
      asArray(variable);
    }
  }

  /// Forgets it; whether it could be forgotten.
  public boolean unset(String name) {
    return unsetReference(resolved(name));
  }

  /// As [#unset], of the reference itself.
  public boolean unsetReference(String name) {
    Variable variable = variables.get(name);
    if (variable != null && variable.isReadOnly()) {
      return false;
    }
    variables.remove(name);
    computed.remove(name);
    computedArrays.remove(name);
    environment = null;
    return true;
  }

  // ---- scopes

  void openScope() {
    scopes.push(new LinkedHashMap<>());
  }

  /// What the scope hid is there again.
  void closeScope() {
    Map<String, @Nullable Variable> scope = scopes.pop();
    if (scope.isEmpty()) {
      return;
    }
    scope.forEach((name, hidden) -> {
      if (hidden == null) {
        variables.remove(name);
      } else {
        variables.put(name, hidden);
      }
    });
    environment = null;
  }

  /// The names that the scope at hand has for itself.
  public List<String> locals() {
    return scopes.isEmpty() ? List.of() : List.copyOf(scopes.element().keySet());
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
    if (hidden != null && hidden.isReadOnly()) {
      throw readOnly(name);
    }
    scope.put(name, hidden);
    Variable local = new Variable();
    local.set(Attribute.EXPORTED, hidden != null && hidden.isExported());
    variables.put(name, local);
    environment = null;
    return local;
  }

  // ---- all of them

  /// All variables, by name.
  public Map<String, Variable> sorted() {
    return new TreeMap<>(variables);
  }

  /// The names that begin so and have values, sorted.
  List<String> namesWith(String prefix) {
    TreeMap<String, Boolean> names = new TreeMap<>();
    variables.forEach((name, variable) -> {
      if (name.startsWith(prefix) && (variable.value != null || variable.elements != null)) {
        names.put(name, true);
      }
    });
    computed.keySet().stream().filter(n -> n.startsWith(prefix)).forEach(n -> names.put(n, true));
    return List.copyOf(names.keySet());
  }

  /// What programs get; it cannot be changed.
  Map<String, String> environment() {
    Map<String, String> known = environment;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Map.Entry<String, Variable> entry : variables.entrySet()) {
        String value = entry.getValue().value;
        if (entry.getValue().isExported() && value != null) {
          known.put(entry.getKey(), value);
        }
      }
      known = Collections.unmodifiableMap(known);
      environment = known;
    }
    return known;
  }
}
