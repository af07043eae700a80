package dev.patchbay.stack.ip6;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStages;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What IPv6 tells a journey, beside what both families do.
final class Ip6Stages {
  /// The packet goes on to another network.
  record Forwarded(int hopLimit, String device) implements Stage {
    @Override
    public String name() {
      return "forward";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "to dev ", device, "");
      out.number("hlim", " hlim ", hopLimit, "");
    }
  }

  /// The way of a packet that came by `input`, or was made here.
  static IpStages.Routed routed(
      Netns netns, Packet packet, Route route, @Nullable NetDevice input) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    Flow flow = new Flow();
    flow.destinationHi = Ipv6.destinationHi(bytes, ip);
    flow.destinationLo = Ipv6.destinationLo(bytes, ip);
    flow.sourceHi = Ipv6.sourceHi(bytes, ip);
    flow.sourceLo = Ipv6.sourceLo(bytes, ip);
    flow.tos = Ipv6.trafficClass(bytes, ip);
    flow.transport(bytes, Ipv6.nextHeader(bytes, ip), packet.transport(), packet.tail());
    return IpStages.Routed.of(netns, route, IpStages.complete(flow, packet, route, input));
  }

  /// The packet is for this namespace.
  static IpStages.Delivered delivered(Packet packet, int protocol) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    String name = IpProtocol.name(protocol);
    return new IpStages.Delivered(
        name == null ? "protocol " + protocol : name.toLowerCase(Locale.ROOT),
        Ip.v6(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip)).text(),
        destination(packet).text());
  }

  private static Ip destination(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return Ip.v6(Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip));
  }

  private Ip6Stages() {}
}
