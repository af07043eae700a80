package dev.patchbay.device.vlan;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.device.vlan.PriorityMap.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the words behind `type vlan` said.
///
/// @param id the VLAN's, or null when none was said
/// @param protocol the EtherType of the tag, or null when none was said
/// @param flags bits of [VlanFlag]
/// @param mask which of them were said
record VlanOptions(
    @Nullable Integer id,
    @Nullable Integer protocol,
    int flags,
    int mask,
    List<Mapping> ingress,
    List<Mapping> egress)
    implements DeviceKind.Options {}
