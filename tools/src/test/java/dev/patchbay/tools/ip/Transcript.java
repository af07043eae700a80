package dev.patchbay.tools.ip;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What Linux answered to commands: `$ COMMAND`, what it printed, `[exit N]`.
public final class Transcript {
  /// Addresses that no command has set are made at random.
  private static final Pattern RANDOM_MAC =
      Pattern.compile(
          "\\b(?!02:00|00:00|ff:ff|01:|02:ff|02:42|33:33:00|33:33:ff:00:00)"
              + "[0-9a-f]{2}(:[0-9a-f]{2}){5}\\b");

  private static final Pattern TIMES = Pattern.compile("\\b[0-9]+sec\\b|used [0-9/]+probes");

  /// A command and the answer to it, the exit status at its end.
  record Step(String command, String answer) {}

  private Transcript() {}

  /// Types the commands of the transcript beside `test`, and expects the answers.
  public static void replay(Class<?> test, String name) throws IOException {
    List<Step> steps = read(test, name + ".linux");
    List<String> differences = new ArrayList<>();
    try (Console console = new Console()) {
      for (Step step : steps) {
        String answer = normal(step.command(), console.run(step.command()));
        String expected = normal(step.command(), step.answer());
        if (!answer.equals(expected)) {
          differences.add("$ " + step.command() + "\n" + expected + "---- but\n" + answer);
        }
      }
    }
    assertThat(steps).isNotEmpty();
    if (!differences.isEmpty()) {
      fail(differences.size() + " of " + steps.size() + ":\n" + String.join("\n", differences));
    }
  }

  private static List<Step> read(Class<?> test, String name) throws IOException {
    try (InputStream in = test.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<Step> parse(String text) {
    List<Step> steps = new ArrayList<>();
    String command = "";
    StringBuilder answer = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("$ ")) {
        command = line.substring(2);
        answer.setLength(0);
      } else {
        answer.append(line).append('\n');
        if (line.startsWith("[exit ")) {
          steps.add(new Step(command, answer.toString()));
        }
      }
    }
    return steps;
  }

  /// The answer without what differs from run to run, and sorted where the kernel lists by a hash.
  static String normal(String command, String answer) {
    String text = RANDOM_MAC.matcher(answer).replaceAll("MAC");
    text = TIMES.matcher(text).replaceAll("TIME");
    return command.contains(" neigh")
        ? text.lines().sorted().collect(joining("\n", "", "\n"))
        : text;
  }
}
