package dev.patchbay.shell.tool;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import java.util.List;
import java.util.Set;

/// What `test` and `[` evaluate (XCU, test): by the number of words where that decides, else by
/// precedence.
public final class TestExpression {
  private static final Set<String> BINARY =
      Set.of(
          "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef");

  private final Process process;
  private final List<String> words;
  private int at;

  private TestExpression(Process process, List<String> words) {
    this.process = process;
    this.words = words;
  }

  /// Whether the words hold.
  ///
  /// @throws CommandException with status 2 when they make no sense
  public static boolean holds(Process process, List<String> words) {
    return switch (words.size()) {
      case 0 -> false;
      case 1 -> !words.getFirst().isEmpty();
      case 2 -> two(process, words);
      case 3 -> three(process, words);
      default -> new TestExpression(process, words).all();
    };
  }

  private static boolean two(Process process, List<String> words) {
    String operator = words.getFirst();
    return operator.equals("!")
        ? words.getLast().isEmpty()
        : unary(process, operator, words.getLast());
  }

  private static boolean three(Process process, List<String> words) {
    String operator = words.get(1);
    if (BINARY.contains(operator)) {
      return binary(process, words.getFirst(), operator, words.getLast());
    }
    if (operator.equals("-a") || operator.equals("-o")) {
      boolean left = !words.getFirst().isEmpty();
      boolean right = !words.getLast().isEmpty();
      return operator.equals("-a") ? left && right : left || right;
    }
    if (words.getFirst().equals("!")) {
      return !two(process, words.subList(1, 3));
    }
    if (words.getFirst().equals("(") && words.getLast().equals(")")) {
      return !operator.isEmpty();
    }
    throw new CommandException(2, operator + ": binary operator expected");
  }

  private static boolean unary(Process process, String operator, String operand) {
    return switch (operator) {
      case "-n" -> !operand.isEmpty();
      case "-z" -> operand.isEmpty();
      default -> FileTests.unary(process, operator, operand);
    };
  }

  private static boolean binary(Process process, String left, String operator, String right) {
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case ">" -> left.compareTo(right) > 0;
      case "-eq" -> integer(left) == integer(right);
      case "-ne" -> integer(left) != integer(right);
      case "-lt" -> integer(left) < integer(right);
      case "-le" -> integer(left) <= integer(right);
      case "-gt" -> integer(left) > integer(right);
      case "-ge" -> integer(left) >= integer(right);
      default -> FileTests.binary(process, left, operator, right);
    };
  }

  private static long integer(String word) {
    try {
      return Long.parseLong(word.strip());
    } catch (NumberFormatException e) {
      throw new CommandException(2, word + ": integer expression expected");
    }
  }

  // ---- more than three words

  private boolean all() {
    boolean result = or();
    if (at < words.size()) {
      throw new CommandException(2, "too many arguments");
    }
    return result;
  }

  private boolean or() {
    boolean result = and();
    while (take("-o")) {
      result |= and();
    }
    return result;
  }

  private boolean and() {
    boolean result = term();
    while (take("-a")) {
      result &= term();
    }
    return result;
  }

  private boolean term() {
    if (take("!")) {
      return !term();
    }
    if (at + 2 < words.size() && BINARY.contains(words.get(at + 1))) {
      at += 3;
      return binary(process, words.get(at - 3), words.get(at - 2), words.get(at - 1));
    }
    if (take("(")) {
      boolean inner = or();
      if (!take(")")) {
        throw new CommandException(2, "`)' expected");
      }
      return inner;
    }
    String word = next();
    boolean operator = word.equals("-n") || word.equals("-z") || FileTests.isUnary(word);
    return (operator && at < words.size()) ? unary(process, word, next()) : !word.isEmpty();
  }

  private String next() {
    if (at == words.size()) {
      throw new CommandException(2, "argument expected");
    }
    return words.get(at++);
  }

  private boolean take(String word) {
    boolean there = at < words.size() && words.get(at).equals(word);
    at += there ? 1 : 0;
    return there;
  }
}
