package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.TestLab;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Sends echo requests over IPv6 and says in words what came of each.
final class Ping6 {
  private static final int ID = 7;

  private final TestLab lab;
  final RawSocket6 socket;
  private int sequence;

  Ping6(TestLab lab, Netns netns) {
    this.lab = lab;
    this.socket = new RawSocket6(netns, IpProtocol.ICMPV6, "ping");
    socket.receivesErrors(true);
    BitSet refused = new BitSet();
    refused.set(0, 256);
    refused.clear(Icmpv6.ECHO_REPLY);
    socket.refuse(refused);
  }

  Ping6 scope(NetDevice device) {
    socket.scope(device);
    return this;
  }

  /// One echo with 56 bytes, and up to a second for the answer.
  String to(String destination) {
    return to(destination, 56, 1000);
  }

  /// One echo, and what came of it within the milliseconds.
  String to(String destination, int size, long millis) {
    try {
      socket.takePending();
      socket.send(echo(size), Ip.of(destination), false);
    } catch (SocketException e) {
      SocketError local = socket.nextError();
      return e.errno() + (local == null ? "" : " mtu " + local.info());
    }
    lab.passMillis(millis);
    return answer();
  }

  private byte[] echo(int size) {
    byte[] bytes = new byte[Icmpv6.HEADER + size];
    Icmpv6.type(bytes, 0, Icmpv6.ECHO_REQUEST);
    Icmpv6.id(bytes, 0, ID);
    Icmpv6.sequence(bytes, 0, ++sequence);
    for (int i = Icmpv6.HEADER; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /// What else has come.
  String next() {
    return answer();
  }

  private String answer() {
    SocketError error = socket.nextError();
    if (error != null) {
      socket.takePending();
      String info = error.info() == 0 ? "" : " " + error.info();
      return "type %d code %d%s from %s"
          .formatted(error.type(), error.code(), info, error.offender());
    }
    Datagram reply = receive();
    if (reply == null) {
      return "nothing";
    }
    return "%d bytes from %s hops %d".formatted(reply.bytes().length, reply.source(), reply.hops());
  }

  private @Nullable Datagram receive() {
    try {
      return socket.receive();
    } catch (SocketException e) {
      throw new AssertionError(e.errno().toString(), e);
    }
  }
}
