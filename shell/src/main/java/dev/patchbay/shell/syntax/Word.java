package dev.patchbay.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A word of the shell as written, before expansion.
///
/// A word without expansions and patterns knows its value: it is expanded once, when it is read.
public final class Word {
  /// The word without a part, as in `x=`.
  public static final Word EMPTY = new Word(List.of());

  private final List<Part> parts;
  private final @Nullable String constant;
  private final @Nullable String written;

  public Word(List<Part> parts) {
    this(List.copyOf(parts), constantOf(parts), null);
  }

  private Word(List<Part> parts, @Nullable String constant, @Nullable String written) {
    this.parts = parts;
    this.constant = constant;
    this.written = written;
  }

  /// The word that is this text, without quotes, and with nothing in it to expand.
  static Word constant(String text) {
    return new Word(List.of(new Part.Literal(text)), text, null);
  }

  /// The same word, written so.
  Word as(@Nullable String text) {
    return text == null ? this : new Word(parts, constant, text);
  }

  /// How it stands in the script, or null when nobody has written it; empty when another word, in
  /// front of it, stands for both (`{a,b}`).
  @Nullable String written() {
    String literal = unquoted();
    return written == null && literal != null ? literal : written;
  }

  /// The word that is this text, without quotes.
  public static Word literal(String text) {
    return new Word(List.of(new Part.Literal(text)));
  }

  public List<Part> parts() {
    return parts;
  }

  /// What it expands to, always, or null when that depends on the lab.
  public @Nullable String constant() {
    return constant;
  }

  /// Its characters when it has no quotes and no expansions, else null: only such a word can be a
  /// reserved one.
  public @Nullable String unquoted() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Literal(String text) ? text : null;
  }

  /// Whether one of its parts is of this kind.
  boolean has(Class<? extends Part> kind) {
    for (int i = 0; i < parts.size(); i++) {
      if (kind.isInstance(parts.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// Whether any of it is quoted; a here-document whose delimiter is, is taken as it stands.
  public boolean hasQuotes() {
    return parts.stream().anyMatch(p -> p instanceof Part.Quoted || p instanceof Part.DoubleQuoted);
  }

  private static @Nullable String constantOf(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String constant = constantOf(part, parts.size() == 1);
      if (constant == null) {
        return null;
      }
      text.append(constant);
    }
    return text.toString();
  }

  // No pattern switch: each start of a shell would link it anew.
  private static @Nullable String constantOf(Part part, boolean alone) {
    if (part instanceof Part.Literal(String literal)) {
      return (alone && literal.equals("[")) || !isPattern(literal) ? literal : null;
    }
    if (part instanceof Part.Quoted(String quoted)) {
      return quoted;
    }
    boolean quoted =
        part instanceof Part.DoubleQuoted(List<Part> inner)
            && inner.stream().allMatch(Part.Quoted.class::isInstance);
    return quoted ? constantOf(((Part.DoubleQuoted) part).parts()) : null;
  }

  private static boolean isPattern(String text) {
    return text.indexOf('*') >= 0
        || text.indexOf('?') >= 0
        || text.indexOf('[') >= 0
        || text.indexOf('(') >= 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Word word && parts.equals(word.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
