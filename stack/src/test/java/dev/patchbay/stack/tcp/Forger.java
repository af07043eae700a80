package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.Objects;

/// Sends segments that no connection would send, from any address.
final class Forger {
  private final Netns netns;

  int source;
  int sourcePort;
  int destination;
  int destinationPort;
  int sequence;
  int acknowledgement;
  int flags;
  int window = 1000;

  /// What follows the 20 bytes of the header: options and data, as the header length says.
  byte[] rest = {};

  int headerLength = Tcp.HEADER;
  boolean wrongChecksum;

  Forger(Netns netns) {
    this.netns = netns;
  }

  void send() {
    Packet packet = netns.world().allocate(rest.length);
    System.arraycopy(rest, 0, packet.bytes(), packet.put(rest.length), rest.length);
    int at = Tcp.push(packet, sourcePort, destinationPort, 0);
    byte[] bytes = packet.bytes();
    Tcp.headerLength(bytes, at, headerLength);
    Tcp.sequence(bytes, at, sequence);
    Tcp.acknowledgement(bytes, at, acknowledgement);
    Tcp.flags(bytes, at, flags);
    Tcp.window(bytes, at, window);
    long pseudo = Checksum.pseudo(source, destination, IpProtocol.TCP, packet.length());
    Tcp.fillChecksum(bytes, at, packet.length(), wrongChecksum ? pseudo + 1 : pseudo);
    IpHeader header = new IpHeader();
    header.route = route();
    header.source = source;
    header.destination = destination;
    header.protocol = IpProtocol.TCP;
    IpStack.of(netns).output().send(packet, header);
  }

  private Route route() {
    Flow flow = new Flow();
    flow.destinationHi = Ip.hi(destination);
    return Objects.requireNonNull(Fib.of(netns, Family.IPV4).output(flow));
  }
}
