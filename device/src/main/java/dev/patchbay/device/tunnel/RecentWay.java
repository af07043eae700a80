package dev.patchbay.device.tunnel;

import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import org.jspecify.annotations.Nullable;

/// The way to one end of a tunnel as it was last found, with the source that goes with it
/// (`dst_cache`). Whatever changes in the [Fib] makes it void.
public final class RecentWay {
  private @Nullable Route route;
  private long destinationHi;
  private long askedSourceHi;
  private long sourceHi;
  private int generation;

  public RecentWay() {}

  /// Whether it is still the way to the destination for whoever asks for that source.
  boolean holds(Fib fib, long destination, long askedSource) {
    return generation == fib.generation()
        && destinationHi == destination
        && askedSourceHi == askedSource;
  }

  @Nullable Route route() {
    return route;
  }

  /// The source that goes with it.
  long sourceHi() {
    return sourceHi;
  }

  /// Looks the way up and remembers it; null when there is none, and the flow says why.
  @Nullable Route lookUp(Flow flow, Fib fib) {
    askedSourceHi = flow.sourceHi;
    destinationHi = flow.destinationHi;
    route = fib.output(flow);
    sourceHi = flow.sourceHi;
    generation = fib.generation();
    return route;
  }
}
