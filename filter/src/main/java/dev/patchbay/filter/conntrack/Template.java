package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// What a rule in the raw table says of how a packet is to be tracked (`nf_ct_tmpl_alloc`): hangs
/// on the packet in the place of its connection until tracking sees it.
///
/// @param originalZone the zone of the direction of the packet when it is the first
/// @param replyZone the zone of its answers
/// @param helper what reads a new connection, or null
public record Template(int originalZone, int replyZone, @Nullable Helper helper)
    implements Packet.Connection {
  /// What a packet is tracked by of which no rule says anything.
  static final Template NONE = new Template(0, 0, null);
}
