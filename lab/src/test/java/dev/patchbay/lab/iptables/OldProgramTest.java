package dev.patchbay.lab.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked of programs that are older than an option: scripts that say a version and note the
/// words they were called with.
class OldProgramTest {
  @TempDir Path folder;

  private Iptables program(String version, String answer) throws IOException {
    Path program = folder.resolve("iptables");
    String text =
        """
        #!/bin/sh
        if [ "$1" = --version ]; then echo "%s"; exit; fi
        echo "$*" >>"%s"
        %s
        """;
    Files.writeString(program, text.formatted(version, folder.resolve("words"), answer));
    Files.setPosixFilePermissions(
        program, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
    String lock = folder.resolve("lock").toString();
    return Iptables.ofHost().program(program.toString()).lock(lock).timeout(5).open();
  }

  private String words() throws IOException {
    return Files.readString(folder.resolve("words")).strip();
  }

  @Test
  void looksForTheRuleInTheListBefore1_4_11() throws IOException {
    Iptables iptables = program("iptables v1.4.10", "echo '-A INPUT -j DROP'");

    assertThat(iptables.exists("filter", "INPUT", "-j", "DROP")).isTrue();
    assertThat(iptables.exists("filter", "INPUT", "-j", "ACCEPT")).isFalse();
    assertThat(words()).startsWith("-t filter -S INPUT").doesNotContain("-C", "--wait");
  }

  @Test
  void waitsAtTheLockBefore1_4_20() throws IOException {
    Iptables iptables = program("iptables v1.4.19", "");

    iptables.append("nat", "OUTPUT", "-j", "RETURN");

    assertThat(words()).isEqualTo("-t nat -A OUTPUT -j RETURN");
    assertThat(folder.resolve("lock")).exists();
  }

  @Test
  void waitsForEverBefore1_4_22() throws IOException {
    program("iptables v1.4.21", "").clearAll();

    assertThat(words()).isEqualTo("-t filter -F --wait");
  }

  @Test
  void waitsAsLongAsSaidSince1_4_22() throws IOException {
    Iptables iptables = program("iptables v1.6.1", "");

    iptables.clearAll();

    assertThat(words()).isEqualTo("-t filter -F --wait 5");
    assertThat(iptables.hasRandomFully()).isFalse();
    assertThat(iptables.version()).hasToString("1.6.1");
  }

  @Test
  void readsCountersWhereverTheyStand() throws IOException {
    Iptables iptables = program("iptables v1.8.3 (nf_tables)", "echo '[1:84] -A INPUT -j DROP'");

    assertThat(iptables.listWithCounters("filter", "INPUT"))
        .containsExactly("-A INPUT -j DROP -c 1 84");
  }

  @Test
  void refusesAProgramThatIsNone() {
    assertThatThrownBy(() -> program("BusyBox", ""))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "--version: expected \"iptables vMAJOR.MINOR.PATCH\", not \"BusyBox\"");
  }

  @Test
  void namesTheProgramThatIsMissing() {
    assertThatThrownBy(() -> Iptables.ofHost().program("/nonexistent/iptables").open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nonexistent/iptables");
  }
}
