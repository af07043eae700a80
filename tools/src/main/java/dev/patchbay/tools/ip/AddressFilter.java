package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Glob;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.address.AddressSnapshot;
import org.jspecify.annotations.Nullable;

/// Which addresses of a link are to be shown or flushed.
final class AddressFilter {
  @Nullable Prefix prefix;
  @Nullable Integer scope;
  @Nullable String label;
  private int flags;
  private int mask;

  /// Takes the word if it stands for a flag, or with `-` in front for its absence.
  boolean takeFlag(String word) {
    boolean set = !word.startsWith("-");
    String name = set ? word : word.substring(1);
    AddressFlagWord flag =
        switch (name) {
          case "dynamic" -> AddressFlagWord.PERMANENT;
          case "primary" -> AddressFlagWord.SECONDARY;
          default -> AddressFlagWord.of(name);
        };
    if (flag == null) {
      return false;
    }
    // The two words above say the contrary of the flag.
    boolean on = set == flag.word.equals(name);
    mask |= flag.flag;
    flags = on ? flags | flag.flag : flags & ~flag.flag;
    return true;
  }

  /// Whether it asks for addresses that are not secondary.
  boolean wantsPrimary() {
    int secondary = AddressFlagWord.SECONDARY.flag;
    return (mask & secondary) != 0 && (flags & secondary) == 0;
  }

  /// Whether the address is one of those.
  boolean shows(AddressSnapshot address) {
    if (scope != null && scope != address.scope()) {
      return false;
    }
    if ((address.flags() & mask) != flags) {
      return false;
    }
    if (label != null && !Glob.of(label).matches(labelOf(address))) {
      return false;
    }
    return prefix == null || prefix.contains(address.local());
  }

  private static String labelOf(AddressSnapshot address) {
    String own = address.label();
    return own == null ? address.device() : own;
  }
}
