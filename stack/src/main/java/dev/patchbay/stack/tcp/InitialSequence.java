package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;

/// Where the sequence numbers and the timestamps of a connection begin (RFC 6528; the kernel's
/// secure_seq.c): depends on both ends and a secret, and the numbers move on with time.
final class InitialSequence {
  /// The kernel's clock for it: a step is 64 ns.
  private static final int NANOS_SHIFT = 6;

  private final Netns netns;
  private long secret;

  InitialSequence(Netns netns) {
    this.netns = netns;
  }

  private long secret() {
    if (secret == 0) {
      secret = netns.random("tcp/sequence").nextLong() | 1;
    }
    return secret;
  }

  /// The first sequence number of the connection.
  int number(TcpEndpoint end) {
    int hash = (int) (mix(end, (long) end.localPort << 16 | end.remotePort) >>> 32);
    return hash + (int) (netns.world().loop().now() >>> NANOS_SHIFT);
  }

  /// What is added to the clock in the timestamps of the connection: the same for all between two
  /// addresses.
  int timestampOffset(TcpEndpoint end) {
    return (int) mix(end, 0x5bd1e995);
  }

  private long mix(TcpEndpoint end, long more) {
    long mixed = (end.localHi ^ secret()) * 0x9e3779b97f4a7c15L + end.localLo;
    mixed = (mixed ^ mixed >>> 29 ^ end.remoteHi) * 0xc2b2ae3d27d4eb4fL + end.remoteLo;
    mixed = (mixed ^ mixed >>> 32 ^ more) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
