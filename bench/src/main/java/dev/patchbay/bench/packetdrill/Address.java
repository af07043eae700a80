package dev.patchbay.bench.packetdrill;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An address and a port, as Linux lays them out (`sockaddr_in`, `sockaddr_in6`).
record Address(Ip ip, int port) {
  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int LENGTH4 = 16;
  private static final int LENGTH6 = 28;

  static int family(ByteBuffer from) {
    return from.getShort(from.position());
  }

  /// Reads one; the port is in network order.
  static Address read(ByteBuffer from) throws SocketException {
    int family = from.getShort();
    int port = Short.toUnsignedInt(from.order(ByteOrder.BIG_ENDIAN).getShort());
    return switch (family) {
      case AF_INET -> new Address(Ip.v4(from.getInt()), port);
      case AF_INET6 -> {
        from.getInt();
        yield new Address(Ip.v6(from.getLong(), from.getLong()), port);
      }
      default -> throw new SocketException(Errno.EAFNOSUPPORT);
    };
  }

  /// As a socket of that family sees it.
  byte[] bytes(Family of) {
    ByteBuffer out = ByteBuffer.allocate(of == Family.IPV4 ? LENGTH4 : LENGTH6);
    out.order(ByteOrder.nativeOrder()).putShort((short) (of == Family.IPV4 ? AF_INET : AF_INET6));
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    if (of == Family.IPV4) {
      out.putInt(ip.toInt());
    } else {
      out.putInt(0);
      out.putLong(ip.isV4() ? 0 : ip.hi());
      out.putLong(ip.isV4() ? 0xffff_0000_0000L | Integer.toUnsignedLong(ip.toInt()) : ip.lo());
    }
    return out.array();
  }
}
