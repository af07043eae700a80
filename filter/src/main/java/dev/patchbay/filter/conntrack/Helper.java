package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Packet;

/// Reads what a connection says to know which others it calls for (`nf_conntrack_helper`).
public interface Helper {
  /// As `-j CT --helper` and listings name it.
  String name();

  /// The number of the protocol whose connections it reads.
  int protocol();

  /// Reads a packet of the connection, whose payload begins at index `payload`; false when it may
  /// not pass.
  boolean read(Conntrack conntrack, Connection connection, Packet packet, int payload, int info);
}
