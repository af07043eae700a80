package dev.patchbay.core;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Something that judges packets at a hook: a table, conntrack, defragmentation.
public interface HookFunction {
  /// What becomes of the packet.
  enum Verdict {
    /// The next function judges it.
    ACCEPT,
    /// The hook drops it.
    DROP,
    /// The function has it now: it drops it, or resumes it with [Hook#resume].
    STOLEN
  }

  /// Judges the packet. One that steals it keeps `in`, `out` and `next` to resume it.
  Verdict judge(
      Packet packet, @Nullable NetDevice in, @Nullable NetDevice out, Hook hook, Continuation next);
}
