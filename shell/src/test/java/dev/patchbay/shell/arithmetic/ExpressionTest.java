package dev.patchbay.shell.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private final Map<String, String> values = new LinkedHashMap<>(Map.of("five", "5", "sum", "1+2"));

  private final Variables variables =
      new Variables() {
        @Override
        public @Nullable String value(String name) {
          return values.get(name);
        }

        @Override
        public void assign(String name, String value) {
          values.put(name, value);
        }

        @Override
        public @Nullable String element(String name, String subscript) {
          return values.get(name + "[" + subscript + "]");
        }

        @Override
        public void assign(String name, String subscript, String value) {
          values.put(name + "[" + subscript + "]", value);
        }
      };

  private long value(String text) {
    return Expression.of(text).value(variables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "'' => 0",
        "1 + 2 * 3 => 7",
        "(1 + 2) * 3 => 9",
        "2 ** 3 ** 2 => 512",
        "-2 ** 2 => 4",
        "-7 / 2 => -3",
        "-7 % 3 => -1",
        "1 << 70 => 64",
        "-8 >> 1 => -4",
        "5 & 3 | 8 ^ 1 => 9",
        "!0 + ~0 => 0",
        "1 < 2 == 1 => 1",
        "1 || 1 / 0 => 1",
        "0 && 1 / 0 => 0",
        "2 && 3 => 1",
        "0 ? 1 : 0 ? 2 : 3 => 3",
        "010 + 0x1F + 2#101 + 64#_ + 37#A => 143",
        "9223372036854775807 + 1 => -9223372036854775808",
        "9223372036854775808 => -9223372036854775808",
        "-9223372036854775808 / -1 => -9223372036854775808",
        "five + unset => 5",
        "sum * 2 => 6",
        "a = b = 3, a + b => 6",
        "a = 5, a++ + ++a => 12",
        "a = 5, a += 2, a <<= 1, a-- => 14",
        "--a - -5 => 4",
        "++1 => 1",
        "1 - - 1 => 2",
        "7, 8 => 8",
      })
  void hasTheValue(String text, long expected) {
    assertThat(value(text)).isEqualTo(expected);
  }

  /// What bash 5.2 says.
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      value = {
        "1/0+5 => 1/0+5: division by 0 (error token is \"0+5\")",
        "5%(1-1)*2 => 5%(1-1)*2: division by 0 (error token is \"(1-1)*2\")",
        "1+ => 1+: syntax error: operand expected (error token is \"+\")",
        "1+*2 => 1+*2: syntax error: operand expected (error token is \"*2\")",
        "1 ? 2 => 1 ? 2: `:' expected for conditional expression (error token is \"2\")",
        "1?2: => 1?2:: expression expected (error token is \":\")",
        "++ => ++: syntax error: operand expected (error token is \"+\")",
        "1++ => 1++: syntax error: operand expected (error token is \"+\")",
        "a++b => a++b: syntax error in expression (error token is \"b\")",
        "a+= => a+=: syntax error: operand expected (error token is \"+=\")",
        "0xg + 1 => 0xg: value too great for base (error token is \"0xg\")",
        "09+1 => 09: value too great for base (error token is \"09\")",
        "2**-1 => 2**-1: exponent less than 0 (error token is \"1\")",
        "(a=1)=2 => (a=1)=2: attempted assignment to non-variable (error token is \"=2\")",
        "5 5 => 5 5: syntax error in expression (error token is \"5\")",
        "1 @ 2 => 1 @ 2: syntax error: invalid arithmetic operator (error token is \"@ 2\")",
        "1.5 => 1.5: syntax error: invalid arithmetic operator (error token is \".5\")",
        "1, => 1,: syntax error: operand expected (error token is \",\")",
        "'a' => 'a': syntax error: operand expected (error token is \"'a'\")",
        "1 = 2 => 1 = 2: attempted assignment to non-variable (error token is \"= 2\")",
        "a = = 3 => a = = 3: syntax error: operand expected (error token is \"= 3\")",
        "(1 => (1: missing `)' (error token is \"1\")",
      })
  void refuses(String text, String expected) {
    assertThatThrownBy(() -> value(text)).hasMessage(expected);
  }

  @Test
  void findsVariablesThatLeadToThemselves() {
    values.put("a", "b");
    values.put("b", "a");

    assertThatThrownBy(() -> value("a"))
        .hasMessage("b: expression recursion level exceeded (error token is \"b\")");
  }
}
