import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// Checks (`--check ROOT`) or rewrites (`--replace ROOT`) every Java source below ROOT.
class Format {
  public static void main(String[] args) throws IOException {
    List<String> words = new ArrayList<>();
    if (args[0].equals("--replace")) words.add("--replace");
    else words.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    words.addAll(sources(Path.of(args[1])));

    int status =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(System.out, System.err, words.toArray(String[]::new));

    if (status != 0)
      System.err.println("Not formatted (above). Mend: mvn -B -pl format -Pformat compile");
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .map(Path::toString)
          .filter(f -> f.endsWith(".java") && !f.contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
