package dev.patchbay.tools.iperf3;

import org.jspecify.annotations.Nullable;

/// What both ends know once they have met.
///
/// @param host the other end, as the client names it and the server sees it
/// @param segment the largest segment of the connection they met by; 0 at the server
/// @param listening what the server's socket takes, null at the client
record Meeting(
    String host,
    int port,
    Parameters parameters,
    int block,
    int segment,
    String cookie,
    Flow.@Nullable Buffers listening) {}
