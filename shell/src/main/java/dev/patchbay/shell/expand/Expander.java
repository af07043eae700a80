package dev.patchbay.shell.expand;

import dev.patchbay.shell.arithmetic.Expression;
import dev.patchbay.shell.arithmetic.ExpressionException;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Quoting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Expands words. What it does with a piece depends on where the piece stands: [Context].
public final class Expander {
  private static final int REMEMBERED_EXPRESSIONS = 200;

  /// How a piece of a word is written.
  enum Context {
    /// Without quotes.
    PLAIN,
    /// Without quotes, inside `${x:-…}`: what is written there is split as a value is.
    NESTED,
    /// Between double quotes.
    QUOTED
  }

  private final Scope scope;
  private final Pathnames pathnames;
  private final Parameters parameters;
  private Separators separators = Separators.USUAL;

  /// Expressions that have been read, so that a loop's is read once.
  private final Map<String, Expression> expressions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
          return size() > REMEMBERED_EXPRESSIONS;
        }
      };

  public Expander(Scope scope) {
    this.scope = scope;
    this.pathnames = new Pathnames(scope);
    this.parameters = new Parameters(scope, this);
  }

  /// Adds the fields that the word stands for: any number of them.
  public void fields(Word word, List<String> into) {
    String constant = word.constant();
    if (constant != null) {
      into.add(constant);
      return;
    }
    FieldSink sink = sink(into);
    expand(word.parts(), sink, Context.PLAIN);
    sink.finish();
  }

  /// The fields that the words stand for.
  public List<String> fields(List<Word> words) {
    List<String> fields = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      fields(words.get(i), fields);
    }
    return fields;
  }

  /// The fields that the words stand for, all expanded now, one after the other.
  public Iterator<String> each(List<Word> words) {
    if (words.size() == 1
        && words.getFirst().parts().size() == 1
        && words.getFirst().parts().getFirst() instanceof Part.CommandSubstitution(Node body)) {
      return each(scope.output(body));
    }
    return fields(words).iterator();
  }

  private Iterator<String> each(byte[] output) {
    if (separators().partsPlainly(output)) {
      return new PlainFields(output, separators());
    }
    List<String> fields = new ArrayList<>();
    FieldSink sink = sink(fields);
    sink.value(scope.word(output));
    sink.finish();
    return fields.iterator();
  }

  private FieldSink sink(List<String> fields) {
    return new FieldSink(fields, separators(), scope.findsFiles() ? pathnames : null);
  }

  /// The word as one text, neither split nor matched against files.
  public String text(Word word) {
    String constant = word.constant();
    if (constant != null) {
      return constant;
    }
    TextSink sink = new TextSink();
    expand(word.parts(), sink, Context.PLAIN);
    return sink.text();
  }

  /// The word as a pattern.
  public Pattern pattern(Word word) {
    return pattern(word, scope.has(ShellOption.EXTGLOB));
  }

  /// As [#pattern], where `@(a|b)` may always stand.
  public Pattern extendedPattern(Word word) {
    return pattern(word, true);
  }

  private Pattern pattern(Word word, boolean extended) {
    boolean anyCase = scope.has(ShellOption.NOCASEMATCH);
    PatternSink sink = new PatternSink(new Pattern.Manner(extended, anyCase));
    expand(word.parts(), sink, Context.PLAIN);
    return sink.pattern();
  }

  /// The word as what matches are replaced by: `&` stands for the match where it is not quoted.
  String replacement(Word word) {
    ReplacementSink sink = new ReplacementSink();
    expand(word.parts(), sink, Context.PLAIN);
    return sink.text();
  }

  /// The subscript of an array's element, as the array has it.
  public String key(String name, Word subscript) {
    return parameters.key(name, subscript);
  }

  /// As [#key], of a text that has been expanded.
  public String key(String name, String subscript) {
    return parameters.key(name, subscript);
  }

  /// `(a b [3]=c)` as it stands behind `declare name=`.
  private String shown(Part.Compound compound) {
    return "(" + String.join(" ", elements(compound).stream().map(Element::shown).toList()) + ")";
  }

  /// One element of `name=(…)`: its subscript, null when it follows the one before, and its value.
  public record Element(@Nullable String subscript, boolean append, String value) {
    String shown() {
      String start = subscript == null ? "" : "[" + subscript + (append ? "]+=" : "]=");
      return start + Quoting.always(value);
    }
  }

  /// The words of `name=(…)`, expanded.
  public List<Element> elements(Part.Compound compound) {
    List<Element> elements = new ArrayList<>();
    for (Part.Compound.Element written : compound.elements()) {
      Word subscript = written.subscript();
      if (subscript != null) {
        elements.add(new Element(text(subscript), written.append(), text(written.value())));
        continue;
      }
      List<String> fields = new ArrayList<>();
      fields(written.value(), fields);
      fields.forEach(field -> elements.add(new Element(null, false, field)));
    }
    return elements;
  }

  /// The word as an arithmetic expression, evaluated.
  public long number(Word word) {
    return number(text(word));
  }

  /// The text as an arithmetic expression, evaluated.
  public long number(String text) {
    try {
      Expression expression = expressions.get(text);
      if (expression == null) {
        expression = Expression.of(text);
        expressions.put(text, expression);
      }
      return expression.value(parameters);
    } catch (ExpressionException e) {
      throw new ExpansionException(
          String.valueOf(e.getMessage()), e.inWordsOfDash(), ExpansionException.Severity.COMMAND);
    } catch (StackOverflowError e) {
      throw new ExpansionException(
          "expression recursion level exceeded", ExpansionException.Severity.COMMAND);
    }
  }

  /// The characters that part fields.
  Separators separators() {
    String ifs = scope.value("IFS");
    if (ifs == null) {
      return Separators.USUAL;
    }
    if (!ifs.equals(separators.text())) {
      separators = new Separators(ifs);
    }
    return separators;
  }

  void expand(List<Part> parts, Sink sink, Context context) {
    for (int i = 0; i < parts.size(); i++) {
      expand(parts.get(i), sink, context);
    }
  }

  private void expand(Part part, Sink sink, Context context) {
    // No pattern switch for what most scripts have: each start of a shell would link it anew.
    if (part instanceof Part.Parameter parameter) {
      parameters.expand(parameter, sink, context);
    } else if (part instanceof Part.Literal(String text)) {
      literal(text, sink, context);
    } else if (part instanceof Part.Quoted(String text)) {
      sink.quoted(text);
    } else if (part instanceof Part.DoubleQuoted(List<Part> inner)) {
      doubleQuoted(inner, sink);
    } else if (part instanceof Part.CommandSubstitution(Node body)) {
      emit(scope.word(scope.output(body)), sink, context);
    } else if (part instanceof Part.Arithmetic(Word expression)) {
      emit(Long.toString(number(expression)), sink, context);
    } else {
      expandRare(part, sink, context);
    }
  }

  private void expandRare(Part part, Sink sink, Context context) {
    switch (part) {
      case Part.Tilde(String user) -> tilde(user, sink);
      case Part.Substring substring -> parameters.expand(substring, sink, context);
      case Part.Replacement replacement -> parameters.expand(replacement, sink, context);
      case Part.Transformation change -> parameters.expand(change, sink, context);
      case Part.NamesWith names -> parameters.expand(names, sink, context);
      case Part.Keys keys -> parameters.expand(keys, sink, context);
      case Part.ProcessSubstitution(boolean input, var body) ->
          sink.quoted(scope.process(input, body));
      case Part.Compound compound -> sink.quoted(shown(compound));
      case Part.BadSubstitution(String text) ->
          throw new ExpansionException(
              text + ": bad substitution", "Bad substitution", ExpansionException.Severity.COMMAND);
      default -> throw new AssertionError(part);
    }
  }

  private static void literal(String text, Sink sink, Context context) {
    switch (context) {
      case PLAIN -> sink.literal(text);
      case NESTED -> sink.value(text);
      case QUOTED -> sink.quoted(text);
    }
  }

  private void doubleQuoted(List<Part> parts, Sink sink) {
    if (parts.isEmpty()) {
      sink.quoted("");
    }
    expand(parts, sink, Context.QUOTED);
  }

  private void tilde(String user, Sink sink) {
    String home = scope.home(user);
    sink.quoted(home == null ? "~" + user : home);
  }

  static void emit(@Nullable String value, Sink sink, Context context) {
    String text = value == null ? "" : value;
    if (context == Context.QUOTED) {
      sink.quoted(text);
    } else {
      sink.value(text);
    }
  }
}
