package dev.patchbay.filter.nat;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Udp;

/// In a journey: a packet's source or destination becomes another one.
///
/// @param what which of the two
/// @param undone whether that undoes, for a reply, what was done to the packets it answers
/// @param bound whether it was decided for an earlier packet of the connection
public record NatStage(
    Manipulation what, boolean undone, boolean bound, String before, String after)
    implements Stage {
  /// The end of the packet that is to be changed, as text.
  static String end(Packet packet, int transport, Family family, Manipulation what) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    boolean source = what == Manipulation.SOURCE;
    int first = family == Family.IPV4 ? 12 : 8;
    String address = Ip.read(family, bytes, ip + first + (source ? 0 : family.bytes())).text();
    int protocol = family == Family.IPV4 ? Ipv4.protocol(bytes, ip) : Ipv6.nextHeader(bytes, ip);
    if (protocol != IpProtocol.TCP && protocol != IpProtocol.UDP) {
      return address;
    }
    int port = source ? Udp.sourcePort(bytes, transport) : Udp.destinationPort(bytes, transport);
    return (family == Family.IPV4 ? address : "[" + address + "]") + ":" + port;
  }

  @Override
  public String name() {
    return "nat";
  }

  @Override
  public void show(Output out) {
    out.string("what", "", what == Manipulation.SOURCE ? "source" : "destination", "");
    out.string("before", " ", before, "");
    out.string("after", " becomes ", after, "");
    if (undone) {
      out.text(" again: a reply");
    } else if (bound) {
      out.text(", as its connection is bound to");
    }
    out.jsonBoolean("reply", undone);
    out.jsonBoolean("bound", bound);
  }
}
