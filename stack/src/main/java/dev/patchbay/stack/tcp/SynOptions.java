package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;

/// The options of a SYN, in the kernel's order (`tcp_options_write`).
final class SynOptions {
  private SynOptions() {}

  static int length(boolean timestamps, boolean sack, boolean scaling) {
    return 4 + (timestamps ? 12 : sack ? 4 : 0) + (scaling ? 4 : 0);
  }

  /// Writes them from `from` on; a scale of -1 means that there is none.
  static void write(
      byte[] bytes,
      int from,
      int mss,
      boolean sack,
      boolean timestamps,
      int clock,
      int echo,
      int scale) {
    int at = Tcp.putMss(bytes, from, mss);
    if (timestamps) {
      at = sack ? Tcp.putSackPermitted(bytes, at) : Tcp.putNops(bytes, at);
      at = Tcp.putTimestamp(bytes, at, clock, echo);
    } else if (sack) {
      at = Tcp.putNops(bytes, at);
      at = Tcp.putSackPermitted(bytes, at);
    }
    if (scale >= 0) {
      Tcp.putWindowScale(bytes, at, scale);
    }
  }
}
