package dev.patchbay.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.shell.arithmetic.Expression;
import dev.patchbay.shell.arithmetic.ExpressionException;
import dev.patchbay.shell.arithmetic.Variables;
import dev.patchbay.shell.expand.Pattern;
import dev.patchbay.shell.syntax.Lines;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.syntax.Parser;
import dev.patchbay.shell.syntax.SyntaxException;
import dev.patchbay.shell.syntax.Unparse;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nonsense in, a clear refusal out: never anything else, never for ever.
class FuzzTest {
  private static final String[] PIECES = {
    "if", "then", "fi", "for", "i", "in", "do", "done", "while", "case", "esac", "{", "}", "(", ")",
        ";", ";;", "&", "&&",
    "||", "|", "\n", " ", "'", "\"", "`", "$", "${", "$(", "$((", "))", "<<E ", "<<-'E' ", "\nE\n",
        "<", ">", ">>", ">&1",
    "<<<", "a", "x=1", "#", "\\", "*", "[a-z]", "[[", "]]", "((", "!", "~", "f()", "function",
        "{1..3}", "${x:-", "%", "1",
  };

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(30);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsOrRefusesAnyText(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 3000; i++) {
      String text = text(random);
      try {
        String once = Unparse.command(new Parser(Lines.of(text)).all());
        Node again = new Parser(Lines.of(once)).all();
        assertThat(Unparse.command(again)).as(text).isEqualTo(once);
      } catch (SyntaxException refused) {
        assertThat(refused.line()).as(text).isPositive();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void evaluatesOrRefusesAnyExpression(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String characters = "0123 xab+-*/%()<>=!~&|^?:,#@.\"'$";
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      try {
        Expression.of(text.toString()).value(new NoVariables());
      } catch (ExpressionException refused) {
        assertThat(refused).hasMessageContaining("error token is");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void matchesAnyPattern(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String characters = "ab*?[]!^-\\:.=";
    for (int i = 0; i < 5000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        pattern.append(characters.charAt(random.nextInt(characters.length())));
      }
      String text = pattern.toString();

      assertThat(Pattern.of(Pattern.quote(text)).matches(text)).as(text).isTrue();
      Pattern.of(text).matches("ab");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void runsAnyTextToItsEnd(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      String text = text(random).replace("while", "if").replace("((", "(");
      LabShell.Result result = new LabShell().run(text);
      assertThat(result.status()).as(text).isBetween(0, 255);
    }
  }

  private static final class NoVariables implements Variables {
    @Override
    public @Nullable String value(String name) {
      return null;
    }

    @Override
    public void assign(String name, String value) {}

    @Override
    public @Nullable String element(String name, String subscript) {
      return null;
    }

    @Override
    public void assign(String name, String subscript, String value) {}
  }
}
