package dev.patchbay.stack.tcp;

import dev.patchbay.core.RandomStream;
import org.jspecify.annotations.Nullable;

/// How many challenge acknowledgements a namespace sends in a second: about as many as
/// `tcp_challenge_ack_limit` says, which nobody can guess (RFC 5961 section 7).
final class ChallengeLimit {
  private final TcpStack stack;
  private @Nullable RandomStream random;
  private long second = -1;
  private long left;

  ChallengeLimit(TcpStack stack) {
    this.stack = stack;
  }

  /// Whether one more may be sent.
  boolean allows() {
    int limit = stack.setting(TcpSetting.TCP_CHALLENGE_ACK_LIMIT);
    if (limit == Integer.MAX_VALUE) {
      return true;
    }
    long now = stack.now() / RoundTrip.SECOND;
    if (now != second) {
      second = now;
      left = ((limit + 1) >> 1) + below(limit);
    }
    return left > 0 && left-- > 0;
  }

  private long below(int limit) {
    RandomStream known = random;
    if (known == null) {
      known = stack.netns().random("tcp/challenge");
      random = known;
    }
    return limit <= 0 ? 0 : Long.remainderUnsigned(known.nextLong(), limit);
  }
}
