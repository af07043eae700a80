package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Tcp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The options of one segment that came in (`tcp_options_received`). One is used again and again,
/// so that a segment allocates none.
final class SegmentOptions {
  private static final int MOST_SACKS = 4;

  /// How the options of nearly every segment begin: two NOPs, then the timestamp, 10 bytes long.
  private static final int TIMESTAMP_ALONE =
      Tcp.OPTION_NOP << 24 | Tcp.OPTION_NOP << 16 | Tcp.OPTION_TIMESTAMP << 8 | 10;

  /// The largest window scale (RFC 7323 section 2.3).
  static final int LARGEST_SCALE = 14;

  /// Bytes a segment may have, or 0 when nothing is said.
  int mss;

  /// Bits the window is shifted by, or -1.
  int windowScale;

  boolean sackPermitted;
  boolean hasTimestamp;
  int timestamp;
  int echo;

  /// What a SYN says of fast open, or null.
  @Nullable FastOpenCookie fastOpen;

  /// Where the 16 bytes of a signature stand, or -1 (RFC 2385).
  int signature = -1;

  /// How many blocks of SACK there are.
  int sacks;

  private final int[] sackStart = new int[MOST_SACKS];
  private final int[] sackEnd = new int[MOST_SACKS];

  private void clear() {
    mss = 0;
    windowScale = -1;
    sackPermitted = false;
    hasTimestamp = false;
    timestamp = 0;
    echo = 0;
    sacks = 0;
    signature = -1;
    fastOpen = null;
  }

  int sackStart(int index) {
    return sackStart[index];
  }

  int sackEnd(int index) {
    return sackEnd[index];
  }

  /// Reads the options of the header at `at`, which is whole. What is cut short, and all behind it,
  /// is as if it were not there (`tcp_parse_options`).
  void read(byte[] bytes, int at) {
    clear();
    if (Tcp.headerLength(bytes, at) == Tcp.HEADER + 12
        && Tcp.word(bytes, at + Tcp.HEADER) == TIMESTAMP_ALONE) {
      takeTimestamp(bytes, at + Tcp.HEADER + 2, 10);
      return;
    }
    int end = at + Tcp.headerLength(bytes, at);
    int here = at + Tcp.HEADER;
    boolean syn = (Tcp.flags(bytes, at) & Tcp.SYN) != 0;
    while (here < end) {
      int kind = Tcp.octet(bytes, here);
      if (kind == Tcp.OPTION_END) {
        return;
      }
      if (kind == Tcp.OPTION_NOP) {
        here++;
        continue;
      }
      int length = here + 1 < end ? Tcp.octet(bytes, here + 1) : 0;
      if (length < 2 || here + length > end) {
        return;
      }
      take(bytes, here, kind, length, syn);
      here += length;
    }
  }

  private void take(byte[] bytes, int at, int kind, int length, boolean syn) {
    switch (kind) {
      case Tcp.OPTION_MSS -> {
        if (syn && length == 4) {
          mss = Tcp.half(bytes, at + 2);
        }
      }
      case Tcp.OPTION_WINDOW -> {
        if (syn && length == 3) {
          windowScale = Math.min(Tcp.octet(bytes, at + 2), LARGEST_SCALE);
        }
      }
      case Tcp.OPTION_SACK_PERMITTED -> sackPermitted |= syn && length == 2;
      case Tcp.OPTION_TIMESTAMP -> takeTimestamp(bytes, at, length);
      case Tcp.OPTION_MD5 -> signature = length == 18 ? at + 2 : signature;
      case Tcp.OPTION_SACK -> takeSack(bytes, at + 2, length - 2);
      case Tcp.OPTION_FAST_OPEN -> {
        if (syn) {
          takeFastOpen(bytes, at + 2, length - 2, false);
        }
      }
      case Tcp.OPTION_EXPERIMENT -> {
        boolean known =
            length >= Tcp.EXPERIMENT && Tcp.half(bytes, at + 2) == Tcp.EXPERIMENT_FAST_OPEN;
        if (syn && known) {
          takeFastOpen(bytes, at + Tcp.EXPERIMENT, length - Tcp.EXPERIMENT, true);
        }
      }
      default -> {
        // RFC 9293 section 3.1: an option that is not known is passed over.
      }
    }
  }

  private void takeTimestamp(byte[] bytes, int at, int length) {
    if (length == 10) {
      hasTimestamp = true;
      timestamp = Tcp.word(bytes, at + 2);
      echo = Tcp.word(bytes, at + 6);
    }
  }

  /// `tcp_parse_fastopen_option`
  private void takeFastOpen(byte[] bytes, int at, int length, boolean experimental) {
    boolean fits = length >= FastOpenCookie.LEAST && length <= FastOpenCookie.MOST;
    if ((length & 1) != 0) {
      return;
    }
    fastOpen =
        fits || length == 0
            ? new FastOpenCookie(Arrays.copyOfRange(bytes, at, at + length), experimental)
            : null;
  }

  private void takeSack(byte[] bytes, int at, int length) {
    if (length < 8 || length % 8 != 0) {
      return;
    }
    sacks = Math.min(length / 8, MOST_SACKS);
    for (int i = 0; i < sacks; i++) {
      sackStart[i] = Tcp.word(bytes, at + 8 * i);
      sackEnd[i] = Tcp.word(bytes, at + 8 * i + 4);
    }
  }
}
