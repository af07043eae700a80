package dev.patchbay.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs the cases of `bench/shell-tests`, each in a lab of its own: a start of Java for each of ten
/// thousand would take an hour. The folder has two pipes: a line in `go` says that `request` holds
/// a case (its folder, and from the second line on its script), its exit status goes to `answer`.
public final class ShellTests {
  /// How long a case may take, in milliseconds.
  private static final int LIMIT = 10_000;

  private static final int TIMED_OUT = 124;
  private static final int FAILED = 125;

  private ShellTests() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Path folder = Path.of(words[0]);
    while (true) {
      Files.readString(folder.resolve("go"));
      String request = Files.readString(folder.resolve("request"), ISO_8859_1);
      int end = request.indexOf('\n');
      int status = status(Path.of(request.substring(0, end)), request.substring(end + 1));
      Files.writeString(folder.resolve("answer"), status + "\n");
    }
  }

  private static int status(Path folder, String script) throws InterruptedException {
    int[] status = {TIMED_OUT};
    Thread runner = new Thread(() -> status[0] = run(folder, script));
    runner.setDaemon(true);
    runner.start();
    runner.join(LIMIT);
    return status[0];
  }

  private static int run(Path folder, String script) {
    try (Lab lab = Lab.builder().folder(folder).build()) {
      lab.run(script);
      return lab.status();
    } catch (RuntimeException e) {
      System.err.println(e);
      return FAILED;
    }
  }
}
