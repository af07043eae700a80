package dev.patchbay.stack;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What `ping` does with a raw socket: sends echo requests, and tells in short words what comes
/// back.
public final class Pinger {
  private static final int ID = 7;

  public final RawSocket socket;
  private int sequence;

  public Pinger(Netns netns) {
    socket = new RawSocket(netns, IpProtocol.ICMP, "ping");
    socket.receivesErrors(true);
    // As ping does: nothing but replies and errors.
    socket.icmpFilter(
        ~(1 << Icmp.ECHO_REPLY
            | 1 << Icmp.UNREACHABLE
            | 1 << Icmp.SOURCE_QUENCH
            | 1 << Icmp.REDIRECT
            | 1 << Icmp.TIME_EXCEEDED
            | 1 << Icmp.PARAMETER_PROBLEM));
  }

  /// An echo request with that many bytes of data.
  public byte[] request(int size) {
    byte[] bytes = new byte[Icmp.HEADER + size];
    Icmp.type(bytes, 0, Icmp.ECHO_REQUEST);
    Icmp.id(bytes, 0, ID);
    Icmp.sequence(bytes, 0, ++sequence);
    Arrays.fill(bytes, Icmp.HEADER, bytes.length, (byte) 'x');
    Icmp.fillChecksum(bytes, 0, bytes.length);
    return bytes;
  }

  /// Sends one request; returns the error that the call fails with, or an empty text.
  public String send(String destination, int size) {
    try {
      socket.takePending();
      socket.send(request(size), Ip.of(destination), false);
      return "";
    } catch (SocketException e) {
      return e.errno().name();
    }
  }

  public String send(String destination) {
    return send(destination, 56);
  }

  /// What has come: `reply ADDRESS ttl=N`, `TYPE/CODE from ADDRESS`, `local ERROR mtu=N`; in order.
  public List<String> received() {
    List<String> all = new ArrayList<>();
    for (SocketError error = socket.nextError(); error != null; error = socket.nextError()) {
      all.add(text(error));
    }
    socket.takePending();
    try {
      for (Datagram reply = socket.receive(); reply != null; reply = socket.receive()) {
        int at = Ipv4.payload(reply.bytes(), 0);
        if (Icmp.type(reply.bytes(), at) == Icmp.ECHO_REPLY) {
          all.add("reply " + reply.source() + " ttl=" + reply.hops());
        }
      }
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  private static String text(SocketError error) {
    if (error.origin() == SocketError.Origin.LOCAL) {
      return "local " + error.errno() + " mtu=" + error.info();
    }
    String mtu = error.info() == 0 ? "" : " info=" + error.info();
    return error.type() + "/" + error.code() + " from " + error.offender() + mtu;
  }
}
