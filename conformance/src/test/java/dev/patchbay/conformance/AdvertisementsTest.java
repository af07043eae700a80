package dev.patchbay.conformance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.conformance.Comparison.Verdict;
import dev.patchbay.conformance.Transcript.Answer;
import dev.patchbay.lab.Lab;
import dev.patchbay.stack.socket.SocketException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What hosts make of a router's advertisements. None of the lab's commands sends any, so these are
/// no cases: a line that begins with `ra` was a program of the recording machine, which sent from
/// `eth0` of namespace `p` and slept 0.3 s.
class AdvertisementsTest {
  private static final Path FOLDER = Path.of("advertised");
  private static final String ROUTER = "p";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hosts", "settings", "monitor"})
  void followsARouterAsLinuxDid(String name) throws IOException, SocketException {
    Transcript linux = Transcript.read(FOLDER.resolve(name + ".linux"));

    Transcript ours = replay(linux.commands());

    String differences =
        Comparison.of(linux, ours).verdicts().stream()
            .filter(verdict -> !verdict.equal())
            .map(Verdict::toString)
            .collect(joining("\n"));
    assertThat(differences).isEmpty();
  }

  private Transcript replay(List<String> commands) throws SocketException {
    List<Answer> answers = new ArrayList<>();
    try (Lab lab = Lab.builder().folder(folder).checkedPool(true).build()) {
      for (String command : commands) {
        List<String> lines = run(lab, command).lines().toList();
        answers.add(new Answer(command, lines, lab.status()));
      }
    }
    return new Transcript(answers);
  }

  private static String run(Lab lab, String command) throws SocketException {
    String[] words = command.split(" ");
    if (!words[0].equals(Advertiser.NAME)) {
      return lab.run(command + "\n");
    }
    Advertiser.send(lab.netns(ROUTER), "eth0", Arrays.copyOfRange(words, 1, words.length));
    return lab.run("sleep 0.3\n");
  }
}
