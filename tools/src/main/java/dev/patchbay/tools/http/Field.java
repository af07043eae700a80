package dev.patchbay.tools.http;

/// A line of a header: `name: value`.
public record Field(String name, String value) {
  /// The line without its end.
  public String line() {
    return name + ": " + value;
  }

  /// Whether it has this name; case does not matter.
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
