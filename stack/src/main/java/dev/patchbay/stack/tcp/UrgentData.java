package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.socket.SocketException;

/// The byte that the other end wants to be read out of turn (RFC 6093, RFC 793 as most have read
/// it: the pointer names the byte behind it; `tcp_urg`). A read stops in front of it; the next one
/// passes over it, unless it is to stay in the stream (`SO_OOBINLINE`).
final class UrgentData {
  private enum Stage {
    NONE,
    AWAITED,
    HERE,
    TAKEN
  }

  private final Connection connection;
  private Stage stage = Stage.NONE;
  private int sequence;
  private int octet;

  UrgentData(Connection connection) {
    this.connection = connection;
  }

  /// Notes where the other end says that urgent data is, and the byte when it comes.
  static void check(Connection connection, Arrival arrival) {
    if (arrival.has(Tcp.URG)) {
      connection.makeUrgent().announce(arrival);
    }
    UrgentData known = connection.urgent();
    if (known != null && known.stage == Stage.AWAITED) {
      known.look(arrival);
    }
  }

  /// `tcp_check_urg`
  private void announce(Arrival arrival) {
    boolean behind = connection.stack.setting(TcpSetting.TCP_STDURG) == 0 && arrival.urgent > 0;
    int at = arrival.sequence + arrival.urgent - (behind ? 1 : 0);
    if (Sequence.after(connection.copiedSeq, at)
        || Sequence.before(at, connection.rcvNxt)
        || (isMarked() && !Sequence.after(at, sequence))) {
      return;
    }
    boolean waits = isHole() && connection.copiedSeq != connection.rcvNxt;
    if (waits && sequence == connection.copiedSeq) {
      connection.received.passOver();
    }
    stage = Stage.AWAITED;
    sequence = at;
  }

  private void look(Arrival arrival) {
    int offset = sequence - arrival.sequence;
    if (offset >= 0 && offset < arrival.length && arrival.packet != null) {
      int from = arrival.packet.tail() - arrival.length;
      octet = arrival.packet.bytes()[from + offset] & 0xff;
      stage = Stage.HERE;
      connection.socket.dataCame();
    }
  }

  private boolean isMarked() {
    return stage != Stage.NONE;
  }

  /// Whether the byte is no part of the stream.
  private boolean isHole() {
    return isMarked() && !connection.socket.urgentInline();
  }

  /// Whether the next byte of the stream is the urgent one (`SIOCATMARK`).
  boolean isNext() {
    return isMarked() && sequence == connection.copiedSeq;
  }

  /// Whether the next byte of the stream is passed over by whoever reads on.
  boolean isHoleNext() {
    return isHole() && isNext();
  }

  /// How much of `count` bytes a read may take: it stops in front of the byte.
  int before(int count) {
    return isMarked() && left() > 0 ? Math.min(count, left()) : count;
  }

  /// How many of the bytes that wait can be read at once (`tcp_inq`).
  int before(int count, int end) {
    return isHole() && Sequence.before(sequence, end) && left() >= 0 ? left() : count;
  }

  private int left() {
    return sequence - connection.copiedSeq;
  }

  /// The program has read on: behind the byte, it is forgotten.
  void afterRead() {
    if (Sequence.after(connection.copiedSeq, sequence)) {
      stage = Stage.NONE;
    }
  }

  /// Whether the byte has come and was not taken (`POLLPRI`).
  boolean isHere() {
    return stage == Stage.HERE;
  }

  /// Takes the byte out of turn (`tcp_recv_urg`).
  ///
  /// @throws SocketException `EINVAL` when there is none, or it is in the stream; `EAGAIN` when it
  ///   is announced only
  int take() throws SocketException {
    if (!isHole() || stage == Stage.TAKEN) {
      throw new SocketException(Errno.EINVAL);
    }
    if (stage == Stage.AWAITED) {
      throw new SocketException(Errno.EAGAIN);
    }
    stage = Stage.TAKEN;
    return octet;
  }
}
