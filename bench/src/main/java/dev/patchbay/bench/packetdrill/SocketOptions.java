package dev.patchbay.bench.packetdrill;

import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The options of sockets, as Linux numbers them (asm-generic/socket.h, linux/tcp.h, linux/in.h).
final class SocketOptions {
  private static final int SOL_IP = 0;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_TCP = 6;
  private static final int SOL_IPV6 = 41;

  private static final int CONGESTION_NAME = 16;
  private static final int FAST_OPEN_KEY = 33;
  private static final int MEMORY = 55;
  private static final int MEMORY_COUNTS = 9;

  private SocketOptions() {}

  static byte[] get(TcpSocket socket, int level, int option) throws SocketException {
    return switch (level) {
      case SOL_SOCKET -> option == MEMORY ? memory(socket) : number(getSocket(socket, option));
      case SOL_TCP -> getTcp(socket, option);
      case SOL_IP -> number(getIp(socket, option));
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    };
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private static int number(boolean value) {
    return value ? 1 : 0;
  }

  private static int getSocket(TcpSocket socket, int option) throws SocketException {
    return switch (option) {
      case 2 -> number(socket.reuseAddress());
      case 4 -> {
        Errno error = socket.takePending();
        yield error == null ? 0 : error.number();
      }
      case 7 -> socket.sendBuffer();
      case 8 -> socket.receiveBuffer();
      case 9 -> number(socket.keepAlive());
      case 15 -> number(socket.reusePort());
      case 36 -> socket.mark();
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    };
  }

  private static byte[] getTcp(TcpSocket socket, int option) throws SocketException {
    return switch (option) {
      case 1 -> number(number(socket.noDelay()));
      case 2 -> number(socket.maximumSegment());
      case 3 -> number(number(socket.cork()));
      case 4 -> number((int) socket.keepAliveIdle());
      case 5 -> number((int) socket.keepAliveInterval());
      case 6 -> number(socket.keepAliveCount());
      case 7 -> number(socket.synRetries());
      case 11 -> TcpInfo.of(socket.info());
      case 12 -> number(number(socket.quickAck()));
      case 13 -> congestion(socket.congestion());
      case 18 -> number((int) socket.userTimeout());
      case 23 -> number(socket.fastOpenQueue());
      case 25 -> number(socket.notSentLowWater());
      case 26 -> new byte[0];
      case 30 -> number(number(socket.fastOpenConnect()));
      case 33 -> socket.fastOpenKey();
      case 34 -> number(number(socket.fastOpenNoCookie()));
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    };
  }

  /// What is charged for it, by kind (`SO_MEMINFO`).
  private static byte[] memory(TcpSocket socket) {
    ByteBuffer out = ByteBuffer.allocate(MEMORY_COUNTS * Integer.BYTES);
    out.order(ByteOrder.nativeOrder())
        .putInt(socket.receiveQueued())
        .putInt(socket.receiveBuffer());
    return out.putInt(0).putInt(socket.sendBuffer()).array();
  }

  private static byte[] congestion(String name) {
    ByteBuffer out = ByteBuffer.allocate(CONGESTION_NAME);
    return out.put(name.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static int getIp(TcpSocket socket, int option) throws SocketException {
    return switch (option) {
      case 1 -> socket.tos();
      case 2 -> socket.ttl();
      case 15 -> number(socket.transparent());
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    };
  }

  static void set(TcpSocket socket, int level, int option, ByteBuffer value)
      throws SocketException {
    switch (level) {
      case SOL_SOCKET -> setSocket(socket, option, value);
      case SOL_TCP -> setTcp(socket, option, value);
      case SOL_IP -> setIp(socket, option, value.remaining() == 1 ? value.get() : number(value));
      case SOL_IPV6 -> setIpv6(socket, option, number(value));
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    }
  }

  private static int number(ByteBuffer value) throws SocketException {
    if (value.remaining() < Integer.BYTES) {
      throw new SocketException(Errno.EINVAL);
    }
    return value.getInt();
  }

  private static void setSocket(TcpSocket socket, int option, ByteBuffer value)
      throws SocketException {
    int number = number(value);
    switch (option) {
      case 2 -> socket.reuseAddress(number != 0);
      case 7 -> socket.sendBuffer(number);
      case 8 -> socket.receiveBuffer(number);
      case 9 -> socket.keepAlive(number != 0);
      case 13 -> socket.linger(number == 0 ? -1 : number(value));
      case 15 -> socket.reusePort(number != 0);
      case 36 -> socket.mark(number);
      case 47 -> socket.mostPace(number == -1 ? -1 : Integer.toUnsignedLong(number));
      case 60 -> {
        // What is sent is always copied, which Linux may do, too.
      }
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    }
  }

  private static void setTcp(TcpSocket socket, int option, ByteBuffer value)
      throws SocketException {
    if (option == 13) {
      byte[] name = new byte[value.remaining()];
      value.get(name);
      socket.congestion(new String(name, StandardCharsets.US_ASCII).replace("\0", ""));
      return;
    }
    if (option == FAST_OPEN_KEY) {
      byte[] keys = new byte[value.remaining()];
      value.get(keys);
      socket.fastOpenKey(keys);
      return;
    }
    int number = number(value);
    switch (option) {
      case 1 -> socket.noDelay(number != 0);
      case 2 -> socket.maximumSegment(number);
      case 3 -> socket.cork(number != 0);
      case 4 -> socket.keepAliveIdle(number);
      case 5 -> socket.keepAliveInterval(number);
      case 6 -> socket.keepAliveCount(number);
      case 7 -> socket.synRetries(number);
      case 8 -> socket.finWait2(number);
      case 9 -> socket.deferAccept(number);
      case 12 -> socket.quickAck(number != 0);
      case 18 -> socket.userTimeout(number);
      case 23 -> socket.fastOpenQueue(number);
      case 25 -> socket.notSentLowWater(number);
      case 30 -> socket.fastOpenConnect(number != 0);
      case 34 -> socket.fastOpenNoCookie(number != 0);
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    }
  }

  private static void setIp(TcpSocket socket, int option, int number) throws SocketException {
    switch (option) {
      case 1 -> socket.tos(number);
      case 2 -> socket.ttl(number);
      case 10 -> socket.pathMtuDiscovery(PathMtuDiscovery.values()[number]);
      case 11 -> socket.receivesErrors(number != 0);
      case 15, 19 -> socket.transparent(number != 0);
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    }
  }

  private static void setIpv6(TcpSocket socket, int option, int number) throws SocketException {
    switch (option) {
      case 16 -> socket.ttl(number);
      case 23 -> socket.pathMtuDiscovery(PathMtuDiscovery.values()[number]);
      case 25 -> socket.receivesErrors(number != 0);
      case 26 -> socket.ipv6Only(number != 0);
      case 67 -> socket.tos(number);
      default -> throw new SocketException(Errno.ENOPROTOOPT);
    }
  }
}
