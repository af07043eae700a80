package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Packet;

/// Reads what a connection says to know which others it calls for (`nf_conntrack_helper`).
public interface Helper {
  /// As `-j CT --helper` and listings name it.
  String name();

  /// The number of the protocol whose connections it reads.
  int protocol();

  /// How many connections one connection may call for at a time.
  default int mostExpected() {
    return 8;
  }

  /// Reads a packet of the connection, whose transport header begins at index `transport`; false
  /// when it may not pass.
  boolean read(Conntrack conntrack, Connection connection, Packet packet, int transport, int info);

  /// What a helper remembers of a connection.
  interface Memory {}
}
