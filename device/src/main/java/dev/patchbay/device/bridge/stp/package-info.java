/// The spanning tree of bridges, as Linux runs IEEE 802.1D-1998 (net/bridge/br_stp*.c). Between the
/// bridges of a network it leaves one way, and blocks the ports of all others:
///
/// - Each bridge believes itself to be the root, and says so by every port, until it hears of a
///   better one. What a port hears last, and how long ago, is all that is kept ([TreePort]).
/// - The **root port** is the one with the cheapest way to the root. At each cable the bridge with
///   the cheapest way is **designated**; its port there sends on what the root said. The others
///   block ([SpanningTree]).
/// - A port that is to forward listens for the forward delay, learns for as long, and forwards.
///   Then stations may be found elsewhere: the bridge tells the root (a topology change
///   notification), and the root tells all to forget early what they learned.
/// - When nothing has been heard for the max age, the port is designated again, and all begins
///   anew.
@NullMarked
package dev.patchbay.device.bridge.stp;

import org.jspecify.annotations.NullMarked;
