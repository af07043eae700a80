package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.host.NetworkCommands;
import dev.patchbay.lab.machine.LabPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs of the host that start the lab's commands, as people write them.
@Timeout(60)
class HostClientsTest {
  @TempDir private static Path folder;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.builder().folder(folder).checkedPool(true).build();
  }

  @AfterEach
  void everyPacketIsAccountedFor() {
    lab.close();
  }

  private void needs(String program) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)));
    assumeTrue(lab.run("perl -e 'print 1'").equals("1"), "programs of the host can run here");
  }

  /// Lines of Python, in a file of the folder.
  private String python(String text) throws IOException {
    needs("python3");
    Files.writeString(folder.resolve("x.py"), text);
    return lab.run("python3 x.py");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "find # find . -maxdepth 0 -exec ip -br link show lo \\;",
        "awk # awk 'BEGIN { system(\"ip -br link show lo\") }'",
        "awk # awk 'BEGIN { \"ip -br link show lo\" | getline line; print line }'",
        "perl # perl -e 'print `ip -br link show lo`'",
        "xargs # echo lo | xargs ip -br link show",
        "env # env -i /usr/bin/env ip -br link show lo",
        "perl # perl -e 'exec \"/sbin/ip\", \"-br\", \"link\", \"show\", \"lo\"'"
      })
  void areHeardByTheLab(String program, String line) {
    needs(program);

    assertThat(lab.run(line)).startsWith("lo               UNKNOWN        00:00:00:00:00:00");
  }

  @Test
  void makeRunsRecipesUpToTheFirstThatFails() throws IOException {
    needs("make");
    Files.writeString(
        folder.resolve("Makefile"),
        "all:\n\t@ip link add d0 type dummy\n\t@ip link show nosuch\n\t@ip link del d0\n");

    assertThat(lab.run("make")).startsWith("Device \"nosuch\" does not exist.\nmake: *** ");
    assertThat(lab.status()).isEqualTo(2);
    assertThat(lab.run("ip -br link show d0")).startsWith("d0 ");
  }

  @Test
  void subprocessesHaveStatusStreamsAndInput() throws IOException {
    String output =
        python(
            """
            import subprocess
            def ip(*words, **more):
                done = subprocess.run(["ip", *words], capture_output=True, text=True, **more)
                print(done.returncode, done.stdout.split()[:2], done.stderr.strip())
            ip("-br", "link", "show", "lo")
            ip("link", "show", "nosuch")
            ip("-batch", "-", input="link add d0 type dummy\\nlink show dev d0\\n")
            """);

    assertThat(output)
        .isEqualTo(
            """
            0 ['lo', 'UNKNOWN'] \n\
            1 [] Device "nosuch" does not exist.
            0 ['2:', 'd0:'] \n\
            """);
  }

  @Test
  void workInTheNamespaceAndOnTheMachineThatTheProgramRunsIn() throws IOException {
    needs("python3");
    Files.writeString(
        folder.resolve("x.py"), "import os; os.system('ip netns identify; machine -br')");
    lab.run("machine add h1");

    String output = lab.on("h1", "ip netns add red; ip netns exec red python3 x.py");

    assertThat(output)
        .isEqualTo(
            """
            red
            lab              -    \n\
            h1               HERE \n\
            """);
  }

  @Test
  void pingSaysGoodbyeWhenAScriptInterruptsIt() throws IOException {
    String output =
        python(
            """
            import signal, subprocess
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            ping = subprocess.Popen(["ping", "127.0.0.1"], stdout=subprocess.PIPE, text=True)
            ping.stdout.readline()
            ping.send_signal(2)
            print("statistics" in ping.communicate()[0], ping.returncode)
            """);

    assertThat(output).isEqualTo("True 0\n");
  }

  @Test
  void manyAtATime() throws IOException {
    String output =
        python(
            """
            import subprocess
            many = [subprocess.Popen(["ip", "link", "add", "d%d" % i, "type", "dummy"]) for i in range(20)]
            print(sum(one.wait() for one in many))
            print(len(subprocess.check_output(["ip", "-o", "link"]).splitlines()))
            """);

    assertThat(output).isEqualTo("0\n21\n");
  }

  @Test
  void theLabsTimeStandsWhileAProgramOfTheHostWorks() throws IOException {
    long before = lab.world().loop().now();

    python("import time; time.sleep(0.2)");

    assertThat(lab.world().loop().now() - before).isLessThan(100_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "/usr/sbin/nft", "/usr/bin/nsenter"})
  void noOtherCommandOfTheNetworkRuns(String name) {
    needs("perl");
    String program = name.substring(name.lastIndexOf('/') + 1);
    assumeTrue(
        Set.of("/usr/sbin/", "/usr/bin/").stream()
            .anyMatch(place -> Files.exists(Path.of(place + program))));
    assumeTrue(!LabPrograms.clients(LabPrograms.commands()).contains(program));

    lab.run("perl -e 'exit(system(\"" + name + "\") >> 8)' 2>err");

    assertThat(lab.status()).isEqualTo(126);
    assertThat(lab.run("cat err"))
        .isEqualTo("patchbay: " + program + ": not run: it could reach the host's network\n");
  }

  @Test
  void everyCommandOfTheNetworkThatTheLabHasIsAClient() {
    Set<String> clients = LabPrograms.clients(LabPrograms.commands());

    assertThat(clients)
        .contains("ip", "ping", "bridge", "sysctl", "machine", "segment", "on", "ssh");
    assertThat(clients).contains("sleep", "timeout").doesNotContain("sh", "bash", "env", "cat");
    assertThat(NetworkCommands.all().stream().filter(LabPrograms.commands()::has).toList())
        .allSatisfy(name -> assertThat(clients).contains(name));
  }
}
