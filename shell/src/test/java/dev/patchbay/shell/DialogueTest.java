package dev.patchbay.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A person at a prompt.
class DialogueTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Command PING =
      (process, args) -> {
        process.out().println("usage: ping [-c count] [--mark mark] <destination>");
        return 1;
      };

  private final LabShell lab = new LabShell().with("ping", PING).with("work", this::work);

  /// Works for three seconds, after one of which somebody types Ctrl-Z.
  private int work(Process process, Args args) {
    EventLoop loop = process.loop();
    loop.arm(new Timer(0, this::ctrlZ), loop.now() + SECOND);
    process.sleep(3 * SECOND);
    return 7;
  }

  private void ctrlZ() {
    Process front = lab.machine().world().front();
    for (Process process : lab.machine().processes().all()) {
      if (front != null && process.group() == front.group()) {
        process.signal(Signal.TSTP);
      }
    }
  }

  @Test
  void asksForTheRestOfACommandBehindPs2() {
    Person person = new Person("", "for i in 1 2", "do echo $i; done", "# nothing", "exit 3");

    LabShell.Result result = lab.converse(person);

    assertThat(person.prompts)
        .containsExactly("lab:/w# ", "lab:/w# ", "> ", "lab:/w# ", "lab:/w# ");
    assertThat(result.out()).isEqualTo("1\n2\n");
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void showsThePromptThatIsAskedFor() {
    Person person = new Person("PS1='\\u@\\h $((1 + 1)) > '; PS2='more: '", "echo \\", "a");

    lab.converse(person);

    assertThat(person.prompts)
        .containsExactly("lab:/w# ", "root@lab 2 > ", "more: ", "root@lab 2 > ");
  }

  @Test
  void givesUpAHalfTypedCommand() {
    Person person = new Person("if true", "then echo no ^C", "echo $?");

    LabShell.Result result = lab.converse(person);

    assertThat(person.prompts).containsExactly("lab:/w# ", "> ", "lab:/w# ", "lab:/w# ");
    assertThat(result.out()).isEqualTo("130\n");
  }

  @Test
  void goesOnAfterAnError() {
    Person person = new Person("fi", "nosuch", "echo ${x?unset}; echo no", "echo on");

    LabShell.Result result = lab.converse(person);

    assertThat(result.out()).isEqualTo("on\n");
    assertThat(result.err()).contains("syntax error near unexpected token `fi'").endsWith("exit\n");
  }

  @Test
  void leavesALoopAtCtrlC() {
    Person person =
        new Person("while :; do ((++n == 5)) && kill -INT $$; done; echo no", "echo $n");

    LabShell.Result result = lab.converse(person);

    assertThat(result.out()).isEqualTo("5\n");
  }

  @Test
  void tellsOfJobs() {
    Person person = new Person("sleep 1 &", "sleep 2", "");

    LabShell.Result result = lab.converse(person);

    assertThat(result.err()).startsWith("[1] ").contains("[1]+  Done                    sleep 1\n");
  }

  @Test
  void makesAJobOfWhatCtrlZStops() {
    Person person = new Person("work; echo $?", "jobs", "fg %1", "echo $?", "jobs");

    LabShell.Result result = lab.converse(person);

    String stopped = "[1]+  Stopped                 work\n";
    assertThat(result.err()).isEqualTo("\n" + stopped + "exit\n");
    assertThat(result.out()).isEqualTo("148\n" + stopped + "work\n7\n");
  }

  @Test
  void letsAStoppedJobGoOnBehind() {
    Person person = new Person("work | cat", "bg", "sleep 9", "");

    LabShell.Result result = lab.converse(person);

    assertThat(result.out()).isEqualTo("[1]+ work | cat &\n");
    assertThat(result.err()).contains("[1]+  Done                    work | cat\n");
  }

  @Test
  void endsALoopWhoseCommandIsStopped() {
    LabShell.Result result = lab.converse(new Person("while :; do work; done; echo on"));

    assertThat(result.out()).isEqualTo("on\n");
  }

  @Test
  void tellsOnceOfStoppedJobsBeforeItLeaves() {
    Person person = new Person("work", "exit 1", "echo still here", "exit 1", "exit 3");

    LabShell.Result result = lab.converse(person);

    assertThat(result.err()).containsPattern("(?s)exit\nThere are.*exit\nThere are.*exit\n$");
    assertThat(result.out()).isEqualTo("still here\n");
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void remembersLines() {
    LabShell.Result result =
        lab.converse(new Person("echo a", "history", "history 1", "history -c"));

    assertThat(result.out()).isEqualTo("a\n    1  echo a\n    2  history\n    3  history 1\n");
  }

  @Test
  void saysWhoExplainsAFailedPing() {
    LabShell.Result result = lab.converse(new Person("ping -c 1 10.0.0.2", "ping"));

    assertThat(result.err()).containsOnlyOnce("why 10.0.0.2 tells where it was lost");
  }

  @Test
  void offersCommandsAndFunctions() {
    assertThat(offered("pin", "pinpoint() { :; }")).contains("ping", "pinpoint");
  }

  @Test
  void offersTheWordsOfACommandsOwnHelp() {
    assertThat(offered("ping -")).containsExactly("-c", "--mark");
    assertThat(offered("echo a; sudo ping --m")).containsExactly("--mark");
  }

  @Test
  void offersDevices() {
    assertThat(offered("ping l")).containsExactly("lo");
  }

  @Test
  void offersFilesAndVariables() {
    assertThat(offered("cat /us")).containsExactly("/usr/");
    assertThat(offered("echo >/de")).containsExactly(">/dev/");
    assertThat(offered("echo $PW")).containsExactly("$PWD");
  }

  private List<String> offered(String typed, String... before) {
    String[] lines = new String[before.length + 1];
    System.arraycopy(before, 0, lines, 0, before.length);
    lines[before.length] = typed + Person.TAB;
    Person person = new Person(lines);
    lab.converse(person);
    return person.offered;
  }
}
