package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// The options of a SYN, in the kernel's order (`tcp_options_write`).
final class SynOptions {
  /// Bytes that options may take.
  static final int MOST = 40;

  private SynOptions() {}

  /// Bytes of them; a cookie of fast open among them.
  static int length(
      boolean timestamps, boolean sack, boolean scaling, @Nullable FastOpenCookie cookie) {
    int plain = 4 + (timestamps ? 12 : sack ? 4 : 0) + (scaling ? 4 : 0);
    return plain + (cookie == null ? 0 : cookie.length());
  }

  /// The cookie, if there is room for it in so many bytes.
  static @Nullable FastOpenCookie fitting(
      int room,
      boolean timestamps,
      boolean sack,
      boolean scaling,
      @Nullable FastOpenCookie cookie) {
    return length(timestamps, sack, scaling, cookie) <= room ? cookie : null;
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
      int scale,
      @Nullable FastOpenCookie cookie) {
    int at = Tcp.putMss(bytes, from, mss);
    if (timestamps) {
      at = sack ? Tcp.putSackPermitted(bytes, at) : Tcp.putNops(bytes, at);
      at = Tcp.putTimestamp(bytes, at, clock, echo);
    } else if (sack) {
      at = Tcp.putNops(bytes, at);
      at = Tcp.putSackPermitted(bytes, at);
    }
    if (scale >= 0) {
      at = Tcp.putWindowScale(bytes, at, scale);
    }
    if (cookie != null) {
      cookie.write(bytes, at);
    }
  }
}
