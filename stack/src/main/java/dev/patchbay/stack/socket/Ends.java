package dev.patchbay.stack.socket;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip6.Icmp6Error;

/// Both ends of a flow, as a socket here would have them. Used again for each packet.
public class Ends {
  public Family family = Family.IPV4;
  public long localHi;
  public long localLo;
  public int localPort;
  public long remoteHi;
  public long remoteLo;
  public int remotePort;

  /// Those of a packet that has come in, whose transport header, UDP's or TCP's, is at `at`.
  public final void read(Packet packet, int at) {
    received(packet.bytes(), packet.network());
    // The ports stand at one place in both headers.
    remotePort = Udp.sourcePort(packet.bytes(), at);
    localPort = Udp.destinationPort(packet.bytes(), at);
  }

  /// The addresses of a packet that has come in, whose IP header is there.
  public final void received(byte[] bytes, int ip) {
    family = Ipv4.version(bytes, ip) == 4 ? Family.IPV4 : Family.IPV6;
    if (family == Family.IPV4) {
      localHi = Ip.hi(Ipv4.destination(bytes, ip));
      localLo = 0;
      remoteHi = Ip.hi(Ipv4.source(bytes, ip));
      remoteLo = 0;
    } else {
      localHi = Ipv6.destinationHi(bytes, ip);
      localLo = Ipv6.destinationLo(bytes, ip);
      remoteHi = Ipv6.sourceHi(bytes, ip);
      remoteLo = Ipv6.sourceLo(bytes, ip);
    }
  }

  /// The addresses of a packet that was sent, whose IP header is there.
  public final void sent(byte[] bytes, int ip) {
    received(bytes, ip);
    long hi = localHi;
    long lo = localLo;
    localHi = remoteHi;
    localLo = remoteLo;
    remoteHi = hi;
    remoteLo = lo;
  }

  /// Those of the packet that the error quotes, which was sent from here.
  public static Ends of(IcmpError error) {
    return quoted(error.packet().bytes(), error.quoted(), error.payload());
  }

  /// Those of the packet that the error quotes, which was sent from here.
  public static Ends of(Icmp6Error error) {
    return quoted(error.packet().bytes(), error.quoted(), error.payload());
  }

  private static Ends quoted(byte[] bytes, int ip, int at) {
    Ends ends = new Ends();
    ends.sent(bytes, ip);
    ends.localPort = Udp.sourcePort(bytes, at);
    ends.remotePort = Udp.destinationPort(bytes, at);
    return ends;
  }
}
