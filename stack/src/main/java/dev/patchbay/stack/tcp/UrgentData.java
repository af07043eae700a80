package dev.patchbay.stack.tcp;

/// The byte that the other end wants to be read out of turn (RFC 6093, RFC 793 as most have read
/// it: the pointer names the byte behind it; `tcp_check_urg`).
final class UrgentData {
  private final Connection connection;
  private int sequence;
  private boolean announced;
  private int octet = -1;

  UrgentData(Connection connection) {
    this.connection = connection;
  }

  /// The other end says where the byte is.
  void announce(Arrival arrival) {
    boolean standard = connection.stack.setting(TcpSetting.TCP_STDURG) != 0;
    int at = arrival.sequence + arrival.urgent - (standard ? 0 : 1);
    if (Sequence.after(connection.copiedSeq, at)
        || Sequence.before(at, connection.rcvNxt)
        || (announced && !Sequence.after(at, sequence))) {
      return;
    }
    sequence = at;
    announced = true;
    octet = -1;
    int offset = at - arrival.sequence;
    if (offset >= 0 && offset < arrival.length && arrival.packet != null) {
      int from = arrival.packet.tail() - arrival.length;
      octet = arrival.packet.bytes()[from + offset] & 0xff;
    }
    connection.socket.dataCame();
  }

  /// The byte, if it has come and was not taken, or -1.
  int take() {
    int taken = octet;
    octet = -1;
    return taken;
  }
}
