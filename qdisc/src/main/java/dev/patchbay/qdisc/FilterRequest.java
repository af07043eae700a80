package dev.patchbay.qdisc;

import dev.patchbay.qdisc.filter.FilterKind;
import org.jspecify.annotations.Nullable;

/// What a request about a filter says (`RTM_NEWTFILTER` and so on).
///
/// @param protocol the EtherType, 0 when not said
/// @param pref its priority, 0 when not said
/// @param handle its number, 0 when not said
public record FilterRequest(
    FilterPlace place,
    int chain,
    int protocol,
    int pref,
    int handle,
    @Nullable String kind,
    FilterKind.@Nullable Options options) {}
