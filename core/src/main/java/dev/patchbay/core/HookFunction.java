package dev.patchbay.core;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Something that judges packets at a hook: a table, conntrack, defragmentation. A class and no
/// interface, as many of them in turn are called at one place, which then costs half as much.
public abstract class HookFunction {
  /// What becomes of the packet.
  public enum Verdict {
    /// The next function judges it.
    ACCEPT,
    /// The hook drops it.
    DROP,
    /// The function has it now: it drops it, or resumes it with [Hook#resume].
    STOLEN
  }

  /// The same in one expression.
  public interface Judge {
    Verdict judge(
        Packet packet,
        @Nullable NetDevice in,
        @Nullable NetDevice out,
        Hook hook,
        Continuation next);
  }

  /// A function that does what `judge` says.
  public static HookFunction of(Judge judge) {
    return new HookFunction() {
      @Override
      public Verdict judge(
          Packet packet,
          @Nullable NetDevice in,
          @Nullable NetDevice out,
          Hook hook,
          Continuation next) {
        return judge.judge(packet, in, out, hook, next);
      }
    };
  }

  /// Judges the packet. One that steals it keeps `in`, `out` and `next` to resume it.
  public abstract Verdict judge(
      Packet packet, @Nullable NetDevice in, @Nullable NetDevice out, Hook hook, Continuation next);
}
