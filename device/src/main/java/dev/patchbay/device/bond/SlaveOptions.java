package dev.patchbay.device.bond;

import dev.patchbay.core.PortKind;
import org.jspecify.annotations.Nullable;

/// What the words after `type bond_slave` said; null is not said.
record SlaveOptions(@Nullable Integer queueId, @Nullable Integer prio)
    implements PortKind.Options {}
