package dev.patchbay.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How the cases fare: each is run once, when it is first asked for.
final class Results {
  static final long SEED = 1;

  private final CaseRunner runner;
  private final SequencedMap<Case, Comparison> done = new LinkedHashMap<>();

  Results(CaseRunner runner) {
    this.runner = runner;
  }

  Comparison of(Case asked) {
    return done.computeIfAbsent(asked, this::run);
  }

  /// Those of every case, in the order of the cases.
  SequencedMap<Case, Comparison> all() throws IOException {
    SequencedMap<Case, Comparison> all = new LinkedHashMap<>();
    for (Case each : Case.all()) all.put(each, of(each));
    return all;
  }

  private Comparison run(Case each) {
    try {
      Transcript ours = Transcript.parse(runner.transcript(each.script(), SEED));
      return Comparison.of(each.linux(), ours);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
