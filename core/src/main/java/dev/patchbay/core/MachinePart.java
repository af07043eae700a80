package dev.patchbay.core;

import java.util.function.Function;

/// What a module keeps for a machine, whatever the namespace: made on first use.
public interface MachinePart {
  /// The name under which a module finds its part.
  final class Key<P extends MachinePart> {
    private final Function<Machine, P> maker;

    public Key(Function<Machine, P> maker) {
      this.maker = maker;
    }

    P make(Machine machine) {
      return maker.apply(machine);
    }
  }
}
