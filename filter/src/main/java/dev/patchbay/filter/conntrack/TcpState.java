package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Tcp;
import java.util.Arrays;

/// The states of a TCP connection as one in the middle sees them, and how a segment of each kind
/// and direction moves them on (net/netfilter/nf_conntrack_proto_tcp.c has the table, and the
/// reason for each entry).
enum TcpState {
  NONE("NO", ConntrackSetting.TCP_TIMEOUT_SYN_SENT),
  SYN_SENT("SS", ConntrackSetting.TCP_TIMEOUT_SYN_SENT),
  SYN_RECV("SR", ConntrackSetting.TCP_TIMEOUT_SYN_RECV),
  ESTABLISHED("ES", ConntrackSetting.TCP_TIMEOUT_ESTABLISHED),
  FIN_WAIT("FW", ConntrackSetting.TCP_TIMEOUT_FIN_WAIT),
  CLOSE_WAIT("CW", ConntrackSetting.TCP_TIMEOUT_CLOSE_WAIT),
  LAST_ACK("LA", ConntrackSetting.TCP_TIMEOUT_LAST_ACK),
  TIME_WAIT("TW", ConntrackSetting.TCP_TIMEOUT_TIME_WAIT),
  CLOSE("CL", ConntrackSetting.TCP_TIMEOUT_CLOSE),
  SYN_SENT2("S2", ConntrackSetting.TCP_TIMEOUT_SYN_SENT),

  /// The segment changes nothing, and may be valid or not.
  IGNORE("IG", ConntrackSetting.TCP_TIMEOUT_CLOSE),

  /// The segment cannot be valid.
  INVALID("IV", ConntrackSetting.TCP_TIMEOUT_CLOSE);

  // Kinds of segments, by their flags: the rows of the tables.
  static final int SYN = 0;
  static final int SYN_ACK = 1;
  static final int FIN = 2;
  static final int ACK = 3;
  static final int RST = 4;
  static final int BARE = 5;

  /// The columns are the states before the segment, in their order.
  private static final TcpState[][] ORIGINAL =
      table(
          """
          SS SS IG IG IG IG IG SS SS S2
          IV IV SR IV IV IV IV IV IV SR
          IV IV FW FW LA LA LA TW CL IV
          ES IV ES ES CW CW TW TW CL IV
          IV CL CL CL CL CL CL CL CL CL
          IV IV IV IV IV IV IV IV IV IV
          """);

  private static final TcpState[][] REPLY =
      table(
          """
          IV S2 IV IV IV IV IV SS IV S2
          IV SR IG IG IG IG IG IG IG SR
          IV IV FW FW LA LA LA TW CL IV
          IV IG SR ES CW CW TW TW CL IG
          IV CL CL CL CL CL CL CL CL CL
          IV IV IV IV IV IV IV IV IV IV
          """);

  private final String word;
  private final ConntrackSetting timeout;

  TcpState(String word, ConntrackSetting timeout) {
    this.word = word;
    this.timeout = timeout;
  }

  private static TcpState[][] table(String text) {
    return text.lines()
        .map(line -> Arrays.stream(line.split(" ", -1)).map(TcpState::of).toArray(TcpState[]::new))
        .toArray(TcpState[][]::new);
  }

  private static TcpState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word.equals(word))
        .findFirst()
        .orElseThrow();
  }

  /// Which of its settings says how long it may last.
  ConntrackSetting timeout() {
    return timeout;
  }

  /// The kind of a segment with these flags.
  static int kind(int flags) {
    if ((flags & Tcp.RST) != 0) {
      return RST;
    }
    if ((flags & Tcp.SYN) != 0) {
      return (flags & Tcp.ACK) != 0 ? SYN_ACK : SYN;
    }
    if ((flags & Tcp.FIN) != 0) {
      return FIN;
    }
    return (flags & Tcp.ACK) != 0 ? ACK : BARE;
  }

  /// What follows when a segment of that kind goes in that direction.
  TcpState next(int direction, int kind) {
    return (direction == Connection.ORIGINAL ? ORIGINAL : REPLY)[kind][ordinal()];
  }
}
