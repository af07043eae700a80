package dev.patchbay.shell.run;

import org.jspecify.annotations.Nullable;

/// A variable: its value, if it has one, and what `export` and `readonly` have said of it.
public final class Variable {
  @Nullable String value;
  boolean exported;
  boolean readOnly;

  Variable() {}

  Variable copy() {
    Variable copy = new Variable();
    copy.value = value;
    copy.exported = exported;
    copy.readOnly = readOnly;
    return copy;
  }

  /// The value, or null when it has none.
  public @Nullable String value() {
    return value;
  }

  /// Whether programs get it.
  public boolean isExported() {
    return exported;
  }

  /// Whether it can be changed no more.
  public boolean isReadOnly() {
    return readOnly;
  }
}
