package dev.patchbay.shell.run;

import dev.patchbay.shell.expand.ArrayValue;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A variable: its value, or the elements that it has as an array, and what `declare` has said of
/// it.
public final class Variable {
  /// What `declare` can say, by its letter, in the order in which it is shown.
  public enum Attribute {
    INTEGER('i'),
    REFERENCE('n'),
    READ_ONLY('r'),
    TRACED('t'),
    EXPORTED('x'),
    LOWER('l'),
    UPPER('u');

    private final char letter;

    Attribute(char letter) {
      this.letter = letter;
    }

    /// The letter of `declare`.
    public char letter() {
      return letter;
    }

    private int bit() {
      return 1 << ordinal();
    }
  }

  private static final int CONVERTING =
      Attribute.INTEGER.bit() | Attribute.LOWER.bit() | Attribute.UPPER.bit();

  /// The bits of its attributes.
  private int attributes;

  @Nullable String value;
  @Nullable ArrayValue elements;

  /// Whether it has been given a list, though an empty one.
  boolean listed;

  Variable() {}

  Variable copy() {
    Variable copy = new Variable();
    copy.value = value;
    copy.listed = listed;
    copy.elements = elements == null ? null : elements.copy();
    copy.attributes = attributes;
    return copy;
  }

  /// The value, that of the first element for an array; null when it has none.
  public @Nullable String value() {
    ArrayValue all = elements;
    return all == null ? value : all.get(all.first());
  }

  /// The elements, or null when it is no array.
  public @Nullable ArrayValue elements() {
    return elements;
  }

  /// What `declare` has said of it.
  public Set<Attribute> attributes() {
    EnumSet<Attribute> all = EnumSet.noneOf(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      if (has(attribute)) {
        all.add(attribute);
      }
    }
    return all;
  }

  public boolean has(Attribute attribute) {
    return (attributes & attribute.bit()) != 0;
  }

  void set(Attribute attribute, boolean on) {
    attributes = on ? attributes | attribute.bit() : attributes & ~attribute.bit();
  }

  /// Whether programs get it.
  public boolean isExported() {
    return has(Attribute.EXPORTED);
  }

  /// Whether it can be changed no more.
  public boolean isReadOnly() {
    return has(Attribute.READ_ONLY);
  }

  /// Whether it has but a value, and nothing has been said of it.
  boolean isPlain() {
    return attributes == 0 && elements == null;
  }

  /// Whether anything changes what it is given.
  boolean converts() {
    return (attributes & CONVERTING) != 0;
  }
}
