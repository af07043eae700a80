package dev.patchbay.shell.expand;

import dev.patchbay.shell.arithmetic.Variables;
import dev.patchbay.shell.syntax.Names;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Target;
import dev.patchbay.shell.syntax.Unparse;
import dev.patchbay.shell.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Parameter expansion (XCU 2.6.2, and bash's).
final class Parameters implements Variables {
  private static final Pattern NO_PATTERN = Pattern.of("");

  private final Scope scope;
  private final Expander expander;

  Parameters(Scope scope, Expander expander) {
    this.scope = scope;
    this.expander = expander;
  }

  // ---- inside arithmetic

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

  @Override
  public @Nullable String element(String name, String subscript) {
    return elementAt(name, key(name, subscript));
  }

  @Override
  public void assign(String name, String subscript, String value) {
    scope.assign(name, key(name, subscript), value);
  }

  // ---- subscripts

  /// The subscript as the array has it: a number, or the text of an associative one.
  String key(String name, Word subscript) {
    return scope.array(name) instanceof AssociativeArray
        ? expander.text(subscript)
        : index(name, expander.text(subscript));
  }

  String key(String name, String subscript) {
    return scope.array(name) instanceof AssociativeArray ? subscript : index(name, subscript);
  }

  private String index(String name, String expression) {
    long index = expander.number(expression);
    if (index < 0) {
      index += scope.array(name) instanceof IndexedArray array ? array.end() : 1;
    }
    if (index < 0) {
      throw new ExpansionException(
          name + ": bad array subscript", ExpansionException.Severity.COMMAND);
    }
    return Long.toString(index);
  }

  private @Nullable String elementAt(String name, String key) {
    ArrayValue array = scope.array(name);
    if (array != null) {
      return array.get(key);
    }
    return key.equals("0") ? scope.value(name) : null;
  }

  // ---- values

  /// The value, null when it is not set; that of a list is its values joined.
  private @Nullable String current(Target target) {
    if (target.isPlain()) {
      return current(target.name());
    }
    if (target.indirect()) {
      return current(pointed(target));
    }
    if (target.isAllElements()) {
      List<String> values = values(target);
      return values.isEmpty() ? null : String.join(target.isJoined() ? separator() : " ", values);
    }
    Word subscript = target.subscript();
    return subscript == null ? null : elementAt(target.name(), key(target.name(), subscript));
  }

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
      case '0' -> name.length() == 1 ? scope.special('0') : current(withoutZeros(name));
      default -> Names.isName(name) ? scope.value(name) : scope.special(first);
    };
  }

  private static String withoutZeros(String digits) {
    String stripped = digits.replaceFirst("^0+", "");
    return stripped.isEmpty() ? "0" : stripped;
  }

  private String joined(String name) {
    return String.join(name.equals("@") ? " " : separator(), scope.positional());
  }

  /// What joins the elements of `"$*"`.
  private String separator() {
    return expander.separators().first();
  }

  /// What `${!name}` speaks of.
  private Target pointed(Target target) {
    Target holder = new Target(target.name(), target.subscript(), false);
    String reference = holder.isPlain() ? scope.reference(target.name()) : null;
    String to = reference == null ? current(holder) : reference;
    if (to == null) {
      throw new ExpansionException(
          Unparse.target(holder) + ": invalid indirect expansion",
          ExpansionException.Severity.COMMAND);
    }
    int open = to.indexOf('[');
    boolean array = open > 0 && to.endsWith("]");
    String name = array ? to.substring(0, open) : to;
    Word subscript = array ? Word.literal(to.substring(open + 1, to.length() - 1)) : null;
    boolean special = name.length() == 1 && "@*#?-$!".indexOf(name.charAt(0)) >= 0;
    if (!Names.isName(name) && !special && !name.matches("\\d+")) {
      throw new ExpansionException(
          to + ": invalid variable name", ExpansionException.Severity.COMMAND);
    }
    return new Target(name, subscript, false);
  }

  /// The values of a list.
  private List<String> values(Target target) {
    if (target.subscript() == null) {
      return scope.positional();
    }
    ArrayValue array = scope.array(target.name());
    if (array != null) {
      return array.values();
    }
    String value = scope.value(target.name());
    return value == null ? List.of() : List.of(value);
  }

  /// The value, empty when it is not set and may be so.
  private String required(Target target) {
    String value = current(target);
    if (value == null) {
      if (scope.refusesUnset() && !target.isList()) {
        throw unbound(Unparse.target(target));
      }
      return "";
    }
    return value;
  }

  private ExpansionException unbound(String name) {
    return new ExpansionException(scope.wording().unset(name), ExpansionException.Severity.SCRIPT);
  }

  // ---- expansions

  void expand(Part.Parameter parameter, Sink sink, Expander.Context context) {
    Target target = parameter.target();
    if (target.indirect()) {
      String reference = target.subscript() == null ? scope.reference(target.name()) : null;
      if (reference != null && parameter.operator() == Part.Operator.VALUE) {
        Expander.emit(reference, sink, context);
        return;
      }
      target = pointed(target);
    }
    switch (parameter.operator()) {
      case VALUE -> changed(target, UnaryOperator.identity(), sink, context);
      case LENGTH -> Expander.emit(Integer.toString(length(target)), sink, context);
      case DEFAULT, ASSIGN, COMPLAIN, ALTERNATIVE -> conditional(parameter, target, sink, context);
      default -> {
        boolean empty = parameter.word().parts().isEmpty();
        Pattern pattern = empty ? NO_PATTERN : expander.pattern(parameter.word());
        changed(target, Changes.of(parameter.operator(), pattern, empty), sink, context);
      }
    }
  }

  /// The value or the values, each changed.
  private void changed(
      Target target, UnaryOperator<String> change, Sink sink, Expander.Context context) {
    if (target.isList()) {
      elements(target.isJoined(), values(target), change, sink, context);
    } else {
      Expander.emit(change.apply(required(target)), sink, context);
    }
  }

  private int length(Target target) {
    if (target.isList()) {
      return values(target).size();
    }
    String value = required(target);
    return value.codePointCount(0, value.length());
  }

  private void elements(
      boolean joined,
      List<String> values,
      UnaryOperator<String> change,
      Sink sink,
      Expander.Context context) {
    if (context == Expander.Context.QUOTED && joined) {
      sink.quoted(String.join(separator(), values.stream().map(change).toList()));
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        sink.nextElement(joined ? separator() : " ");
      }
      Expander.emit(change.apply(values.get(i)), sink, context);
    }
  }

  private void conditional(
      Part.Parameter parameter, Target target, Sink sink, Expander.Context context) {
    String value = current(target);
    boolean there = value != null && !(parameter.colon() && value.isEmpty());
    if (parameter.operator() == Part.Operator.ALTERNATIVE) {
      if (there) {
        word(parameter.word(), sink, context);
      } else if (context == Expander.Context.QUOTED
          && (!target.isList() || !values(target).isEmpty())) {
        sink.quoted("");
      }
      return;
    }
    if (there) {
      changed(target, UnaryOperator.identity(), sink, context);
      return;
    }
    switch (parameter.operator()) {
      case DEFAULT -> word(parameter.word(), sink, context);
      case ASSIGN -> Expander.emit(assigned(target, parameter.word()), sink, context);
      default -> throw missing(parameter, target);
    }
  }

  private void word(Word word, Sink sink, Expander.Context context) {
    if (context == Expander.Context.QUOTED && word.parts().isEmpty()) {
      sink.quoted("");
    }
    boolean quoted = context == Expander.Context.QUOTED;
    expander.expand(word.parts(), sink, quoted ? Expander.Context.QUOTED : Expander.Context.NESTED);
  }

  private String assigned(Target target, Word word) {
    String name = target.name();
    if (!Names.isName(name) || target.isAllElements()) {
      throw new ExpansionException(
          "$" + name + ": cannot assign in this way", ExpansionException.Severity.COMMAND);
    }
    String value = expander.text(word);
    Word subscript = target.subscript();
    if (subscript == null) {
      scope.assign(name, value);
    } else {
      scope.assign(name, key(name, subscript), value);
    }
    String assigned = current(target);
    return assigned == null ? value : assigned;
  }

  private ExpansionException missing(Part.Parameter parameter, Target target) {
    String message = expander.text(parameter.word());
    String usual = scope.wording().missing(parameter.colon());
    return new ExpansionException(
        Unparse.target(target) + ": " + (parameter.word().parts().isEmpty() ? usual : message),
        ExpansionException.Severity.SCRIPT);
  }

  // ---- parts of values

  /// `${x:offset:length}`; of a list it takes elements, of which `$0` is the first of `$@`.
  void expand(Part.Substring substring, Sink sink, Expander.Context context) {
    Target target =
        substring.target().indirect() ? pointed(substring.target()) : substring.target();
    if (!target.isList()) {
      Expander.emit(substring(required(target), substring), sink, context);
      return;
    }
    long offset = expander.number(substring.offset());
    List<String> behind =
        target.subscript() != null && scope.array(target.name()) instanceof IndexedArray array
            ? behind(array, offset)
            : behind(allOf(target), offset);
    Word length = substring.length();
    long count = length == null ? behind.size() : expander.number(length);
    if (count < 0) {
      throw negative(length);
    }
    List<String> taken = behind.subList(0, (int) Math.min(count, behind.size()));
    elements(target.isJoined(), taken, UnaryOperator.identity(), sink, context);
  }

  private List<String> allOf(Target target) {
    List<String> all = new ArrayList<>(values(target));
    if (target.subscript() == null) {
      all.addFirst(String.valueOf(scope.special('0')));
    }
    return all;
  }

  private static List<String> behind(List<String> all, long offset) {
    long start = offset < 0 ? all.size() + offset : offset;
    return start < 0 || start > all.size() ? List.of() : all.subList((int) start, all.size());
  }

  /// The elements from a subscript on.
  private static List<String> behind(IndexedArray array, long offset) {
    long start = offset < 0 ? array.end() + offset : offset;
    if (start < 0) {
      return List.of();
    }
    List<String> keys = array.keys();
    int before = 0;
    while (before < keys.size() && Long.parseLong(keys.get(before)) < start) {
      before++;
    }
    return array.values().subList(before, keys.size());
  }

  /// Negative numbers count from the end.
  private String substring(String value, Part.Substring substring) {
    int size = value.length();
    long offset = expander.number(substring.offset());
    long start = offset < 0 ? size + offset : offset;
    Word length = substring.length();
    if (start < 0 || start > size) {
      return "";
    }
    long end = size;
    if (length != null) {
      long count = expander.number(length);
      end = count < 0 ? size + count : start + count;
      if (end < start) {
        throw negative(length);
      }
    }
    return value.substring((int) start, (int) Math.min(end, size));
  }

  private ExpansionException negative(@Nullable Word length) {
    String shown = length == null ? "" : expander.text(length);
    return new ExpansionException(
        shown + ": substring expression < 0", ExpansionException.Severity.COMMAND);
  }

  void expand(Part.Replacement replacement, Sink sink, Expander.Context context) {
    Target target =
        replacement.target().indirect() ? pointed(replacement.target()) : replacement.target();
    Pattern pattern = expander.pattern(replacement.pattern());
    String with = expander.replacement(replacement.replacement());
    boolean nothing =
        replacement.pattern().parts().isEmpty()
            && (replacement.where() == Part.Replacement.Where.FIRST
                || replacement.where() == Part.Replacement.Where.ALL);
    changed(
        target,
        value -> nothing ? value : Changes.replace(value, replacement.where(), pattern, with),
        sink,
        context);
  }

  // ---- names, subscripts, transformations

  void expand(Part.NamesWith names, Sink sink, Expander.Context context) {
    List<String> found = scope.namesWith(names.prefix());
    elements(!names.separate(), found, UnaryOperator.identity(), sink, context);
  }

  void expand(Part.Keys keys, Sink sink, Expander.Context context) {
    Target target = keys.target();
    ArrayValue array = scope.array(target.name());
    boolean single = array == null && scope.value(target.name()) != null;
    List<String> found = array == null ? single ? List.of("0") : List.of() : array.keys();
    elements(target.isJoined(), found, UnaryOperator.identity(), sink, context);
  }

  void expand(Part.Transformation transformation, Sink sink, Expander.Context context) {
    Target target =
        transformation.target().indirect()
            ? pointed(transformation.target())
            : transformation.target();
    new Transformations(scope, target, transformation.letter(), values(target, current(target)))
        .results()
        .ifPresent(results ->
            elements(target.isJoined(), results, UnaryOperator.identity(), sink, context));
  }

  /// The values of a list, or the one value there is.
  private List<String> values(Target target, @Nullable String value) {
    return target.isList() ? values(target) : value == null ? List.of() : List.of(value);
  }
}
