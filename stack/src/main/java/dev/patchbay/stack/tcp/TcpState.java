package dev.patchbay.stack.tcp;

/// The states of a connection (RFC 9293 section 3.3.2), with the numbers that `/proc/net/tcp`
/// shows.
public enum TcpState {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECV(3),
  FIN_WAIT1(4),
  FIN_WAIT2(5),
  TIME_WAIT(6),
  CLOSE(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11),
  /// A connection that a listener has been asked for, and has not been confirmed: others see it as
  /// [#SYN_RECV].
  NEW_SYN_RECV(12);

  private final int number;

  TcpState(int number) {
    this.number = number;
  }

  /// The kernel's number.
  public int number() {
    return number;
  }

  /// Whether a program may send in it.
  boolean maySend() {
    return this == ESTABLISHED || this == CLOSE_WAIT;
  }

  /// Whether the other end may send data still.
  boolean mayReceive() {
    return this == ESTABLISHED || this == FIN_WAIT1 || this == FIN_WAIT2;
  }

  /// Whether both ends have agreed on the connection.
  boolean isSynchronized() {
    return this != CLOSE
        && this != LISTEN
        && this != SYN_SENT
        && this != SYN_RECV
        && this != NEW_SYN_RECV;
  }
}
