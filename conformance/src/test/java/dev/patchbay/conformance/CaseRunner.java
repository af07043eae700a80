package dev.patchbay.conformance;

import java.io.IOException;
import java.nio.file.Path;

/// Runs a case in a fresh instance of what is under test.
interface CaseRunner {
  /// The transcript of the script, to the byte.
  String transcript(Path script, long seed) throws IOException;
}
