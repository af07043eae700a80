package dev.patchbay.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An option of a match or target: its name, how its value is read, and with what it goes together.
/// A constant of the kind it belongs to.
public final class Option<T> {
  private final String name;
  private final @Nullable Syntax<T> syntax;
  private final List<String> aliases = new ArrayList<>();
  private final List<String> excludes = new ArrayList<>();
  private final List<String> requires = new ArrayList<>();
  private @Nullable String repetition;
  private @Nullable String missingSecond;
  private @Nullable String inversion;
  private boolean invertible;
  private boolean mandatory;
  private boolean repeatable;

  private Option(String name, @Nullable Syntax<T> syntax) {
    this.name = name;
    this.syntax = syntax;
  }

  /// An option without a value.
  public static Option<Void> flag(String name) {
    return new Option<>(name, null);
  }

  /// An option with a value.
  public static <T> Option<T> of(String name, Syntax<T> syntax) {
    return new Option<>(name, syntax);
  }

  /// It may stand behind `!`.
  public Option<T> invertible() {
    invertible = true;
    return this;
  }

  /// It must be given.
  public Option<T> mandatory() {
    mandatory = true;
    return this;
  }

  /// It may be given more than once.
  public Option<T> repeatable() {
    repeatable = true;
    return this;
  }

  /// What is told when it stands twice, instead of the usual words.
  public Option<T> once(String refusal) {
    repetition = refusal;
    return this;
  }

  /// What is told when it stands behind `!`, instead of the usual words.
  public Option<T> straight(String refusal) {
    inversion = refusal;
    return this;
  }

  /// It takes two words, which are read with a blank between them; what is told when the second is
  /// missing.
  public Option<T> pair(String refusal) {
    missingSecond = refusal;
    return this;
  }

  /// Other names of it.
  public Option<T> alias(String... names) {
    aliases.addAll(List.of(names));
    return this;
  }

  /// Options that it cannot be used together with.
  public Option<T> excludes(String... names) {
    excludes.addAll(List.of(names));
    return this;
  }

  /// Options that it needs.
  public Option<T> requires(String... names) {
    requires.addAll(List.of(names));
    return this;
  }

  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public boolean hasValue() {
    return syntax != null;
  }

  /// What is told when the second of its two words is missing, or null when it takes one.
  public @Nullable String missingSecond() {
    return missingSecond;
  }

  @Nullable String repetition() {
    return repetition;
  }

  @Nullable String inversion() {
    return inversion;
  }

  boolean isInvertible() {
    return invertible;
  }

  boolean isMandatory() {
    return mandatory;
  }

  boolean isRepeatable() {
    return repeatable;
  }

  List<String> excluded() {
    return excludes;
  }

  List<String> required() {
    return requires;
  }

  @Nullable T read(Reading reading, @Nullable String text) {
    return syntax == null || text == null ? null : syntax.read(reading, text);
  }
}
