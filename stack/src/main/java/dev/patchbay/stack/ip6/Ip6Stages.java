package dev.patchbay.stack.ip6;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What IPv6 tells a journey.
final class Ip6Stages {
  /// A route has been found: of which table, by which entry, where it leads.
  record Routed(
      String destination,
      String type,
      @Nullable String entry,
      @Nullable String gateway,
      String device)
      implements Stage {
    static Routed of(Netns netns, Packet packet, Route route) {
      FibEntry entry =
          Fib.of(netns, Family.IPV6)
              .entryOf(
                  route,
                  Ipv6.destinationHi(packet.bytes(), packet.network()),
                  Ipv6.destinationLo(packet.bytes(), packet.network()));
      String text =
          entry == null
              ? null
              : entry.destination().text() + " table " + RouteTable.word(entry.table());
      String gateway =
          route.hasGateway() ? Ip.v6(route.gatewayHi(), route.gatewayLo()).text() : null;
      return new Routed(
          Ip6Stages.destination(packet), route.type().word(), text, gateway, route.device().name());
    }

    @Override
    public String name() {
      return "route";
    }

    @Override
    public void show(Output out) {
      out.string("type", "", type, "");
      out.string("dst", " ", destination, "");
      if (entry != null) {
        out.string("entry", " by ", entry, "");
      }
      if (gateway != null) {
        out.string("gateway", " via ", gateway, "");
      }
      out.string("dev", " dev ", device, "");
    }
  }

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

  /// The packet is for this namespace.
  record Delivered(String protocol, String source, String destination) implements Stage {
    static Delivered of(Packet packet, int protocol) {
      byte[] bytes = packet.bytes();
      int ip = packet.network();
      String name = IpProtocol.name(protocol);
      return new Delivered(
          name == null ? "protocol " + protocol : name.toLowerCase(Locale.ROOT),
          Ip.v6(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip)).text(),
          Ip6Stages.destination(packet));
    }

    @Override
    public String name() {
      return "deliver";
    }

    @Override
    public void show(Output out) {
      out.string("protocol", "", protocol, "");
      out.string("src", " from ", source, "");
      out.string("dst", " to ", destination, "");
    }
  }

  /// The packet is cut into pieces for a smaller MTU.
  record Fragmented(int mtu, int fragments) implements Stage {
    @Override
    public String name() {
      return "fragment";
    }

    @Override
    public void show(Output out) {
      out.number("fragments", "into ", fragments, " pieces");
      out.number("mtu", " for mtu ", mtu, "");
    }
  }

  /// The pieces of a packet are put together.
  record Reassembled(int fragments, int bytes) implements Stage {
    @Override
    public String name() {
      return "reassemble";
    }

    @Override
    public void show(Output out) {
      out.number("fragments", "of ", fragments, " pieces");
      out.number("length", " length ", bytes, "");
    }
  }

  private Ip6Stages() {}

  private static String destination(Packet packet) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    return Ip.v6(Ipv6.destinationHi(bytes, ip), Ipv6.destinationLo(bytes, ip)).text();
  }
}
