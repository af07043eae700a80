package dev.patchbay.shell.run;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.shell.expand.Expander;
import dev.patchbay.shell.expand.Pattern;
import dev.patchbay.shell.syntax.Condition;
import dev.patchbay.shell.syntax.Part;
import dev.patchbay.shell.syntax.Word;
import dev.patchbay.shell.text.Quoting;
import dev.patchbay.shell.tool.FileTests;
import java.util.List;
import java.util.regex.PatternSyntaxException;

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
      shell.complain("[[: " + e.message());
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
      case "-v" -> shell.variables().value(operand) != null;
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
    Pattern pattern = expander.pattern(right);
    if (shell.has(Option.XTRACE)) {
      tell(Quoting.word(left) + " " + operator, expander.text(right));
    }
    return pattern.matches(left);
  }

  /// A regular expression; what is quoted in it stands for itself.
  private boolean finds(String left, Word right) {
    StringBuilder expression = new StringBuilder();
    for (Part part : right.parts()) {
      boolean quoted = part instanceof Part.Quoted || part instanceof Part.DoubleQuoted;
      String text = expander.text(new Word(List.of(part)));
      expression.append(quoted ? java.util.regex.Pattern.quote(text) : text);
    }
    tell(Quoting.word(left) + " =~", expression.toString());
    try {
      return java.util.regex.Pattern.compile(expression.toString()).matcher(left).find();
    } catch (PatternSyntaxException e) {
      throw new CommandException(2, "invalid regular expression `" + expression + "'");
    }
  }

  private void tell(String start, String operand) {
    if (shell.has(Option.XTRACE)) {
      trace.print("[[ " + start + " " + Quoting.word(operand) + " ]]");
    }
  }
}
