package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.Nullable;

/// Reads an expression by recursive descent, a method a level of C's grammar.
final class ExpressionReader {
  private static final String[] SIGNS = {
    "<<=", ">>=", "**", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", "++", "--", "+=", "-=",
    "*=", "/=", "%=", "&=", "^=", "|=",
  };

  private final String text;
  private int at;
  private int start;
  private int previous;
  private String token = "";

  ExpressionReader(String text) {
    this.text = text.stripLeading();
    next();
  }

  Expression read() {
    if (token.isEmpty()) {
      return new Expression.Constant(0);
    }
    Expression expression = comma();
    if (!token.isEmpty()) {
      boolean starts = isWordCharacter(token.charAt(0)) || "()!~".contains(token);
      throw fault(
          starts || "=:?".contains(token)
              ? "syntax error in expression"
              : "syntax error: invalid arithmetic operator",
          start);
    }
    return expression;
  }

  private Expression comma() {
    Expression left = assignment();
    while (take(",")) {
      left = new Expression.Comma(left, assignment());
    }
    return left;
  }

  private Expression assignment() {
    Expression left = conditional();
    Operator operator = assigned();
    if (operator == null && !token.equals("=")) {
      return left;
    }
    if (!(left instanceof Expression.Variable variable)) {
      throw fault("attempted assignment to non-variable", start);
    }
    next();
    Place place = new Place(text, start);
    Expression right = assignment();
    return new Expression.Assignment(
        variable, operator == null ? right : new Expression.Binary(left, operator, right, place));
  }

  /// The operator of `+=` and its like, if that is next.
  private @Nullable Operator assigned() {
    boolean may = token.length() > 1 && token.endsWith("=") && !isComparison(token);
    return may ? Operator.of(token.substring(0, token.length() - 1)) : null;
  }

  private static boolean isComparison(String sign) {
    return sign.equals("==") || sign.equals("!=") || sign.equals("<=") || sign.equals(">=");
  }

  private Expression conditional() {
    Expression condition = logical(false);
    if (!take("?")) {
      return condition;
    }
    expression();
    Expression then = comma();
    if (!token.equals(":")) {
      throw fault("`:' expected for conditional expression", token.isEmpty() ? previous : start);
    }
    next();
    expression();
    return new Expression.Conditional(condition, then, conditional());
  }

  private void expression() {
    if (token.isEmpty() || token.equals(":")) {
      throw fault("expression expected", previous);
    }
  }

  private Expression logical(boolean and) {
    Expression left = and ? binary(Operator.LOOSEST) : logical(true);
    while (take(and ? "&&" : "||")) {
      left = new Expression.Logical(left, and, and ? binary(Operator.LOOSEST) : logical(true));
    }
    return left;
  }

  private Expression binary(int level) {
    if (level > Operator.TIGHTEST) {
      return power();
    }
    Expression left = binary(level + 1);
    Operator operator = Operator.of(token);
    while (operator != null && operator.level() == level) {
      next();
      Place place = new Place(text, start);
      left = new Expression.Binary(left, operator, binary(level + 1), place);
      operator = Operator.of(token);
    }
    return left;
  }

  private Expression power() {
    Expression left = unary();
    if (!take("**")) {
      return left;
    }
    Expression right = power();
    return new Expression.Binary(left, Operator.POWER, right, new Place(text, previous));
  }

  private Expression unary() {
    if (token.equals("++") || token.equals("--")) {
      int by = token.equals("++") ? 1 : -1;
      next();
      Expression.Variable variable = variable(token);
      next();
      return new Expression.Increment(variable, by, false);
    }
    if (token.length() == 1 && "+-!~".contains(token)) {
      char operator = token.charAt(0);
      next();
      return new Expression.Unary(operator, unary());
    }
    return primary();
  }

  private Expression primary() {
    if (take("(")) {
      Expression inner = comma();
      if (!token.equals(")")) {
        throw fault("missing `)'", token.isEmpty() ? previous : start);
      }
      next();
      return inner;
    }
    if (token.isEmpty() || !isWordCharacter(token.charAt(0))) {
      throw fault("syntax error: operand expected", token.isEmpty() ? previous : start);
    }
    String word = token;
    int begin = start;
    next();
    if (Character.isDigit(word.charAt(0))) {
      return new Expression.Constant(number(word, begin));
    }
    if (token.equals("++") || token.equals("--")) {
      int by = token.equals("++") ? 1 : -1;
      next();
      return new Expression.Increment(variable(word), by, true);
    }
    return variable(word);
  }

  private static Expression.Variable variable(String word) {
    int open = word.indexOf('[');
    return open < 0
        ? new Expression.Variable(word, null)
        : new Expression.Variable(
            word.substring(0, open), word.substring(open + 1, word.length() - 1));
  }

  /// `10`, `010`, `0x10`, `2#10`; what does not fit 64 bits wraps.
  private long number(String word, int begin) {
    int hash = word.indexOf('#');
    int base = 10;
    int from = 0;
    if (hash > 0) {
      base = (int) Math.min(digits(word.substring(0, hash), 10, word, begin), 65);
      from = hash + 1;
      if (base < 2 || base > 64) {
        throw new ExpressionException(
            text.substring(0, begin + word.length()), "invalid arithmetic base", word);
      }
    } else if (word.startsWith("0x") || word.startsWith("0X")) {
      base = 16;
      from = 2;
    } else if (word.startsWith("0")) {
      base = 8;
    }
    return digits(word.substring(from), base, word, begin);
  }

  private long digits(String digits, int base, String word, int begin) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i), base);
      if (digit < 0 || digit >= base) {
        throw new ExpressionException(
            text.substring(0, begin + word.length()), "value too great for base", word);
      }
      value = value * base + digit;
    }
    return value;
  }

  private static int digit(char c, int base) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + (base <= 36 ? 10 : 36);
    }
    return c == '@' ? 62 : c == '_' ? 63 : Character.digit(c, 36);
  }

  // ---- tokens

  private boolean take(String sign) {
    boolean there = token.equals(sign);
    if (there) {
      next();
    }
    return there;
  }

  private void next() {
    previous = start;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    start = at;
    token = at < text.length() ? scan() : "";
    at += token.length();
  }

  private String scan() {
    if (isWordCharacter(text.charAt(at))) {
      return word();
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        boolean step = sign.equals("++") || sign.equals("--");
        return step && !steps() ? sign.substring(1) : sign;
      }
    }
    return text.substring(at, at + 1);
  }

  /// Whether `++` stands before or after a variable; else it is two signs, as in `1++2`.
  private boolean steps() {
    if (!token.isEmpty() && isNameStart(token.charAt(0))) {
      return true;
    }
    int after = at + 2;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    return after < text.length() && isNameStart(text.charAt(after));
  }

  private String word() {
    boolean number = Character.isDigit(text.charAt(at));
    int end = at;
    while (end < text.length()
        && (isWordCharacter(text.charAt(end))
            || (number && (text.charAt(end) == '#' || text.charAt(end) == '@')))) {
      end++;
    }
    if (!number && end < text.length() && text.charAt(end) == '[') {
      end = Math.max(end, subscriptEnd(end));
    }
    return text.substring(at, end);
  }

  /// Behind the bracket that closes the one at `open`, or -1.
  private int subscriptEnd(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isWordCharacter(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  private ExpressionException fault(String what, int from) {
    return new ExpressionException(text, what, text.substring(from));
  }
}
