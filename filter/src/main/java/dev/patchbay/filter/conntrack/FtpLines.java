package dev.patchbay.filter.conntrack;

/// Where lines of an FTP connection end, in each direction: only what follows the end of a line is
/// read as a command or a reply.
final class FtpLines implements Helper.Memory {
  private static final int REMEMBERED = 2;

  private final int[][] ends = new int[2][REMEMBERED];
  private final int[] counts = new int[2];

  /// Whether a segment with that sequence number begins a line.
  boolean begins(int direction, int sequence) {
    for (int i = 0; i < counts[direction]; i++) {
      if (ends[direction][i] == sequence) {
        return true;
      }
    }
    return false;
  }

  /// A line ends before that sequence number (`update_nl_seq`).
  void end(int direction, int sequence) {
    int[] own = ends[direction];
    if (begins(direction, sequence)) {
      return;
    }
    if (counts[direction] < REMEMBERED) {
      own[counts[direction]++] = sequence;
      return;
    }
    int oldest = own[0] - own[1] < 0 ? 0 : 1;
    if (sequence - own[oldest] > 0) {
      own[oldest] = sequence;
    }
  }
}
