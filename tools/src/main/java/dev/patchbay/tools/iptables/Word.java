package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Extension;
import dev.patchbay.filter.Option;
import org.jspecify.annotations.Nullable;

/// What [Words] reads.
sealed interface Word {
  /// An option of the program itself.
  record Own(char letter, @Nullable String argument) implements Word {}

  /// An option of an extension.
  record Of(Extension extension, Option<?> option, @Nullable String argument) implements Word {}

  /// A word that is no option.
  record Operand(String text) implements Word {}

  /// An option that nobody knows, or that could be several.
  record Unknown(String text) implements Word {}

  /// An option that lacks its argument.
  record Bare(String text) implements Word {}
}
