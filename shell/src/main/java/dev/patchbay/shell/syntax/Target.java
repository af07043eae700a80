package dev.patchbay.shell.syntax;

import org.jspecify.annotations.Nullable;

/// What a parameter expansion speaks of: `name`, `name[subscript]`, or with `indirect` (`${!name}`)
/// what the value of that names.
public record Target(String name, @Nullable Word subscript, boolean indirect) {
  /// A parameter by its name.
  public static Target named(String name) {
    return new Target(name, null, false);
  }

  /// Whether it is a parameter by its name alone.
  public boolean isPlain() {
    return subscript == null && !indirect;
  }

  /// Whether it is `name[@]` or `name[*]`.
  public boolean isAllElements() {
    String text = subscript == null ? null : subscript.unquoted();
    return text != null && (text.equals("@") || text.equals("*"));
  }

  /// Whether it stands for any number of values: `@`, `*`, `name[@]` or `name[*]`.
  public boolean isList() {
    return subscript == null ? name.equals("@") || name.equals("*") : isAllElements();
  }

  /// Whether between double quotes its values are one text: `*` or `name[*]`.
  public boolean isJoined() {
    String text = subscript == null ? name : subscript.unquoted();
    return "*".equals(text);
  }
}
