package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.MemoryFiles;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.file.Pipe;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.host.HostLab.Recording;
import dev.patchbay.host.HostLab.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@TestInstance(Lifecycle.PER_CLASS)
class HostProgramsTest {
  @TempDir private static Path folder;
  private HostLab lab;

  @BeforeAll
  void open() throws IOException {
    lab = new HostLab(folder);
  }

  @AfterAll
  void close() throws IOException {
    lab.close();
  }

  @BeforeEach
  void enter() {
    // JUnit may run each test on a thread of its own.
    lab.enter();
    lab.environment.clear();
    lab.environment.put("PATH", SystemTools.PATH);
  }

  @AfterEach
  void leave() {
    lab.leave();
  }

  /// Runs a script of the host's own shell, which needs walls.
  private Result sh(String script) throws IOException {
    assumeTrue(lab.hasWalls());
    return lab.run("sh", "-c", script);
  }

  private OpenFile open(String path, String content) throws FileException {
    lab.shell.files().write(path, content.getBytes(StandardCharsets.UTF_8));
    return lab.shell.files().open(path, OpenMode.READ, 0);
  }

  private static String rest(OpenFile file) throws FileException {
    return new String(file.readAll(), StandardCharsets.UTF_8);
  }

  // ---- finding

  @Test
  void runsAFilterBetweenFilesOfTheLab() {
    assertThat(lab.feed("b\nc\na\n", "sort")).isEqualTo(new Result(0, "a\nb\nc\n", ""));
  }

  @Test
  void findsNothingThatIsNotThere() {
    assertThat(lab.programs.find(lab.shell, "no-such-program")).isNull();
    assertThat(lab.programs.find(lab.shell, "./sort")).isNull();
    assertThat(lab.programs.find(lab.shell, "/usr")).isNull();
    assertThat(lab.programs.find(lab.shell, "a\0b")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "/usr/sbin/nft", "docker", "nsenter", "mount", "ifconfig"})
  void refusesByNameWhatCouldReachTheHostsNetwork(String name) {
    assertThatThrownBy(() -> lab.programs.find(lab.shell, name))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "patchbay: "
                + NetworkCommands.name(name)
                + ": not run: it could reach the host's network");
  }

  @Test
  void runsAScriptOfOnesOwnWhateverItsName() throws Exception {
    assumeTrue(lab.hasWalls());
    Path script = folder.resolve("init");
    Files.writeString(script, "#!/bin/sh\necho $1\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(lab.run("./init", "mine")).isEqualTo(new Result(0, "mine\n", ""));
  }

  // ---- words, folder, environment, status

  @Test
  void refusesMoreWordsThanTheSystemTakes() {
    assertThat(lab.run("sort", "x".repeat(3_000_000)))
        .isEqualTo(new Result(126, "", "patchbay: sort: Argument list too long\n"));
  }

  @Test
  void keepsOutputErrorsAndStatusApart() throws Exception {
    assertThat(sh("echo out; echo err >&2; exit 3")).isEqualTo(new Result(3, "out\n", "err\n"));
  }

  @Test
  void keepsTheOrderOfOutputAndErrorsThatGoToOneFile() throws Exception {
    assumeTrue(lab.hasWalls());
    Recording both = new Recording();
    Process process = lab.start(new Pipe(lab.loop).reader(), both, both.share());
    lab.execute(process, "sh", "-c", "for i in 1 2 3; do echo out $i; echo err $i >&2; done");

    assertThat(both.text()).isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
  }

  @Test
  void givesWordsFolderAndEnvironmentOfTheProcess() throws Exception {
    lab.environment.put("GREETING", "hello $x 'quoted'");

    Result result = sh("echo \"$GREETING\"; pwd; echo \"$LD_LIBRARY_PATH$HOME\"");

    assertThat(result.out()).isEqualTo("hello $x 'quoted'\n" + folder.toRealPath() + "\n\n");
    assertThat(lab.run("printf", "[%s]", "a b", "", "*").out()).isEqualTo("[a b][][*]");
  }

  @Test
  void keepsAScriptsEnvironmentFromTheToolsThatBuildTheWalls() throws Exception {
    lab.environment.put("LD_PRELOAD", "/no/such/library");

    assertThat(lab.feed("b\na\n", "sort").out()).isEqualTo("a\nb\n");
  }

  @Test
  void tellsWhichSignalEndedIt() throws Exception {
    assertThat(sh("kill -TERM $$").status()).isEqualTo(143);
  }

  @Test
  void runsWithClosedDescriptors() throws Exception {
    assumeTrue(lab.hasWalls());
    Process process = lab.shell.fork();
    process.setEnvironment(lab.environment);

    assertThat(lab.execute(process, "sh", "-c", "read x; echo out; exit 4")).isEqualTo(4);
  }

  // ---- input and output

  @Test
  void carriesMoreThanAPipeHolds() {
    String text = "0123456789abcde\n".repeat(40_000);

    assertThat(lab.feed(text, "tac")).isEqualTo(new Result(0, text, ""));
  }

  @Test
  void givesBackInputThatAProgramOfAPipeDidNotUse() throws Exception {
    assumeTrue(lab.hasWalls());
    Pipe pipe = new Pipe(lab.loop);
    OpenFile reader = pipe.reader();
    OpenFile writer = pipe.writer();
    writer.write("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8), 0, 14);
    writer.close();

    Result result = lab.run(reader.share(), "sh", "-c", "read first; echo $first");

    assertThat(result.out()).isEqualTo("one\n");
    assertThat(rest(reader)).isEqualTo("two\nthree\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/input", "input"})
  void givesBackInputThatAProgramOfAFileDidNotUse(String name) throws Exception {
    assumeTrue(lab.hasWalls());
    String lines = "a line of twenty-one\n".repeat(20_000);
    OpenFile file = open(dev.patchbay.core.file.Files.absolute(lab.shell.directory(), name), lines);

    Result result = lab.run(file.share(), "sh", "-c", "read first; echo $first");

    assertThat(result.out()).isEqualTo("a line of twenty-one\n");
    assertThat(rest(file)).isEqualTo(lines.substring(21));
  }

  @Test
  void endsAProgramThatWritesToNobody() throws Exception {
    assumeTrue(lab.hasWalls());
    Pipe pipe = new Pipe(lab.loop);
    OpenFile writer = pipe.writer();
    pipe.reader().close();
    Process process = lab.start(new Pipe(lab.loop).reader(), writer, new Recording());

    assertThat(lab.execute(process, "yes")).isEqualTo(141);
  }

  @Test
  void doesNotWaitForAChildThatIsLeftBehind() throws Exception {
    assertThat(sh("echo out; sleep 60 & exit 0")).isEqualTo(new Result(0, "out\n", ""));
  }

  // ---- files

  @Test
  void writesInTheCurrentFolder() throws Exception {
    sh("echo text >new");

    assertThat(folder.resolve("new")).hasContent("text\n");
  }

  @Test
  void readsAFileOfTheLabByName() throws Exception {
    lab.shell.files(
        lab.shell.files().with("/etc/lab", new dev.patchbay.core.file.MemoryFiles(lab.loop, 0755)));
    lab.shell.files().write("/etc/lab/hosts", "b\na\n".getBytes(StandardCharsets.UTF_8));

    assertThat(lab.run("sort", "/etc/lab/hosts").out()).isEqualTo("a\nb\n");
    assertThat(lab.run("sort", "--check=quiet", "/etc/lab/hosts").status()).isEqualTo(1);
  }

  @Test
  void changesAFileOfTheLabByName() throws Exception {
    lab.shell.files(
        lab.shell.files().with("/etc/lab", new dev.patchbay.core.file.MemoryFiles(lab.loop, 0755)));
    lab.shell.files().write("/etc/lab/hosts", "b\na\n".getBytes(StandardCharsets.UTF_8));

    assertThat(lab.run("sed", "-i", "s/a/A/", "/etc/lab/hosts")).isEqualTo(new Result(0, "", ""));

    assertThat(lab.shell.files().read("/etc/lab/hosts")).asString().isEqualTo("b\nA\n");
  }

  @Test
  void sharesTheLabsTmpBothWays() throws Exception {
    assumeTrue(lab.hasWalls());
    open("/tmp/a", "from the lab\n").close();
    open("/tmp/gone", "x").close();
    lab.shell.files().makeDirectory("/tmp/folder", 0755);

    Result result = sh("cat /tmp/a; rm /tmp/gone; echo changed >/tmp/a; echo new >/tmp/folder/b");

    assertThat(result).isEqualTo(new Result(0, "from the lab\n", ""));
    assertThat(lab.shell.files().read("/tmp/a")).asString().isEqualTo("changed\n");
    assertThat(lab.shell.files().read("/tmp/folder/b")).asString().isEqualTo("new\n");
    assertThat(lab.shell.files().exists("/tmp/gone")).isFalse();

    lab.shell.files().remove("/tmp/a");
    assertThat(sh("ls /tmp/a /tmp/folder").out()).isEqualTo("/tmp/folder:\nb\n");
  }

  @Test
  void machinesWithATmpOfTheirOwnDoNotMeet() throws Exception {
    assumeTrue(lab.hasWalls());
    MemoryFiles tmp = new MemoryFiles(lab.loop, 01777);
    Process elsewhere = lab.start(open("/tmp/nothing", ""), new Recording(), new Recording());
    elsewhere.files(
        elsewhere.files().with("/tmp", tmp).with(elsewhere.directory(), HostFiles.of(folder)));
    // Each waits for the other, so both run at the same time.
    String there = "until [ -e here ]; do :; done; echo there >/tmp/shared; touch there";
    lab.loop.spawn(true, () -> lab.execute(elsewhere, "sh", "-c", there));

    String out =
        sh("echo here >/tmp/shared; touch here; until [ -e there ]; do :; done; cat /tmp/shared")
            .out();
    elsewhere.await();

    assertThat(out).isEqualTo("here\n");
    assertThat(lab.shell.files().read("/tmp/shared")).asString().isEqualTo("here\n");
    assertThat(tmp.list("")).containsExactly("shared");
  }

  @Test
  void aProgramMayComeAndGoWhileAnotherUsesTmp() throws Exception {
    assumeTrue(lab.hasWalls());
    Process busy = lab.start(open("/tmp/nothing", ""), new Recording(), new Recording());
    String notes =
        "touch begun; until [ -e end ]; do : >/tmp/a; rm /tmp/a; mkdir /tmp/b; : >/tmp/b/c; rm -r"
            + " /tmp/b; done";
    lab.loop.spawn(true, () -> lab.execute(busy, "sh", "-c", notes));

    assertThat(sh("until [ -e begun ]; do :; done")).isEqualTo(new Result(0, "", ""));
    for (int i = 0; i < 30; i++) {
      assertThat(lab.run("true")).isEqualTo(new Result(0, "", ""));
    }
    assertThat(sh("touch end")).isEqualTo(new Result(0, "", ""));
    busy.await();
  }

  // ---- time, signals, the end

  @Test
  void takesNoTimeOfTheLab() throws Exception {
    long before = lab.loop.now();

    sh("sleep 0.05");

    assertThat(lab.loop.now()).isEqualTo(before + Process.START_TIME);
  }

  @Test
  void getsTheSignalsOfItsProcess() throws Exception {
    assumeTrue(lab.hasWalls());
    Recording out = new Recording();
    Process process = lab.start(new Pipe(lab.loop).reader(), out, new Recording());
    signalWhen(out, "ready\n", process, Signal.TERM);

    int status =
        lab.execute(
            process,
            "sh",
            "-c",
            "trap 'echo caught; exit 7' TERM; echo ready; while :; do sleep 0.01; done");

    assertThat(status).isEqualTo(7);
    assertThat(out.text()).isEqualTo("ready\ncaught\n");
  }

  @Test
  void isKilledWithItsProcess() throws Exception {
    assumeTrue(lab.hasWalls());
    Recording out = new Recording();
    Process process = lab.start(new Pipe(lab.loop).reader(), out, new Recording());
    signalWhen(out, "ready\n", process, Signal.KILL);

    assertThat(lab.execute(process, "sh", "-c", "trap '' TERM; echo ready; exec sleep 60"))
        .isEqualTo(137);
  }

  /// Signals the process as soon as its program has written `text`: looked for whenever the loop
  /// comes round.
  private void signalWhen(Recording out, String text, Process process, Signal signal) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!out.text().equals(text)) {
            Thread.onSpinWait();
          }
          lab.loop.post(() -> process.signal(signal));
        });
  }

  @Test
  void leavesNothingBehind() throws Exception {
    assumeTrue(lab.hasWalls());
    HostLab other = new HostLab(folder);
    other.enter();
    other.run("sh", "-c", "sleep 60 & echo $! >pid");
    Path own = other.programs.folder();
    List<ProcessHandle> started = new ArrayList<>(ProcessHandle.current().descendants().toList());

    other.close();

    started.removeAll(ProcessHandle.current().descendants().toList());
    assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(own).doesNotExist();
  }
}
