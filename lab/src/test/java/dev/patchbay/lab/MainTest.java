package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a user meets it: a process of its own.
class MainTest {
  @TempDir Path folder;

  private record Ended(int status, String output) {}

  private Ended patchbay(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=dev.patchbay.host"));
    command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
    command.addAll(List.of("-m", "dev.patchbay.lab/dev.patchbay.lab.Main"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @Test
  void runsAScriptWithItsArguments() throws Exception {
    Path script = folder.resolve("a.sh");
    Files.writeString(script, "echo \"$0 $1\"\nexit 3\n");

    Ended ended = patchbay("run", "a.sh", "one");

    assertThat(ended).isEqualTo(new Ended(3, "a.sh one\n"));
  }

  @Test
  void daemonsEndWithTheScript() throws Exception {
    Files.writeString(folder.resolve("d.sh"), "iperf3 -s -D\nnstat -d 1\necho done\n");

    assertThat(patchbay("run", "d.sh")).isEqualTo(new Ended(0, "done\n"));
  }

  @Test
  void namesTheFileAndLineOfABrokenScript() throws Exception {
    Files.writeString(folder.resolve("bad.sh"), "echo first\nif true; then\n  echo (\nfi\n");

    Ended ended = patchbay("run", "bad.sh");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output())
        .startsWith("first\nbad.sh: line 3: syntax error near unexpected token");
  }

  @Test
  void namesAMissingFile() throws Exception {
    assertThat(patchbay("run", "nosuch.sh"))
        .isEqualTo(new Ended(127, "patchbay: nosuch.sh: No such file or directory\n"));
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    Ended ended = patchbay("fly");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                2, "patchbay: no command \"fly\"; expected run, shell, draw, help or version\n"));
  }

  @Test
  void printsTheSameBytesForTheSameSeed() throws Exception {
    String script = "ip link add d0 type dummy; ip link; echo $RANDOM; date; ping -c 2 127.0.0.1";

    Ended first = patchbay("run", "--seed", "5", "-c", script);
    Ended second = patchbay("run", "--seed", "5", "-c", script);
    Ended other = patchbay("run", "--seed", "6", "-c", script);

    assertThat(second).isEqualTo(first);
    assertThat(other.output()).isNotEqualTo(first.output());
  }
}
