package dev.patchbay.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a [Word], by how it is written.
public sealed interface Part {

  /// Characters without quotes: what they contain of `*`, `?` and `[` is a pattern.
  record Literal(String text) implements Part {}

  /// Characters that stand for themselves: `'a b'`, `\*`, `$'\n'`.
  record Quoted(String text) implements Part {}

  /// `"a $b"`: what it holds is neither split nor a pattern.
  record DoubleQuoted(List<Part> parts) implements Part {}

  /// `~` or `~user`, where the user's name may be empty.
  record Tilde(String user) implements Part {}

  /// `$name`, `${name}` and `${name OPERATOR word}`; with `colon`, an empty value counts as none.
  record Parameter(Target target, Operator operator, boolean colon, Word word) implements Part {}

  /// `${name:offset:length}`, both arithmetic.
  record Substring(Target target, Word offset, @Nullable Word length) implements Part {}

  /// `${name@Q}` and its like.
  record Transformation(Target target, char letter) implements Part {}

  /// `${!prefix*}` and, with each name a word of its own, `${!prefix@}`.
  record NamesWith(String prefix, boolean separate) implements Part {}

  /// `${!name[@]}` and `${!name[*]}`: the subscripts that are in use.
  record Keys(Target target) implements Part {}

  /// `<(…)` and `>(…)`: the name of a file that leads to the commands.
  record ProcessSubstitution(boolean input, Node body) implements Part {}

  /// `(a b [3]=c)` behind `name=`.
  record Compound(List<Element> elements) implements Part {
    /// One word of it; `subscript` is null where it follows the one before.
    public record Element(@Nullable Word subscript, boolean append, Word value) {}
  }

  /// `${name/pattern/replacement}`.
  record Replacement(Target target, Where where, Word pattern, Word replacement) implements Part {
    /// Which matches are replaced.
    public enum Where {
      FIRST,
      ALL,
      AT_START,
      AT_END
    }
  }

  /// `$(…)` or backquotes.
  record CommandSubstitution(Node body) implements Part {}

  /// `$((…))`.
  record Arithmetic(Word expression) implements Part {}

  /// `${…}` that no shell understands, as written: an error only when it is expanded.
  record BadSubstitution(String text) implements Part {}

  /// What `${name…}` does with the value.
  enum Operator {
    VALUE(""),
    LENGTH("#"),
    DEFAULT("-"),
    ASSIGN("="),
    COMPLAIN("?"),
    ALTERNATIVE("+"),
    REMOVE_SHORTEST_PREFIX("#"),
    REMOVE_LONGEST_PREFIX("##"),
    REMOVE_SHORTEST_SUFFIX("%"),
    REMOVE_LONGEST_SUFFIX("%%"),
    UPPER_FIRST("^"),
    UPPER("^^"),
    LOWER_FIRST(","),
    LOWER(",,"),
    TOGGLE_FIRST("~"),
    TOGGLE("~~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /// How it is written.
    public String sign() {
      return sign;
    }
  }
}
