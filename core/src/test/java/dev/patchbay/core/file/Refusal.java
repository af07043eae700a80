package dev.patchbay.core.file;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.core.text.Errno;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/// With which error a call on a file is refused.
final class Refusal {
  private Refusal() {}

  /// Null when it is not refused at all.
  static @Nullable Errno of(ThrowingCallable call) {
    FileException refusal = catchThrowableOfType(FileException.class, call);
    return refusal == null ? null : refusal.errno();
  }
}
