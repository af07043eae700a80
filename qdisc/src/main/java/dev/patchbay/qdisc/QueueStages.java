package dev.patchbay.qdisc;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.text.Psched;

/// What the disciplines of a device tell a journey.
final class QueueStages {
  private static final int MICRO = 1_000;

  /// The packet is given to them.
  record Enqueued(String kind, String device) implements Stage {
    @Override
    public String name() {
      return "enqueue";
    }

    @Override
    public void show(Output out) {
      out.string("kind", "qdisc ", kind, "");
      out.string("dev", " dev ", device, "");
    }
  }

  /// They let it go.
  ///
  /// @param waited how long they had it, in nanoseconds
  record Dequeued(String kind, String device, long waited) implements Stage {
    @Override
    public String name() {
      return "dequeue";
    }

    @Override
    public void show(Output out) {
      out.string("kind", "qdisc ", kind, "");
      out.string("dev", " dev ", device, "");
      out.jsonNumber("waited", waited);
      out.text(" after " + Psched.showTime(waited / MICRO));
    }

    @Override
    public boolean isDetail() {
      return waited == 0;
    }
  }

  private QueueStages() {}
}
