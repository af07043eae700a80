package dev.patchbay.core;

import java.util.function.Function;

/// What is kept for a whole lab beside its machines, such as what lies between them: made on first
/// use.
public interface WorldPart {
  /// The name under which a module finds its part.
  final class Key<P extends WorldPart> {
    private final Function<World, P> maker;

    public Key(Function<World, P> maker) {
      this.maker = maker;
    }

    P make(World world) {
      return maker.apply(world);
    }
  }
}
