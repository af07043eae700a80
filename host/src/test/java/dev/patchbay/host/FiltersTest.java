package dev.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.text.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  @TempDir Path folder;
  private final Filters filters = new Filters("as tested");

  private ProcessBuilder confine(String line) {
    return filters.confine(
        List.of(line.split(" ", -1)), folder.toString(), Map.of("LD_PRELOAD", "./evil", "A", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort -k1,1n -u",
        "uniq -f 1 -c",
        "tac file",
        "paste -sd,",
        "/usr/bin/rev",
        "sort --key=2 data"
      })
  void runsWhatReadsAndPrints(String line) {
    ProcessBuilder builder = confine(line);

    assertThat(builder.command().getFirst()).matches("(/usr)?/bin/[a-z]+");
    assertThat(builder.environment()).containsEntry("A", "b").doesNotContainKey("LD_PRELOAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3 -c pass",
        "sh -c true",
        "perl -e 1",
        "./sort-of",
        "find . -exec true",
        "sort -o out in",
        "sort -uo out",
        "sort --output=out",
        "sort --compress-program=sh",
        "uniq in out",
        "xxd in out",
        "sed -i s/a/b/ file",
        "awk -i inplace 1",
        "tac /proc/net/dev",
        "tac //proc/net/dev",
        "grep -f/proc/sys/net x",
        "grep --file=/sys/class/net x",
        "od /dev/net/tun",
        "tac kernel/net/dev",
        "tac ../../../../../../../../proc/net/dev"
      })
  void refusesWhatCouldDoMore(String line) throws Exception {
    Files.createSymbolicLink(folder.resolve("kernel"), Path.of("/proc"));

    assertThatThrownBy(() -> confine(line))
        .isInstanceOfSatisfying(
            CommandException.class, refusal -> assertThat(refusal.status()).isEqualTo(126))
        .hasMessageStartingWith(
            "patchbay: " + NetworkCommands.name(line.split(" ", 2)[0]) + ": not run: ")
        .hasMessageEndingWith("and the system allows no namespaces (as tested)");
    Files.delete(folder.resolve("kernel"));
  }

  /// What the system's `awk` and `sed` are differs: they run in their sandbox or not at all.
  @ParameterizedTest
  @ValueSource(strings = {"awk {print$1}", "gawk {print$1}", "sed s/a/b/"})
  void runsLanguagesInTheirSandboxOnly(String line) throws Exception {
    String program = line.split(" ", 2)[0];
    try {
      ProcessBuilder builder = confine(line);

      assertThat(builder.command()).element(1).isEqualTo("--sandbox");
      builder.command(builder.command().getFirst(), "--sandbox", escape(program));
      assertThat(builder.start().waitFor()).isNotZero();
    } catch (CommandException refusal) {
      assertThat(refusal.message()).startsWith("patchbay: " + program + ": not run: ");
    }
  }

  private static String escape(String program) {
    return program.equals("sed") ? "1e true" : "BEGIN { system(\"true\") }";
  }

  @Test
  void sayWhichArgumentTheyRefuse() {
    assertThatThrownBy(() -> confine("tac /proc/net/dev"))
        .hasMessage(
            "patchbay: tac: not run: it could reach the host's kernel with /proc/net/dev, and the"
                + " system allows no namespaces (as tested)");
  }
}
