package dev.patchbay.conformance;

import dev.patchbay.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a case in a fresh lab; closing it fails where a packet has been lost.
final class LabRunner implements CaseRunner {
  @Override
  public String transcript(Path script, long seed) throws IOException {
    StringBuilder out = new StringBuilder();
    try (Lab lab = Lab.builder().seed(seed).checkedPool(true).build()) {
      lab.transcript(Files.readString(script), out);
    }
    return out.toString();
  }
}
