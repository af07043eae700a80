package dev.patchbay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.conformance.Transcript.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  @Test
  void readsCommandsTheirOutputAndTheirStatus() {
    Transcript transcript =
        Transcript.parse("$ true\n[exit 0]\n$ ls nothing\nls: nothing\n\n[timeout]\n[exit 2]\n");

    assertThat(transcript.answers())
        .containsExactly(
            new Answer("true", List.of(), 0),
            new Answer("ls nothing", List.of("ls: nothing", "", "[timeout]"), 2));
  }

  @Test
  void takesAPromptWithinOutputAsOutput() {
    Transcript transcript = Transcript.parse("$ cat x\n$ not a command\n[exit 0]\n");

    assertThat(transcript.answers())
        .containsExactly(new Answer("cat x", List.of("$ not a command"), 0));
  }

  @Test
  void overlooksWhatStandsBetweenTwoCommands() {
    Transcript transcript = Transcript.parse("noise\n$ true\n[exit 0]\nnoise\n$ false\n[exit 1]\n");

    assertThat(transcript.commands()).containsExactly("true", "false");
  }

  @Test
  void endsALineAtACarriageReturn() {
    Transcript transcript = Transcript.parse("$ x\r\na\rb\n[exit 0]\n");

    assertThat(transcript.answers()).containsExactly(new Answer("x", List.of("a", "b"), 0));
  }

  @Test
  void keepsACommandThatNeverEnded() {
    Transcript transcript = Transcript.parse("$ sleep 9\nso far");

    assertThat(transcript.answers())
        .containsExactly(new Answer("sleep 9", List.of("so far"), Transcript.CUT_SHORT));
  }
}
