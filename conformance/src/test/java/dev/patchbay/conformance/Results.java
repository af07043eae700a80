package dev.patchbay.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How the cases fare: each is run once, when it is first asked for. Tests on several threads may
/// ask.
final class Results {
  static final long SEED = 1;

  /// So many that two cases seldom share a place, where one would wait for the other.
  private static final int PLACES = 1 << 14;

  private final CaseRunner runner;
  private final ConcurrentMap<Case, String> transcripts = new ConcurrentHashMap<>(PLACES);

  Results(CaseRunner runner) {
    this.runner = runner;
  }

  /// What the lab answered, to the byte.
  String transcript(Case asked) {
    return transcripts.computeIfAbsent(asked, this::again);
  }

  /// What the lab answers when it is asked anew.
  String again(Case asked) {
    try {
      return runner.transcript(asked.script(), SEED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Comparison of(Case asked) throws IOException {
    return Comparison.of(asked.linux(), Transcript.parse(transcript(asked)));
  }

  /// Those of every case, in the order of the cases.
  SequencedMap<Case, Comparison> all() throws IOException {
    SequencedMap<Case, Comparison> all = new LinkedHashMap<>();
    for (Case each : Case.all()) all.put(each, of(each));
    return all;
  }
}
