package dev.patchbay.conformance;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// No test of its own accord: brings `known-differences.txt` up to date when it is asked for by
/// name (`README.md`).
class Rewrite {
  @Test
  void listsWhatDiffersNow() throws IOException {
    Results results = new Results(new LabRunner());

    KnownDifferences.read().revised(results.all()).write();
  }
}
