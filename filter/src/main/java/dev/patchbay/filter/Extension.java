package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import java.util.List;

/// What matches and targets have in common before they are made: a name and options.
public interface Extension {
  /// The word behind `-m` or `-j`; its case matters.
  String name();

  /// Whether there is such a thing in the family.
  default boolean speaks(Family family) {
    return true;
  }

  /// The module of Linux that holds it, or empty when it is part of the tables'.
  default String module(Family family) {
    return "xt_" + name();
  }

  /// Whether it is only the program's word for something that the kernel has another name for.
  default boolean isSynonym() {
    return false;
  }

  /// The options, in the order in which what is missing or contradicts is looked for.
  default List<Option<?>> options(Family family) {
    return List.of();
  }

  /// Looks at the options given before it is looked whether all that must be there is.
  ///
  /// @throws Refusal when they do not go together
  default void verify(Chosen chosen) {}
}
