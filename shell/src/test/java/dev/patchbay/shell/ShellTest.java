package dev.patchbay.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.FileException;
import org.junit.jupiter.api.Test;

/// What is the lab's own about its shell, beside what [RecordedTest] compares.
class ShellTest {
  private static LabShell.Result run(String text) {
    return new LabShell().run(text);
  }

  @Test
  void keepsWhatALineHasSetForTheNext() {
    LabShell.Result result =
        new LabShell()
            .lines(
                "pod() { echo pod $2 on node$1; }",
                "x='a b'",
                "cd /tmp; sleep 1 &",
                "pod 1 pa; echo ${x% *}; pwd; wait; echo $?");

    assertThat(result.out()).isEqualTo("pod pa on node1\na\n/tmp\n0\n");
  }

  @Test
  void namesNoLineInATranscript() {
    LabShell.Result result =
        new LabShell().lines("nosuch", "echo $((1+))", "fi", "echo \"abc", "echo x >/nosuch/x");

    assertThat(result.err())
        .isEqualTo(
            """
            bash: nosuch: command not found
            bash: 1+: syntax error: operand expected (error token is "+")
            bash: syntax error near unexpected token `fi'
            bash: `fi'
            bash: unexpected EOF while looking for matching `"'
            bash: /nosuch/x: No such file or directory
            """);
  }

  @Test
  void namesFileAndLineInAScript() {
    LabShell.Result result =
        new LabShell()
            .script("t.sh", "echo a\nnosuch\nf() {\n  cd nosuch\n}\nf\neval 'echo b\nfi'\n");

    assertThat(result.out()).isEqualTo("a\nb\n");
    assertThat(result.err())
        .isEqualTo(
            """
            t.sh: line 2: nosuch: command not found
            t.sh: line 4: cd: nosuch: No such file or directory
            t.sh: eval: line 8: syntax error near unexpected token `fi'
            t.sh: eval: line 8: `fi'
            """);
  }

  @Test
  void saysWhatABrokenScriptLacks() {
    LabShell.Result result =
        new LabShell().script("t.sh", "echo a\nif true; then\n  echo b\necho c\n");

    assertThat(result)
        .isEqualTo(
            new LabShell.Result(
                "a\n",
                """
                t.sh: line 5: syntax error: unexpected end of file
                t.sh: line 5: expected `fi' for the `if' on line 2
                """,
                2));
  }

  @Test
  void goesOnAfterABadExpansionInAScript() {
    LabShell.Result result = new LabShell().script("t.sh", "echo $((1+)); echo a\necho b\n");

    assertThat(result.out()).isEqualTo("b\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void endsTheScriptWhereAParameterMustBeSet() {
    LabShell.Result result = new LabShell().script("t.sh", "echo ${x?gone}\necho b\n");

    assertThat(result).isEqualTo(new LabShell.Result("", "t.sh: line 1: x: gone\n", 1));
  }

  @Test
  void sleepsInTheLabsTime() {
    LabShell.Result result =
        run("a=$(date +%s); sleep 3600; b=$(date +%s); echo $((b - a)) $SECONDS");

    assertThat(result.out()).isEqualTo("3600 3600\n");
  }

  @Test
  void runsJobsBesideEachOther() {
    LabShell.Result result =
        run(
            "sleep 30 & sleep 20 & sleep 10 & wait; echo $SECONDS; sleep 5 & wait $!; echo"
                + " $SECONDS");

    assertThat(result.out()).isEqualTo("30\n35\n");
  }

  @Test
  void letsTimePassInALoopThatOnlyLooks() {
    LabShell.Result result =
        run("(sleep 1; touch /tmp/x) & until [ -e /tmp/x ]; do :; done; echo seen");

    assertThat(result.out()).isEqualTo("seen\n");
  }

  @Test
  void endsALoopThatTakesTooLong() {
    LabShell.Result result = run("timeout 1 sh -c 'while :; do :; done'; echo $?");

    assertThat(result.out()).isEqualTo("124\n");
  }

  @Test
  void killIsContentWithOneThatIsReached() {
    LabShell.Result result =
        run("sleep 9 & kill 99999 $! 2>/dev/null; echo $?; kill 99999 2>/dev/null; echo $?");

    assertThat(result.out()).isEqualTo("0\n1\n");
  }

  @Test
  void killsWhatHasNotBegun() {
    LabShell.Result result = run("sleep 100 & kill $!; wait $!; echo $? $SECONDS");

    assertThat(result.out()).isEqualTo("143 0\n");
  }

  @Test
  void endsAPipelineWhoseReaderHasEnough() {
    assertThat(run("yes | head -n 2; echo $?").out()).isEqualTo("y\ny\n0\n");
  }

  @Test
  void givesTheSameNumbersEachTime() {
    String text = "echo $RANDOM $RANDOM $$; mktemp; (echo $RANDOM); sleep 1 & echo $!";

    assertThat(run(text).out()).isEqualTo(run(text).out());
  }

  @Test
  void keepsASubshellsChangesToItself() {
    LabShell.Result result =
        run(
            "x=1; (x=2; cd /tmp; set -f; exec >/dev/null; umask 0; trap 'echo' INT); echo $x; pwd;"
                + " umask; trap");

    assertThat(result.out()).isEqualTo("1\n/w\n0022\n");
  }

  @Test
  void putsDescriptorsBack() throws FileException {
    LabShell lab = new LabShell();
    LabShell.Result result =
        lab.run(
            "{ echo a; echo b >&2; } >/tmp/o 2>&1; f() { echo c; }; f >>/tmp/o; echo d; for i in 1;"
                + " do echo e; done >>/tmp/o");

    assertThat(result.out()).isEqualTo("d\n");
    assertThat(lab.content("/tmp/o")).isEqualTo("a\nb\nc\ne\n");
  }

  @Test
  void closesWhatAProgramInItsPlaceHadOpen() {
    LabShell.Result result =
        run("{ { exec echo a; } >/tmp/o; } | cat; (exec sleep 1) | cat; echo $SECONDS; cat /tmp/o");

    assertThat(result.out()).isEqualTo("1\na\n");
  }

  @Test
  void refusesFunctionsThatNeverEnd() {
    LabShell.Result result = new LabShell().script("t.sh", "f() { f; }\nf\necho after\n");

    assertThat(result.out()).isEqualTo("after\n");
    assertThat(result.err())
        .isEqualTo("t.sh: line 2: f: maximum function nesting level exceeded\n");
  }

  @Test
  void refusesCommandsNestedTooDeeply() {
    LabShell.Result result = run("echo " + "$(".repeat(20_000));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("nested too deeply");
  }

  @Test
  void runsTheExitTrapWhenASignalEndsIt() {
    LabShell.Result result = run("trap 'echo bye' EXIT; kill -TERM $$; echo not");

    assertThat(result).isEqualTo(new LabShell.Result("bye\n", "", 143));
  }

  @Test
  void passesBytesThatAreNoText() {
    LabShell.Result result =
        run("x=$(printf 'a\\377b'); printf '%s' \"$x\" | wc -c; echo \"$x\" | cut -b2 | cat -v");

    assertThat(result.out()).isEqualTo("3\nM-^?\n");
  }

  @Test
  void partsWhatASubstitutionGivesRoundByRound() {
    LabShell.Result result =
        run(
            "n=0; for i in $(seq 3000); do n=$((n + i)); done; echo $n;"
                + " IFS=,; for i in $(printf ' a,,b '); do echo \"[$i]\"; IFS=x; done;"
                + " for i in $(:); do echo never; done");

    assertThat(result.out()).isEqualTo("4501500\n[ a]\n[]\n[b ]\n");
  }

  @Test
  void cutsTheBytesThatASubstitutionGives() {
    LabShell.Result result =
        run(
            "for i in $(printf ' \\t a  b\\t\\nc\\n\\n'); do echo \"[$i]\"; done;"
                + " for i in $(printf 'caf\\303\\251 d\\377'); do printf '<%s>' \"$i\"; done;"
                + " echo; IFS=' '; for i in $(printf 'e\\nf g\\n\\n'); do echo \"{$i}\"; done");

    assertThat(result.out()).isEqualTo("[a]\n[b]\n[c]\n<caf\u00e9><d\udcff>\n{e\nf}\n{g}\n");
  }

  @Test
  void countsDownAndAcrossZeroWithSeq() {
    LabShell.Result result = run("seq -s, 2 -2 -4; seq -s, -9 9 27; seq 1 0; seq 10 2");

    assertThat(result.out()).isEqualTo("2,0,-2,-4\n-9,0,9,18,27\n");
  }

  @Test
  void printsNothingThatIsWiderThanAnythingCouldBe() {
    LabShell.Result result = run("printf '[%999999999d][%.999999999s]\n' 7 abc");

    assertThat(result.out()).isEqualTo("[][abc]\n");
    assertThat(result.err()).contains("printf: `%999999999d': Value too large");
  }

  @Test
  void typeSaysAllThatAWordCouldMean() {
    LabShell.Result result = run("f() { :; }; alias f=x; shopt -s expand_aliases; type -at f");

    assertThat(result.out()).isEqualTo("alias\nfunction\n");
  }

  @Test
  void anEmptyPlaceInCdpathIsHere() {
    LabShell.Result result =
        run("mkdir -p /tmp/a/d /tmp/b/d; cd /tmp/b; CDPATH=:/tmp/a; cd d; echo $PWD");

    assertThat(result.out()).isEqualTo("/tmp/b/d\n");
  }
}
