package dev.patchbay.shell.expand;

import dev.patchbay.shell.arithmetic.Variables;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Parameter expansion (XCU 2.6.2).
final class Parameters implements Variables {
  private final Scope scope;
  private final Expander expander;

  Parameters(Scope scope, Expander expander) {
    this.scope = scope;
    this.expander = expander;
  }

  /// A variable inside an arithmetic expression.
  @Override
  public @Nullable String value(String name) {
    String value = scope.value(name);
    if (value == null && scope.refusesUnset()) {
      throw unbound(name);
    }
    return value;
  }

  @Override
  public void assign(String name, String value) {
    scope.assign(name, value);
  }

  void expand(Part.Parameter parameter, Sink sink, Expander.Context context) {
    String name = parameter.name();
    boolean all = name.equals("@") || name.equals("*");
    switch (parameter.operator()) {
      case VALUE -> {
        if (all) {
          elements(name, UnaryOperator.identity(), sink, context);
        } else {
          Expander.emit(required(name), sink, context);
        }
      }
      case LENGTH -> Expander.emit(Integer.toString(length(name)), sink, context);
      case DEFAULT, ASSIGN, COMPLAIN, ALTERNATIVE -> conditional(parameter, sink, context);
      case INDIRECT -> Expander.emit(required(required(name)), sink, context);
      default -> {
        UnaryOperator<String> change = change(parameter.operator(), parameter.word());
        if (all) {
          elements(name, change, sink, context);
        } else {
          Expander.emit(change.apply(required(name)), sink, context);
        }
      }
    }
  }

  /// The value, null when it is not set.
  private @Nullable String current(String name) {
    char first = name.charAt(0);
    if (first >= '1' && first <= '9') {
      int index = name.length() < 9 ? Integer.parseInt(name) : Integer.MAX_VALUE;
      List<String> positional = scope.positional();
      return index <= positional.size() ? positional.get(index - 1) : null;
    }
    return switch (first) {
      case '@', '*' -> scope.positional().isEmpty() ? null : joined(name);
      case '#' -> Integer.toString(scope.positional().size());
      default -> Names.isName(name) ? scope.value(name) : scope.special(first);
    };
  }

  /// The value, empty when it is not set and may be so.
  private String required(String name) {
    String value = current(name);
    if (value == null) {
      if (scope.refusesUnset() && !name.equals("@") && !name.equals("*")) {
        throw unbound(name);
      }
      return "";
    }
    return value;
  }

  private static ExpansionException unbound(String name) {
    boolean number = Character.isDigit(name.charAt(0));
    return new ExpansionException(
        (number ? "$" : "") + name + ": unbound variable",
        ExpansionException.Severity.SCRIPT_UNSET);
  }

  private int length(String name) {
    if (name.equals("@") || name.equals("*")) {
      return scope.positional().size();
    }
    String value = required(name);
    return value.codePointCount(0, value.length());
  }

  /// `$@` and `$*`, each element changed.
  private void elements(
      String name, UnaryOperator<String> change, Sink sink, Expander.Context context) {
    List<String> positional = scope.positional();
    if (context == Expander.Context.QUOTED && name.equals("*")) {
      sink.quoted(String.join(separator(), positional.stream().map(change).toList()));
      return;
    }
    for (int i = 0; i < positional.size(); i++) {
      if (i > 0) {
        sink.nextElement();
      }
      Expander.emit(change.apply(positional.get(i)), sink, context);
    }
  }

  private String joined(String name) {
    return String.join(name.equals("@") ? " " : separator(), scope.positional());
  }

  /// What joins the elements of `"$*"`.
  private String separator() {
    return expander.separators().first();
  }

  private void conditional(Part.Parameter parameter, Sink sink, Expander.Context context) {
    String value = current(parameter.name());
    boolean there = value != null && !(parameter.colon() && value.isEmpty());
    if (parameter.operator() == Part.Operator.ALTERNATIVE) {
      if (there) {
        word(parameter.word(), sink, context);
      } else if (context == Expander.Context.QUOTED) {
        sink.quoted("");
      }
      return;
    }
    if (there) {
      present(parameter.name(), value, sink, context);
      return;
    }
    switch (parameter.operator()) {
      case DEFAULT -> word(parameter.word(), sink, context);
      case ASSIGN -> Expander.emit(assigned(parameter), sink, context);
      default -> throw missing(parameter);
    }
  }

  private void present(String name, @Nullable String value, Sink sink, Expander.Context context) {
    if (name.equals("@") || name.equals("*")) {
      elements(name, UnaryOperator.identity(), sink, context);
    } else {
      Expander.emit(value, sink, context);
    }
  }

  private void word(Word word, Sink sink, Expander.Context context) {
    if (context == Expander.Context.QUOTED && word.parts().isEmpty()) {
      sink.quoted("");
    }
    boolean quoted = context == Expander.Context.QUOTED;
    expander.expand(word.parts(), sink, quoted ? Expander.Context.QUOTED : Expander.Context.NESTED);
  }

  private String assigned(Part.Parameter parameter) {
    String name = parameter.name();
    if (!Names.isName(name)) {
      throw new ExpansionException(
          "$" + name + ": cannot assign in this way", ExpansionException.Severity.COMMAND);
    }
    String value = expander.text(parameter.word());
    scope.assign(name, value);
    return value;
  }

  private ExpansionException missing(Part.Parameter parameter) {
    String message = expander.text(parameter.word());
    String usual = parameter.colon() ? "parameter null or not set" : "parameter not set";
    return new ExpansionException(
        parameter.name() + ": " + (message.isEmpty() ? usual : message),
        ExpansionException.Severity.SCRIPT_UNSET);
  }

  private UnaryOperator<String> change(Part.Operator operator, Word word) {
    Pattern pattern = expander.pattern(word);
    return switch (operator) {
      case REMOVE_SHORTEST_PREFIX -> v -> withoutPrefix(v, pattern, false);
      case REMOVE_LONGEST_PREFIX -> v -> withoutPrefix(v, pattern, true);
      case REMOVE_SHORTEST_SUFFIX -> v -> withoutSuffix(v, pattern, false);
      case REMOVE_LONGEST_SUFFIX -> v -> withoutSuffix(v, pattern, true);
      case UPPER_FIRST -> v -> v.isEmpty() ? v : upper(v.substring(0, 1)) + v.substring(1);
      case UPPER -> Parameters::upper;
      case LOWER_FIRST -> v -> v.isEmpty() ? v : lower(v.substring(0, 1)) + v.substring(1);
      case LOWER -> Parameters::lower;
      default -> throw new IllegalStateException(operator.name());
    };
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String withoutPrefix(String value, Pattern pattern, boolean longest) {
    int end = pattern.matchEnd(value, 0, longest);
    return end < 0 ? value : value.substring(end);
  }

  private static String withoutSuffix(String value, Pattern pattern, boolean longest) {
    int start = pattern.suffixStart(value, longest);
    return start < 0 ? value : value.substring(0, start);
  }

  /// `${x:offset:length}`; of `$@` it takes elements, of which `$0` is the first.
  void expand(Part.Substring substring, Sink sink, Expander.Context context) {
    String name = substring.name();
    if (!name.equals("@") && !name.equals("*")) {
      Expander.emit(substring(substring), sink, context);
      return;
    }
    List<String> all = new ArrayList<>(scope.positional());
    all.addFirst(String.valueOf(scope.special('0')));
    long offset = expander.number(substring.offset());
    long start = offset < 0 ? all.size() + offset : offset;
    Word length = substring.length();
    long end = length == null ? all.size() : Math.min(start + expander.number(length), all.size());
    for (long i = start; i >= 0 && i < end; i++) {
      if (i > start) {
        sink.nextElement();
      }
      Expander.emit(all.get((int) i), sink, context);
    }
  }

  /// Negative numbers count from the end.
  private String substring(Part.Substring substring) {
    String value = required(substring.name());
    int size = value.length();
    long offset = expander.number(substring.offset());
    long start = offset < 0 ? size + offset : offset;
    Word length = substring.length();
    long end = size;
    if (length != null) {
      long count = expander.number(length);
      end = count < 0 ? size + count : start + count;
      if (end < start) {
        throw new ExpansionException(
            expander.text(length) + ": substring expression < 0",
            ExpansionException.Severity.COMMAND);
      }
    }
    boolean inside = start >= 0 && start <= size;
    return inside ? value.substring((int) start, (int) Math.min(end, size)) : "";
  }

  String replace(Part.Replacement replacement) {
    String value = required(replacement.name());
    Pattern pattern = expander.pattern(replacement.pattern());
    String with = expander.text(replacement.replacement());
    return switch (replacement.where()) {
      case AT_START -> {
        int end = pattern.matchEnd(value, 0, true);
        yield end < 0 ? value : with + value.substring(end);
      }
      case AT_END -> {
        int start = pattern.suffixStart(value, true);
        yield start < 0 ? value : value.substring(0, start) + with;
      }
      case FIRST -> replace(value, pattern, with, false);
      case ALL -> replace(value, pattern, with, true);
    };
  }

  private static String replace(String value, Pattern pattern, String with, boolean all) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    boolean more = true;
    while (at < value.length()) {
      int end = more ? pattern.matchEnd(value, at, true) : -1;
      if (end > at) {
        result.append(with);
        at = end;
        more = all;
      } else {
        result.append(value.charAt(at++));
      }
    }
    return result.toString();
  }
}
