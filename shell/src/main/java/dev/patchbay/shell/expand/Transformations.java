package dev.patchbay.shell.expand;

import dev.patchbay.shell.syntax.CQuotes;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Target;
import dev.patchbay.shell.text.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `${name@Q}` and its like: a letter, what it speaks of, and its values.
record Transformations(Scope scope, Target target, char letter, List<String> values) {
  /// What they are transformed to; nothing when nothing is set.
  Optional<List<String>> results() {
    if (letter == 'a' || letter == 'A') {
      return attributes();
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        (letter == 'K' || letter == 'k') && target.isAllElements() && target.subscript() != null
            ? pairs()
            : values.stream().map(this::one).toList());
  }

  private Optional<List<String>> attributes() {
    Scope.Attributes attributes = scope.attributes(target.name());
    boolean all = target.isAllElements();
    if (letter == 'a') {
      return Optional.of(
          all
              ? values.stream().map(v -> attributes.letters()).toList()
              : List.of(attributes.letters()));
    }
    if (target.name().length() == 1 && !Character.isLetter(target.name().charAt(0))) {
      List<String> quoted = values.stream().map(Quoting::always).toList();
      return Optional.of(List.of("set -- " + String.join(" ", quoted)));
    }
    boolean none = attributes.declaration().isEmpty();
    return none ? Optional.empty() : Optional.of(List.of(attributes.declaration()));
  }

  private List<String> pairs() {
    ArrayValue array = scope.array(target.name());
    List<String> keys = array == null ? List.of("0") : array.keys();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      pairs.add(keys.get(i));
      pairs.add(letter == 'K' ? Quoting.doubled(values.get(i)) : values.get(i));
    }
    return letter == 'K' ? List.of(String.join(" ", pairs)) : pairs;
  }

  private String one(String value) {
    return switch (letter) {
      case 'Q', 'K', 'k' -> Quoting.always(value);
      case 'E' -> CQuotes.expand(value);
      case 'P' -> scope.prompt(value);
      case 'U' -> Changes.of(Part.Operator.UPPER, Pattern.of(""), true).apply(value);
      case 'u' -> Changes.of(Part.Operator.UPPER_FIRST, Pattern.of(""), true).apply(value);
      default -> Changes.of(Part.Operator.LOWER, Pattern.of(""), true).apply(value);
    };
  }
}
