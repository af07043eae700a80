package dev.patchbay.stack.route;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import org.jspecify.annotations.Nullable;

/// Chooses the source address of what is sent over IPv6 (RFC 6724 section 5).
public interface SourceSelection {
  /// Puts the best source for the flow's destination into the flow; `device` is the one the packet
  /// would leave by. Returns false when there is none.
  boolean select(Netns netns, @Nullable NetDevice device, Flow flow);
}
