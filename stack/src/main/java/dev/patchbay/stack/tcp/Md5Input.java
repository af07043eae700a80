package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.KernelLog;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// Whether segments are signed as they must be (RFC 2385; `tcp_inbound_md5_hash`).
final class Md5Input {
  private Md5Input() {}

  /// Why the segment, which is whole, is not for the connection or listener; null when it is.
  static @Nullable DropReason refuse(Connection connection, Arrival arrival, Packet packet) {
    TcpStack stack = connection.stack;
    Md5Key key = connection.md5Key(arrival);
    boolean signed = arrival.options.signature >= 0;
    if (key == null && !signed) {
      return null;
    }
    if (key == null) {
      stack.count(TcpCounter.MD5_UNEXPECTED);
      return DropReason.TCP_MD5UNEXPECTED;
    }
    if (!signed) {
      stack.count(TcpCounter.MD5_NOT_FOUND);
      return DropReason.TCP_MD5NOTFOUND;
    }
    if (!key.matches(arrival, packet.bytes(), packet.transport(), packet.tail())) {
      stack.count(TcpCounter.MD5_FAILURE);
      log(stack.netns().machine().log(), arrival);
      return DropReason.TCP_MD5FAILURE;
    }
    return null;
  }

  private static void log(KernelLog log, Arrival arrival) {
    if (!log.mayPrint()) {
      return;
    }
    boolean ipv4 = arrival.family == Family.IPV4;
    String text =
        ipv4
            ? "TCP: MD5 Hash failed for (%s, %d)->(%s, %d) L3 index 0"
            : "TCP: MD5 Hash mismatch for [%s]:%d->[%s]:%d L3 index 0";
    Ip from = new Ip(arrival.family, arrival.remoteHi, arrival.remoteLo);
    Ip to = new Ip(arrival.family, arrival.localHi, arrival.localLo);
    log.print(text.formatted(from, arrival.remotePort, to, arrival.localPort));
  }
}
