package dev.patchbay.conformance;

import dev.patchbay.conformance.Comparison.Verdict;
import java.util.List;

/// A line of the list of known differences: which commands may differ, and why they do.
sealed interface Mark {
  /// The cause that nobody has found yet; the build fails on it.
  String UNEXPLAINED = "unexplained";

  String cause();

  boolean covers(Case of, Verdict verdict);

  /// `AREA/CASE LINE CAUSE`: one command, by its number within the case. `AREA/CASE ~LINE CAUSE`:
  /// it differs in some runs only, for a program of the host runs beside it, in its own time.
  record Line(String name, int line, boolean sometimes, String cause) implements Mark {
    @Override
    public boolean covers(Case of, Verdict verdict) {
      return verdict.line() == line && of.toString().equals(name);
    }

    @Override
    public String toString() {
      return name + " " + (sometimes ? "~" : "") + line + " " + cause;
    }
  }

  /// `AREA * CAUSE`: a whole area, until the issue is done that brings it.
  record Area(String area, String cause) implements Mark {
    @Override
    public boolean covers(Case of, Verdict verdict) {
      return of.area().equals(area);
    }

    @Override
    public String toString() {
      return area + " * " + cause;
    }
  }

  /// `word:NAME CAUSE`: every command in which the word stands, until the issue is done that brings
  /// what it names.
  record Word(String word, String cause) implements Mark {
    private static final String BETWEEN_WORDS = "[\\s;&|()<>{}`$'\"]+";

    @Override
    public boolean covers(Case of, Verdict verdict) {
      return List.of(verdict.command().split(BETWEEN_WORDS)).contains(word);
    }

    @Override
    public String toString() {
      return "word:" + word + " " + cause;
    }
  }

  /// Throws `IllegalArgumentException` where the text is none of the three.
  static Mark parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+", 3));
    String first = words.getFirst();
    if (first.startsWith("word:") && words.size() > 1) {
      return new Word(first.substring("word:".length()), text.strip().split("\\s+", 2)[1]);
    }
    if (words.size() == 3 && words.get(1).equals("*")) return new Area(first, words.get(2));
    if (words.size() == 3 && words.get(1).matches("~?[1-9]\\d{0,4}")) {
      boolean sometimes = words.get(1).startsWith("~");
      int line = Integer.parseInt(words.get(1).substring(sometimes ? 1 : 0));
      return new Line(first, line, sometimes, words.get(2));
    }
    throw new IllegalArgumentException(
        "expected AREA/CASE LINE CAUSE, AREA * CAUSE or word:NAME CAUSE: " + text);
  }
}
