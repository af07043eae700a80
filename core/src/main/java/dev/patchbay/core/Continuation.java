package dev.patchbay.core;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The stage that comes after a hook (`okfn`): a constant object, so that a packet can be stolen at
/// the hook and resumed later.
public interface Continuation {
  /// Takes the packet on. Returns 0, or the number of the error that the sender is told.
  int proceed(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out);
}
