package dev.patchbay.stack.ip6;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStages;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Route;
import java.util.Locale;

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

  /// The way of a packet.
  static IpStages.Routed routed(Netns netns, Packet packet, Route route) {
    Ip destination = destination(packet);
    FibEntry entry = Fib.of(netns, Family.IPV6).entryOf(route, destination.hi(), destination.lo());
    return IpStages.Routed.of(route, destination, entry);
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
