package dev.patchbay.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static Node parse(String text) throws SyntaxException {
    return new Parser(Lines.of(text)).all();
  }

  private static String shape(String text) throws SyntaxException {
    return Unparse.command(parse(text));
  }

  private static SyntaxException error(String text) {
    return catchThrowableOfType(SyntaxException.class, () -> parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      value = {
        "a=1 b+=2 cat x >y 2>&1 => a=1 b+=2 cat x >y 2>&1",
        "! a|b |& c => ! a | b 2>&1 | c",
        "a && b || ! c; d & e => a && b || ! c; d & e",
        "(a; b) >x => ( a; b ) >x",
        "{ a; b & } <x => { a; b & } <x",
        "for i in a 'b c' \"$d\"; do e; f; done => for i in a 'b c' \"${d}\"; do e; f; done",
        "for i do a; done => for i; do a; done",
        "for i in; do a; done => for i in; do a; done",
        "for ((i = 0; i < $n; i++)); do a; done => for ((i = 0; i < ${n}; i++)); do a; done",
        "if a; then b; elif c; then d; else e; fi => if a; then b; elif c; then d; else e; fi",
        "while a; do b; done | until c; do d; done => while a; do b; done | until c; do d; done",
        "case $x in a|'b') c;; (d) ;; *) e; esac => case $x in (a | 'b') c ;; (d) ;; (*) e ;; esac",
        "case x in a) b;& c) d;;& esac => case x in (a) b ;& (c) d ;;& esac",
        "f() { a; } 2>x => f () { a; } 2>x",
        "function f { a; }; function g() (b) => f () { a; }; g () ( b )",
        "((x = (1 + 2) * 3)) => ((x = (1 + 2) * 3))",
        "((a); b) => ( ( a ); b )",
        "[[ -f a && ! (b == c* || d) ]] => [[ ( -f a && ! ( b == c* || d ) ) ]]",
        "[[ $x =~ ^(a|b c)$ ]] => [[ $x =~ ^(a|b c)$ ]]",
        "time -p a | b => time -p a | b",
        "a <<< 'b c' &> d => a <<< 'b c' &>d",
        "a >& b 3<&- 4>|c 5<>d >>e => a &>b 3<&- 4>|c 5<>d >>e",
        "echo ~/a x=~ y:~b => echo ~/a x=~ y:~b",
        "a{b,c}d {1..3} {01..3} {c..a} {1,2}{x,y} {a} => abd acd '1' '2' '3' '01' '02' '03' 'c' 'b'"
            + " 'a' 1x 1y 2x 2y {a}",
        "export a=$b c 'd'=e => export a=\"${b}\" c 'd'=e",
        "$'a\\n\\x41\\101\\u20ac\\'' => ^'a\n" + "AA€'\\'''^",
        "^echo a\\ b\\\n c^ => echo a' 'b c",
      })
  void readsTheForm(String text, String canonical) throws SyntaxException {
    String shape = shape(text);

    assertThat(shape).isEqualTo(canonical);
    assertThat(shape(shape)).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      value = {
        "$a$1$@$10 => $a$1$@${1}0",
        "${10} ${#} ${#a} ${##} ${#-b} ${#%c} => ${10} $# ${#a} ${##} ${#-b} ${#%c}",
        "${a:-b c} ${a-} ${a:=~} ${a:?x y} ${a+$b} => ${a:-b c} ${a-} ${a:=~} ${a:?x y} ${a+$b}",
        "${a%b} ${a%%\"b\"*} ${a#'}'} ${a##*/} => ${a%b} ${a%%\"b\"*} ${a#'}'} ${a##*/}",
        "${a:1:2} ${a: -1} ${a/b/c} ${a//b} ${a/#b/c} ${a^^} => ${a:1:2} ${a: -1} ${a/b/c} ${a//b/}"
            + " ${a/#b/c} ${a^^}",
        "$(a; b) `c \\`d\\`` => $(a; b) $(c $(d))",
        "$((1 + (2))) $((a); b) => $((1 + (2))) $( ( a ); b)",
        "\"a $b $(c \"d\") \\$ \\x `e`\" => \"a ${b} $(c \"d\") \\$ \\\\x $(e)\"",
        "${a!} ${} => ${a!} ${}",
      })
  void readsTheExpansion(String word, String canonical) throws SyntaxException {
    String shape = shape("echo " + word);

    assertThat(shape).isEqualTo("echo " + canonical);
  }

  @Test
  void readsHereDocumentsAfterTheirLine() throws SyntaxException {
    String shape = shape("cat <<A - <<-'B'; echo\n$x \\$y\nA\n\t$z\n\tB\nls\n");

    assertThat(shape).isEqualTo("cat - <<A <<-'B'\n$x \\$y\nA\n$z\nB\necho; ls");
  }

  @Test
  void readsAHereDocumentInsideASubstitution() throws SyntaxException {
    assertThat(shape("x=$(cat <<E\na\nE\n) y")).isEqualTo("x=$( cat <<E\na\nE\n) y");
  }

  @Test
  void warnsOfAHereDocumentWithoutEnd() throws SyntaxException {
    Parser parser = new Parser(Lines.of("cat <<EOF\nfoo\n"));
    parser.all();

    assertThat(parser.takeWarnings())
        .containsExactly(
            "line 2: warning: here-document at line 1 delimited by end-of-file (wanted `EOF')");
  }

  @Test
  void knowsTheLineOfEachCommand() throws SyntaxException {
    Node.Sequence all = (Node.Sequence) parse("a\n\nb \\\n c\n'x\ny'; d\n");

    assertThat(all.items())
        .extracting(i -> i.command() instanceof Node.Simple s ? s.line() : 0)
        .startsWith(1, 3);
  }

  @Test
  void readsNoFurtherThanTheCommand() throws SyntaxException {
    List<String> asked = new ArrayList<>();
    Lines lines = Lines.of("echo a\necho b\n");
    Parser parser =
        new Parser(() -> {
          String line = lines.next();
          asked.add(String.valueOf(line));
          return line;
        });
    parser.next();

    assertThat(asked).containsExactly("echo a\n");
  }

  @Test
  void yieldsTheCommandsBeforeAnError() throws SyntaxException {
    Parser parser = new Parser(Lines.of("echo a\nfi\n"));

    assertThat(parser.next()).isInstanceOf(Node.Simple.class);
    assertThat(catchThrowableOfType(SyntaxException.class, parser::next).line()).isEqualTo(2);
  }

  /// What `bash -c` 5.2 says, its line and its text.
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      value = {
        "echo a; fi => 1: syntax error near unexpected token `fi'",
        "^echo a\nfor x in; do done^ => 2: syntax error near unexpected token `done'",
        "if true; then echo => 2: syntax error: unexpected end of file",
        "^echo \"abc\n\n^ => 1: unexpected EOF while looking for matching `\"'",
        "echo $(echo \"a) => 1: unexpected EOF while looking for matching `\"'",
        "echo $(echo a => 2: unexpected EOF while looking for matching `)'",
        "echo ${x => 1: unexpected EOF while looking for matching `}'",
        "echo `a => 1: unexpected EOF while looking for matching ``'",
        "echo $(fi); echo => 1: syntax error near unexpected token `fi'",
        "echo (a) => 1: syntax error near unexpected token `a'",
        "foo() echo => 1: syntax error near unexpected token `echo'",
        "{ echo a; => 2: syntax error: unexpected end of file",
        "echo a | | b => 1: syntax error near unexpected token `|'",
        "echo a && => 2: syntax error: unexpected end of file",
        "> => 1: syntax error near unexpected token `newline'",
        "while; do => 1: syntax error near unexpected token `;'",
        "f( { :; } => 1: syntax error near unexpected token `{'",
        "in; echo => 1: syntax error near unexpected token `in'",
        "echo hi; } => 1: syntax error near unexpected token `}'",
        "case x in a) echo; => 2: syntax error: unexpected end of file",
        "^if true\nthen a\nfi | | a^ => 3: syntax error near unexpected token `|'",
      })
  void refuses(String text, String expected) {
    SyntaxException error = error(text.endsWith(">") ? text + "\n" : text);

    assertThat(error.line() + ": " + error.getMessage()).isEqualTo(expected);
  }

  @Test
  void repeatsTheLineOfAnErrorAndSaysWhatWasOwed() {
    SyntaxException error = error("echo\nif a; do b\n");

    assertThat(error.text()).isEqualTo("if a; do b");
    assertThat(error.expected()).isEqualTo("`then' for the `if' on line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "'a b'\"c\"\\d", "''", "x=1", "-n"})
  void knowsTheValueOfAConstantWord(String word) throws SyntaxException {
    Node.Simple echo = (Node.Simple) parse("echo " + word);

    assertThat(echo.words().getLast().constant()).isEqualTo(word.replaceAll("['\"\\\\]", ""));
  }
}
