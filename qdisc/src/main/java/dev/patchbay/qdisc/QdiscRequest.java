package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a request about a discipline says (`RTM_NEWQDISC`, `RTM_DELQDISC`).
///
/// @param parent the class it is to hang on, 0 when not said
/// @param handle its number, 0 when not said
/// @param kind its kind, or null when not said
/// @param blocks the filters it is to share with others
/// @param sizes what its packets cost, or null
/// @param estimator how its rate is to be estimated, or null
public record QdiscRequest(
    NetDevice device,
    int parent,
    int handle,
    @Nullable String kind,
    QdiscKind.Options options,
    BlockIndexes blocks,
    @Nullable SizeTable sizes,
    @Nullable Estimator estimator) {}
