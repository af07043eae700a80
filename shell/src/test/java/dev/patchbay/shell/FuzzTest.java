package dev.patchbay.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nonsense in, a clear refusal out: never anything else, never for ever.
class FuzzTest {
  private static final String[] PIECES =
      """
      if then fi for i in do done while case esac { } ( ) ; ;; & && || | ' " ` $ ${ $( $(( ))
      < > >> >&1 <<< a x=1 # \\ * [a-z] [[ ]] (( ! ~ f() function {1..3} ${x:- % 1 a=( a[1]=
      ${a[@] ${! <( select coproc += =~ @Q}
      """
          .strip()
          .split("\\s+");

  /// Pieces that have blanks in them.
  private static final String[] BLANKS = {"\n", " ", "<<E ", "<<-'E' ", "\nE\n"};

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(30);
    for (int i = 0; i < length; i++) {
      String[] pieces = random.nextInt(10) == 0 ? BLANKS : PIECES;
      text.append(pieces[random.nextInt(pieces.length)]);
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

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "$(", "echo $(", "if ", "{ ", "! ", "${x:-", "[[ ! ", "$((", "f() {", "a=("})
  void refusesWhatIsNestedTooDeeply(String piece) {
    String text = piece.repeat(10_000);

    assertThatThrownBy(() -> new Parser(Lines.of(text)).all())
        .isInstanceOf(SyntaxException.class)
        .message()
        .hasSizeLessThan(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo {1..1000000000}",
        "echo {1..3000}{1..3000}",
        "echo a{1,2}{1..9}{1..9}{1..9}{1..9}{1..9}{1..9}"
      })
  void refusesBracesThatStandForTooMuch(String text) {
    LabShell.Result result = new LabShell().run(text);

    assertThat(result.err()).contains("brace expansion: more than 1000000 words");
    assertThat(result.status()).isEqualTo(2);
  }

  @Test
  void endsWhatForksOrCallsForEver() {
    LabShell.Result forks = new LabShell().run("f() { $(f); }; f");
    LabShell.Result calls = new LabShell().run("f() { f; }; f; echo $?");

    assertThat(forks.err()).contains("fork: retry: Resource temporarily unavailable");
    assertThat(calls.err()).contains("maximum function nesting level exceeded");
  }

  @Test
  void runsAChainOfAnyLength() {
    LabShell.Result result = new LabShell().run("true" + " && true".repeat(20_000) + "; echo $?");

    assertThat(result.out()).isEqualTo("0\n");
  }

  @Test
  void readsAHereDocumentOfAnySize() {
    LabShell.Result result =
        new LabShell().run("cat <<E | wc -c\n" + "x".repeat(3_000_000) + "\nE\n");

    assertThat(result.out()).isEqualTo("3000001\n");
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
