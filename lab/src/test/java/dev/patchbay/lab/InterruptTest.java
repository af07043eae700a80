package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Signal;
import dev.patchbay.core.file.Captured;
import dev.patchbay.core.time.Timer;
import dev.patchbay.lab.machine.Standard;
import dev.patchbay.shell.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ctrl-C, as bash hands it on.
@Timeout(60)
class InterruptTest {
  private static final long SECOND = 1_000_000_000L;

  private final Lab lab = Lab.builder().build();
  private final Captured output = new Captured();
  private int status;

  @AfterEach
  void end() {
    lab.close();
  }

  /// Runs the script, with Ctrl-C after two and a half seconds and after ten; returns what it
  /// printed.
  private String interrupted(String text) {
    var process = lab.process(Standard.joined(output, output));
    Session shell = Session.script(process, "a.sh");
    try (Script script = new Script(process, shell, lab.machines())) {
      var loop = lab.world().loop();
      for (long at : new long[] {5 * SECOND / 2, 10 * SECOND}) {
        loop.arm(new Timer(0, () -> script.interrupt(Signal.INT)), loop.now() + at);
      }
      status = script.live(text);
    }
    return output.take();
  }

  @Test
  void endsACommandThatEndsWellAndNotTheScript() {
    String printed = interrupted("ping -c 5 127.0.0.1\necho after $?\n");

    assertThat(printed)
        .contains("3 packets transmitted, 3 received, 0% packet loss")
        .endsWith("after 0\n");
    assertThat(status).isZero();
  }

  @Test
  void endsTheScriptWithACommandThatDies() {
    String printed = interrupted("sleep 5\necho after\n");

    assertThat(printed).isEmpty();
    assertThat(status).isEqualTo(130);
  }

  @Test
  void endsTheScriptWithTheLastOfAPipeline() {
    String printed = interrupted("ping -c 5 127.0.0.1 | cat\necho after\n");

    assertThat(printed).doesNotContain("after");
    assertThat(status).isEqualTo(130);
  }

  @Test
  void runsTheScriptsTrap() {
    String printed = interrupted("trap 'echo trapped' INT\nsleep 5\necho after $?\n");

    assertThat(printed).isEqualTo("trapped\nafter 130\n");
    assertThat(status).isZero();
  }

  @Test
  void leavesTheBackgroundAlone() {
    String printed =
        interrupted("(sleep 4; echo background) &\nping -c 5 127.0.0.1 >/dev/null\nwait\n");

    assertThat(printed).isEqualTo("background\n");
    assertThat(status).isZero();
  }
}
