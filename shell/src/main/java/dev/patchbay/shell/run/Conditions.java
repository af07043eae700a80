package dev.patchbay.shell.run;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.ArrayValue;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.Pattern;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.syntax.Condition;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Quoting;
import dev.patchbay.shell.tool.FileTests;
import dev.patchbay.shell.tool.Matching;
import java.util.List;

/// Evaluates `[[ ]]`.
final class Conditions {
  private final Shell shell;
  private final Expander expander;
  private final Trace trace;

  Conditions(Shell shell, Expander expander, Trace trace) {
    this.shell = shell;
    this.expander = expander;
    this.trace = trace;
  }

  /// 0 when it holds, 1 when not, 2 when it makes no sense.
  int status(Condition condition) {
    try {
      return holds(condition) ? 0 : 1;
    } catch (CommandException e) {
      if (!e.message().isEmpty()) {
        shell.complain("[[: " + e.message());
      }
      return e.status();
    }
  }

  private boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Not(Condition inner) -> !holds(inner);
      case Condition.And(Condition left, Condition right) -> holds(left) && holds(right);
      case Condition.Or(Condition left, Condition right) -> holds(left) || holds(right);
      case Condition.NotEmpty(Word word) -> {
        String text = expander.text(word);
        tell("-n", text);
        yield !text.isEmpty();
      }
      case Condition.Unary(String operator, Word operand) ->
          unary(operator, expander.text(operand));
      case Condition.Binary(Word left, String operator, Word right) ->
          binary(expander.text(left), operator, right);
    };
  }

  private boolean unary(String operator, String operand) {
    tell(operator, operand);
    return switch (operator) {
      case "-n" -> !operand.isEmpty();
      case "-z" -> operand.isEmpty();
      case "-v" -> isSet(operand);
      case "-o" -> {
        Option option = Option.of(operand);
        yield option != null && shell.has(option);
      }
      default -> FileTests.unary(shell.process(), operator, operand);
    };
  }

  private boolean binary(String left, String operator, Word right) {
    return switch (operator) {
      case "=", "==" -> matches(left, operator, right);
      case "!=" -> !matches(left, operator, right);
      case "=~" -> finds(left, right);
      default -> {
        String text = expander.text(right);
        tell(Quoting.word(left) + " " + operator, text);
        yield switch (operator) {
          case "<" -> left.compareTo(text) < 0;
          case ">" -> left.compareTo(text) > 0;
          case "-eq" -> expander.number(left) == expander.number(text);
          case "-ne" -> expander.number(left) != expander.number(text);
          case "-lt" -> expander.number(left) < expander.number(text);
          case "-le" -> expander.number(left) <= expander.number(text);
          case "-gt" -> expander.number(left) > expander.number(text);
          case "-ge" -> expander.number(left) >= expander.number(text);
          default -> FileTests.binary(shell.process(), left, operator, text);
        };
      }
    };
  }

  private boolean matches(String left, String operator, Word right) {
    Pattern pattern = expander.extendedPattern(right);
    if (shell.has(Option.XTRACE)) {
      tell(Quoting.word(left) + " " + operator, expander.text(right));
    }
    return pattern.matches(left);
  }

  /// Whether `-v` finds it: a variable that has a value, or an element of an array.
  private boolean isSet(String operand) {
    int open = operand.endsWith("]") ? operand.indexOf('[') : -1;
    if (open < 0) {
      return shell.variables().value(operand) != null;
    }
    String name = operand.substring(0, open);
    String subscript = operand.substring(open + 1, operand.length() - 1);
    ArrayValue elements = shell.variables().array(name);
    if (subscript.equals("@") || subscript.equals("*")) {
      return elements == null ? shell.variables().value(name) != null : elements.size() > 0;
    }
    String key = expander.key(name, subscript);
    return elements == null
        ? key.equals("0") && shell.variables().value(name) != null
        : elements.get(key) != null;
  }

  /// A regular expression; what is quoted in it stands for itself. `BASH_REMATCH` gets the match
  /// and its groups.
  private boolean finds(String left, Word right) {
    StringBuilder expression = new StringBuilder();
    for (Part part : right.parts()) {
      boolean quoted = part instanceof Part.Quoted || part instanceof Part.DoubleQuoted;
      String text = expander.text(new Word(List.of(part)));
      expression.append(quoted ? Matching.literal(text) : text);
    }
    tell(Quoting.word(left) + " =~", expression.toString());
    List<String> groups =
        Matching.find(
            expression.toString(),
            left,
            shell.has(ShellOption.NOCASEMATCH),
            shell.process()::checkpoint);
    shell
        .variables()
        .assign(
            "BASH_REMATCH",
            groups.stream().map(group -> new Expander.Element(null, false, group)).toList(),
            false);
    return !groups.isEmpty();
  }

  private void tell(String start, String operand) {
    if (shell.has(Option.XTRACE)) {
      trace.print("[[ " + start + " " + Quoting.word(operand) + " ]]");
    }
  }
}
