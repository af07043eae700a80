package dev.patchbay.core;

import java.util.function.Function;

/// What a module keeps for a namespace (the kernel's `net_generic`): made on first use, torn down
/// with the namespace.
public interface NetnsPart {
  /// The name under which a module finds its part.
  final class Key<P extends NetnsPart> {
    private final Function<Netns, P> maker;

    public Key(Function<Netns, P> maker) {
      this.maker = maker;
    }

    P make(Netns netns) {
      return maker.apply(netns);
    }
  }

  /// The namespace ends: let go of what reaches outside.
  default void tearDown() {}
}
