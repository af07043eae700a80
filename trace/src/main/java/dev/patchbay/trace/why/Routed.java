package dev.patchbay.trace.why;

import dev.patchbay.core.Journey;

/// Whether a router has taken part in a journey.
final class Routed {
  static boolean forwards(Journey journey) {
    return journey.entries().stream().anyMatch(entry -> entry.stage().name().equals("forward"));
  }

  private Routed() {}
}
