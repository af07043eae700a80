/// Network address translation (RFC 3022 in Linux's shape): decides with the first packet of a
/// connection what its addresses and ports become, and rewrites every packet of it at the hook
/// where that belongs.
///
/// A connection knows its tuple in both directions. Without translation the answers' tuple is the
/// first packet's turned round; translation changes the answers' tuple, and packets are rewritten
/// to what the other direction's tuple is when it is turned round. 10.0.0.2:5000 → 1.1.1.1:80
/// behind 192.0.2.1 expects answers 1.1.1.1:80 → 192.0.2.1:5000: so the source of the request
/// becomes 192.0.2.1:5000 at POSTROUTING, and the destination of the answer 10.0.0.2:5000 at
/// PREROUTING.
@NullMarked
package dev.patchbay.filter.nat;

import org.jspecify.annotations.NullMarked;
