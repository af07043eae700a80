package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.Wait;
import dev.patchbay.host.HostLab.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands of the lab, started by programs of the host.
@Timeout(30)
@TestInstance(Lifecycle.PER_CLASS)
class ClientServerTest {
  @TempDir private static Path folder;
  private final List<Process> ran = new ArrayList<>();
  private HostLab lab;

  @BeforeAll
  void open() throws IOException {
    lab = new HostLab(folder, "ip", "lab-word");
    assumeTrue(lab.hasWalls());
  }

  @AfterAll
  void close() throws IOException {
    lab.close();
  }

  @BeforeEach
  void enter() {
    lab.enter();
    ran.clear();
    lab.commands.put("ip", (process, args) -> answer(process, "lab: " + args.rest()));
  }

  @AfterEach
  void leave() {
    lab.leave();
  }

  private int answer(Process process, String text) throws FileException {
    ran.add(process);
    process.out().println(text);
    return 0;
  }

  private Result sh(String script) {
    return lab.run("sh", "-c", script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip", "/sbin/ip", "/usr/sbin/ip", "/usr/bin/ip", "/bin/ip"})
  void reachTheLabByNameAndByPath(String name) {
    assertThat(sh(name + " link add 'a b' ''"))
        .isEqualTo(new Result(0, "lab: [link, add, a b, ]\n", ""));
  }

  @Test
  void reachTheLabUnderWordsThatTheHostDoesNotKnow() {
    lab.commands.put("lab-word", (process, args) -> answer(process, "here"));

    assertThat(sh("lab-word").out()).isEqualTo("here\n");
  }

  @Test
  void haveTheFolderAndTheEnvironmentOfTheProgram() throws Exception {
    Files.createDirectories(folder.resolve("below"));

    assertThat(sh("cd below; export COLOUR=red; ip a")).isEqualTo(new Result(0, "lab: [a]\n", ""));

    Process process = ran.getFirst();
    assertThat(process.directory()).isEqualTo(folder.toRealPath() + "/below");
    assertThat(process.environment())
        .containsEntry("COLOUR", "red")
        .containsEntry("PATH", lab.environment.get("PATH"))
        .doesNotContainKey(HostPrograms.VARIABLE);
  }

  @Test
  void reachTheLabWithoutAnEnvironment() {
    assertThat(sh("env -i /sbin/ip a").out()).isEqualTo("lab: [a]\n");
  }

  @Test
  void giveBackStatusAndErrors() {
    lab.commands.put(
        "ip",
        (process, args) -> {
          throw new CommandException(2, "Cannot find device \"x\"");
        });

    assertThat(sh("ip link show x; echo $?"))
        .isEqualTo(new Result(0, "2\n", "Cannot find device \"x\"\n"));
  }

  @Test
  void readOnlyTheInputTheyAskFor() {
    lab.commands.put("ip", ClientServerTest::echoInput);

    assertThat(lab.feed("one\ntwo\n", "sh", "-c", "read first; ip; echo $first").out())
        .isEqualTo("[two\n]one\n");
    lab.commands.put("ip", (process, args) -> answer(process, "quiet"));
    assertThat(lab.feed("one\ntwo\n", "sh", "-c", "ip; cat").out()).isEqualTo("quiet\none\ntwo\n");
  }

  private static int echoInput(Process process, Args args) throws FileException {
    String input = new String(process.file(0).readAll(), StandardCharsets.UTF_8);
    process.out().print("[" + input + "]");
    return 0;
  }

  @Test
  void carryMoreThanAPipeHolds() {
    String text = "0123456789abcde\n".repeat(20_000);
    lab.commands.put("ip", ClientServerTest::echoInput);

    assertThat(lab.feed(text, "sh", "-c", "ip | cat").out()).isEqualTo("[" + text + "]");
  }

  @Test
  void letTheLabsTimePassWhileTheyWait() {
    lab.commands.put(
        "ip",
        (process, args) -> {
          process.sleep(3_600_000_000_000L);
          return 0;
        });
    long before = lab.loop.now();

    assertThat(sh("ip").status()).isZero();
    assertThat(lab.loop.now() - before).isGreaterThan(3_600_000_000_000L);
  }

  @Test
  void runBesideEachOther() {
    assertThat(sh("ip 1 & ip 2 & ip 3 & wait").out().lines())
        .containsExactlyInAnyOrder("lab: [1]", "lab: [2]", "lab: [3]");
  }

  @Test
  void endWhenTheirClientIsGone() {
    lab.commands.put("ip", this::waitForEver);

    assertThat(sh("ip | { read ready; kill -9 $(pidof -x ip) || pkill -9 -x ip; }").status())
        .isZero();
    assertThat(ran).singleElement().extracting(Process::await).isEqualTo(137);
  }

  private int waitForEver(Process process, Args args) throws FileException {
    ran.add(process);
    process.out().println("ready").flush();
    process.await(new Wait(process.loop()), Clock.NEVER, Bound.HOST);
    return 0;
  }

  /// Sends the client a signal when its command is ready, and tells what it ended with. Where the
  /// tests run in the background, interrupts are ignored until somebody says otherwise.
  private static final String SIGNALLED =
      """
      import signal, subprocess, sys
      signal.signal(signal.SIGINT, signal.SIG_DFL)
      client = subprocess.Popen(CLIENT, stdout=subprocess.PIPE)
      client.stdout.readline()
      client.send_signal(SIGNAL)
      print(client.stdout.read().decode().strip(), client.wait())
      """;

  @ParameterizedTest
  @CsvSource({"perl", "python3"})
  void handOnTheirSignals(String language) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")));
    String client = language.equals("perl") ? "'ip'" : "'/usr/bin/python3', '-IS', './ip'";
    copyPythonClient();
    String script = SIGNALLED.replace("CLIENT", "[" + client + "]");
    lab.commands.put("ip", this::waitForEver);
    assertThat(lab.run("python3", "-c", script.replace("SIGNAL", "15")).out()).isEqualTo(" -15\n");

    lab.commands.put("ip", this::sayGoodbyeWhenInterrupted);

    assertThat(lab.run("python3", "-c", script.replace("SIGNAL", "2")).out())
        .isEqualTo("goodbye 3\n");
  }

  private int sayGoodbyeWhenInterrupted(Process process, Args args) throws FileException {
    Wait interrupted = new Wait(process.loop());
    process.handle(Signal.INT, interrupted::signal);
    process.out().println("ready").flush();
    process.await(interrupted, Clock.NEVER, Bound.HOST);
    process.out().println("goodbye");
    return 3;
  }

  private static void copyPythonClient() throws IOException {
    try (InputStream client = HostLab.class.getResourceAsStream("client.py")) {
      Files.write(folder.resolve("ip"), Objects.requireNonNull(client).readAllBytes());
    }
  }

  @Test
  void canStartProgramsOfTheHostThemselves() {
    lab.commands.put("ip", ClientServerTest::sortBackwards);

    assertThat(lab.feed("b\nc\na\n", "sh", "-c", "ip").out()).isEqualTo("c\nb\na\n");
  }

  private static int sortBackwards(Process process, Args args) {
    Command sort = process.machine().processes().programs().find(process, "sort");
    return process.fork().exec(Objects.requireNonNull(sort), List.of("sort", "-r"));
  }

  @Test
  void reachTheLabThroughPythonToo() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")));
    copyPythonClient();
    lab.commands.put("ip", ClientServerTest::echoInput);

    assertThat(lab.feed("text", "/usr/bin/python3", "-IS", "./ip", "link"))
        .isEqualTo(new Result(0, "[text]", ""));
    lab.commands.put("ip", (process, args) -> answer(process, args.rest() + process.directory()));
    assertThat(lab.run("/usr/bin/python3", "-IS", "./ip", "link").out())
        .isEqualTo("[link]" + folder.toRealPath() + "\n");
  }
}
