package dev.patchbay.conformance;

import dev.patchbay.conformance.Comparison.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What is known to differ from Linux, and why: the comment on top of the file, then a mark a line.
record KnownDifferences(List<String> comment, List<Mark> marks) {
  static final Path FILE = Path.of("known-differences.txt");

  static KnownDifferences read() throws IOException {
    return parse(Files.readAllLines(FILE));
  }

  /// Throws `IllegalArgumentException` with the number of the line that is no mark.
  static KnownDifferences parse(List<String> lines) {
    List<String> comment = lines.stream().takeWhile(KnownDifferences::isComment).toList();
    List<Mark> marks = new ArrayList<>();
    for (int i = comment.size(); i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      try {
        marks.add(Mark.parse(lines.get(i)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(FILE + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return new KnownDifferences(comment, List.copyOf(marks));
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  void write() throws IOException {
    Files.write(FILE, lines());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(comment);
    for (Mark mark : marks) lines.add(mark.toString());
    return lines;
  }

  /// The cause of a difference: that of the narrowest mark, which stands last.
  Optional<Mark> mark(Case of, Verdict verdict) {
    return marks.reversed().stream().filter(mark -> mark.covers(of, verdict)).findFirst();
  }

  /// What differs though no mark covers it.
  List<Verdict> unlisted(Case of, Comparison comparison) {
    return comparison.verdicts().stream()
        .filter(verdict -> !verdict.equal() && mark(of, verdict).isEmpty())
        .toList();
  }

  /// The marks under which nothing differs, given how every case fared.
  List<Mark> outOfDate(SequencedMap<Case, Comparison> results) {
    return marks.stream().filter(mark -> !sometimes(mark) && !holds(mark, results)).toList();
  }

  /// Whether the case answers otherwise from run to run.
  boolean varies(Case of) {
    return marks.stream()
        .filter(KnownDifferences::sometimes)
        .anyMatch(mark -> ((Mark.Line) mark).name().equals(of.toString()));
  }

  private static boolean sometimes(Mark mark) {
    return mark instanceof Mark.Line line && line.sometimes();
  }

  private static boolean holds(Mark mark, SequencedMap<Case, Comparison> results) {
    return results.entrySet().stream()
        .anyMatch(result ->
            result.getValue().verdicts().stream()
                .anyMatch(verdict -> !verdict.equal() && mark.covers(result.getKey(), verdict)));
  }

  /// The list as it should be, given how every case fared: wide marks that still hold, then a line
  /// for every difference that they leave, with the cause it had.
  KnownDifferences revised(SequencedMap<Case, Comparison> results) {
    List<Mark> wide =
        marks.stream()
            .filter(mark -> sometimes(mark) || !(mark instanceof Mark.Line) && holds(mark, results))
            .toList();
    KnownDifferences covered = new KnownDifferences(comment, wide);
    Set<Mark> revised = new LinkedHashSet<>(wide);
    results.forEach((of, comparison) -> {
      for (Verdict verdict : covered.unlisted(of, comparison)) {
        revised.add(mark(of, verdict).orElseGet(() -> unexplained(of, verdict)));
      }
    });
    return new KnownDifferences(comment, List.copyOf(revised));
  }

  private static Mark unexplained(Case of, Verdict verdict) {
    return new Mark.Line(of.toString(), verdict.line(), false, Mark.UNEXPLAINED);
  }
}
