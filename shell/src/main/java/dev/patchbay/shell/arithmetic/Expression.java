package dev.patchbay.shell.arithmetic;

import org.jspecify.annotations.Nullable;

/// An expression that has been read and can be evaluated any number of times.
public sealed interface Expression {
  /// What it comes to. Reads and sets the variables.
  ///
  /// @throws ExpressionException a division by zero, or a variable whose text is no expression
  long value(Variables variables);

  /// Reads the text; the empty text is 0.
  ///
  /// @throws ExpressionException text that is no expression
  static Expression of(String text) {
    try {
      return new ExpressionReader(text).read();
    } catch (StackOverflowError e) {
      throw new ExpressionException(text, "expression recursion level exceeded", text);
    }
  }

  record Constant(long number) implements Expression {
    @Override
    public long value(Variables variables) {
      return number;
    }
  }

  /// A variable's text, evaluated in its turn; with a subscript, the text of an array's element.
  record Variable(String name, @Nullable String subscript) implements Expression {
    @Override
    public long value(Variables variables) {
      String text = subscript == null ? variables.value(name) : variables.element(name, subscript);
      return text == null ? 0 : Evaluation.ofVariable(text, variables);
    }

    void assign(Variables variables, long value) {
      if (subscript == null) {
        variables.assign(name, Long.toString(value));
      } else {
        variables.assign(name, subscript, Long.toString(value));
      }
    }
  }

  /// `-a`, `+a`, `!a`, `~a`.
  record Unary(char operator, Expression operand) implements Expression {
    @Override
    public long value(Variables variables) {
      long value = operand.value(variables);
      return switch (operator) {
        case '-' -> -value;
        case '~' -> ~value;
        case '!' -> value == 0 ? 1 : 0;
        default -> value;
      };
    }
  }

  /// Two operands that are both evaluated; `place` is for the message when they cannot be.
  record Binary(Expression left, Operator operator, Expression right, Place place)
      implements Expression {
    @Override
    public long value(Variables variables) {
      return operator.apply(left.value(variables), right.value(variables), place);
    }
  }

  /// `a && b`, `a || b`: the right side only when it decides.
  record Logical(Expression left, boolean and, Expression right) implements Expression {
    @Override
    public long value(Variables variables) {
      boolean first = left.value(variables) != 0;
      return (first == and ? right.value(variables) != 0 : first) ? 1 : 0;
    }
  }

  /// `a ? b : c`.
  record Conditional(Expression condition, Expression then, Expression otherwise)
      implements Expression {
    @Override
    public long value(Variables variables) {
      return condition.value(variables) != 0 ? then.value(variables) : otherwise.value(variables);
    }
  }

  /// `a = b`.
  record Assignment(Variable left, Expression right) implements Expression {
    @Override
    public long value(Variables variables) {
      long value = right.value(variables);
      left.assign(variables, value);
      return value;
    }
  }

  /// `++a`, `a++`, `--a`, `a--`.
  record Increment(Variable variable, int by, boolean after) implements Expression {
    @Override
    public long value(Variables variables) {
      long before = variable.value(variables);
      variable.assign(variables, before + by);
      return after ? before : before + by;
    }
  }

  /// `a, b`.
  record Comma(Expression first, Expression second) implements Expression {
    @Override
    public long value(Variables variables) {
      var _ = first.value(variables);
      return second.value(variables);
    }
  }
}
