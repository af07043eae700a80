/// What bridges know of multicast groups, by listening to what stations tell routers (IGMP and MLD
/// snooping, RFC 4541, net/bridge/br_multicast.c, br_mdb.c):
///
/// - A message that passes ([MessageInput]) joins a port to a group, or makes it leave: the table
///   of groups ([Mdb]) has an entry for each ([MdbEntry]), with the ports that want it
///   ([PortGroup]) and, of the newer versions, the sources that they want or do not want
///   ([Filter]).
/// - Frames of a group go to the ports that want it, and to those behind which there is a router
///   ([Routers]), as long as somebody on the network asks who wants what ([Querier]): the bridge
///   itself or another. Without a querier nobody would answer, and all is flooded.
@NullMarked
package dev.patchbay.device.bridge.multicast;

import org.jspecify.annotations.NullMarked;
