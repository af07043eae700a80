package dev.patchbay.trace.why;

import org.jspecify.annotations.Nullable;

/// One trap that networks have.
interface Diagnosis {
  /// The answer, if that is what has happened; else null.
  @Nullable Answer of(Evidence evidence);
}
