package dev.patchbay.device.vxlan;

import dev.patchbay.packet.Ip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network of a VXLAN device at one moment (`RTM_NEWTUNNEL`).
///
/// @param remote the end for stations of which nothing is known, or null
/// @param counts bytes, packets, drops and errors of what came in, then of what went out
public record VniSnapshot(int id, @Nullable Ip remote, List<Long> counts) {}
