package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.qdisc.filter.FilterKind;
import org.jspecify.annotations.Nullable;

/// What a request about a filter says (`RTM_NEWTFILTER` and so on).
///
/// @param parent the discipline or class, 0 for the root
/// @param protocol the EtherType, 0 when not said
/// @param pref its priority, 0 when not said
/// @param handle its number, 0 when not said
public record FilterRequest(
    NetDevice device,
    int parent,
    int chain,
    int protocol,
    int pref,
    int handle,
    @Nullable String kind,
    FilterKind.@Nullable Options options) {}
