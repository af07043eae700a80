package dev.patchbay.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A script of one command a line, and beside it what Linux answered. It is called `AREA/NAME`.
record Case(String area, String name, Path script) {
  private static final Path FOLDER = Path.of("cases");
  private static final String SUFFIX = ".case";

  /// All of them, by area and name.
  static List<Case> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().map(Case::of).toList();
    }
  }

  private static Case of(Path script) {
    String file = script.getFileName().toString();
    String area = script.getName(script.getNameCount() - 2).toString();
    return new Case(area, file.substring(0, file.length() - SUFFIX.length()), script);
  }

  Transcript linux() throws IOException {
    return Transcript.read(script.resolveSibling(name + ".linux"));
  }

  @Override
  public String toString() {
    return area + "/" + name;
  }
}
