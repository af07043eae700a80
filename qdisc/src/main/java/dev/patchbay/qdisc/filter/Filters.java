package dev.patchbay.qdisc.filter;

import dev.patchbay.core.Catalogue;
import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// The kinds of filter of a machine, and what requests do with filters.
public final class Filters implements MachinePart {
  private static final Key<Filters> KEY = new Key<>(machine -> new Filters());

  private final Catalogue<FilterKind> kinds =
      new Catalogue<>(
          ServiceLoader.load(FilterKind.class.getModule().getLayer(), FilterKind.class));

  private Filters() {}

  /// Those of a machine.
  public static Filters of(Machine machine) {
    return machine.part(KEY);
  }

  /// The kind of this name, or null.
  public @Nullable FilterKind kind(String name) {
    FilterKind kind = kinds.find(name);
    return kind == null || !kind.name().equals(name) ? null : kind;
  }

  /// Makes a filter, or changes the one there is.
  public static Rule change(
      Classifier classifier,
      int handle,
      @Nullable Rule existing,
      FilterKind.@Nullable Options options,
      Netns netns)
      throws NetlinkException {
    return classifier.change(handle, existing, options, netns);
  }

  /// Removes a filter; returns whether it was the last one.
  public static boolean remove(Classifier classifier, Rule rule) throws NetlinkException {
    return classifier.remove(rule);
  }
}
