package dev.patchbay.tools.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.file.FileException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetnsExecTest {
  private final Console console = new Console();

  @AfterEach
  void close() {
    console.close();
  }

  private void write(String path, String text) throws FileException {
    console.shell.files().write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void showsTheFilesOfTheNamespaceInPlaceOfTheUsualOnes() throws FileException {
    console.shell.files().makeDirectory("/etc/netns/red", 0755);
    write("/etc/resolv.conf", "usual\n");
    write("/etc/netns/red/resolv.conf", "red's own\n");
    console.run("ip netns add red");
    console.run("ip netns add blue");

    assertThat(console.run("ip netns exec red cat /etc/resolv.conf"))
        .isEqualTo("red's own\n[exit 0]\n");
    assertThat(console.run("ip netns exec blue cat /etc/resolv.conf"))
        .isEqualTo("usual\n[exit 0]\n");
    assertThat(console.run("cat /etc/resolv.conf")).isEqualTo("usual\n[exit 0]\n");
  }

  @Test
  void complainsOfAFileThatHasNoPlace() throws FileException {
    console.shell.files().makeDirectory("/etc/netns/red", 0755);
    write("/etc/netns/red/hosts", "");
    console.run("ip netns add red");

    assertThat(console.run("ip netns exec red true"))
        .isEqualTo(
            """
            Bind /etc/netns/red/hosts -> /etc/hosts failed: No such file or directory
            [exit 0]
            """);
  }

  @Test
  void startsOnceAndLeavesNoProcess() {
    console.run("ip netns add red");
    int before = console.machine.processes().all().size();
    long start = console.loop.now();

    console.run("ip netns exec red true");

    assertThat(console.loop.now() - start).isEqualTo(dev.patchbay.core.Process.START_TIME);
    assertThat(console.machine.processes().all()).hasSize(before);
  }

  @Test
  void runsInEveryNamespaceThatHasAName() {
    console.run("ip netns add red");
    console.run("ip netns add blue");

    assertThat(console.run("ip -all netns exec ip -br link"))
        .isEqualTo(
            """

            netns: blue
            lo               DOWN           00:00:00:00:00:00 <LOOPBACK>\s

            netns: red
            lo               DOWN           00:00:00:00:00:00 <LOOPBACK>\s
            [exit 0]
            """);
  }

  @Test
  void holdsTheNamespaceAsLongAsItRuns() {
    console.run("ip netns add red");
    var red = console.machine.netns("red");
    var sleeper = console.shell.fork();
    sleeper.netns(red);

    console.run("ip netns del red");
    console.run("sleep 1");
    assertThat(red.isGone()).isFalse();

    sleeper.end(0);
    console.run("sleep 1");
    assertThat(red.isGone()).isTrue();
  }
}
