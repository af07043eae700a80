package dev.patchbay.filter;

import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// Names of devices: one, or with `+` at the end all that begin so; empty or `+` for any.
public record InterfacePattern(String text) {
  public static final InterfacePattern ANY = new InterfacePattern("");

  public boolean isAny() {
    return text.isEmpty() || text.equals("+");
  }

  /// Whether a device is meant; none at all has an empty name.
  public boolean matches(@Nullable NetDevice device) {
    return isAny() || matches(device == null ? "" : device.name());
  }

  /// Whether a name is meant.
  public boolean matches(String name) {
    int last = text.length() - 1;
    if (text.charAt(last) != '+') {
      return text.equals(name);
    }
    return name.length() >= last && text.regionMatches(0, name, 0, last);
  }
}
