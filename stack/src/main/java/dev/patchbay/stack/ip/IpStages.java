package dev.patchbay.stack.ip;

import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteTable;
import org.jspecify.annotations.Nullable;

/// What IP tells a journey; what only one family says has its place with that.
public final class IpStages {
  /// A route has been found: of which table, by which entry, where it leads. As `ip route` shows
  /// it.
  public record Routed(
      String destination,
      String type,
      @Nullable String entry,
      @Nullable String table,
      @Nullable String gateway,
      String device)
      implements Stage {
    /// The way to `destination`, by the entry of the table that says so, if one is known.
    public static Routed of(Route route, Ip destination, @Nullable FibEntry entry) {
      Ip gateway =
          route.hasGateway()
              ? new Ip(destination.family(), route.gatewayHi(), route.gatewayLo())
              : null;
      return new Routed(
          destination.text(),
          route.type().word(),
          entry == null ? null : text(entry),
          entry == null ? null : RouteTable.word(entry.table()),
          gateway == null ? null : gateway.text(),
          route.device().name());
    }

    private static String text(FibEntry entry) {
      return entry.destination().length() == 0 ? "default" : entry.destination().text();
    }

    @Override
    public String name() {
      return "route";
    }

    @Override
    public void show(Output out) {
      out.string("dst", "to ", destination, ":");
      out.jsonString("type", type);
      if (!type.equals("unicast")) {
        out.text(" " + type);
      }
      if (entry != null) {
        out.string("entry", " ", entry, "");
      }
      if (gateway != null) {
        out.string("gateway", " via ", gateway, "");
      }
      out.string("dev", " dev ", device, "");
      if (table != null) {
        out.string("table", " table ", table, "");
      }
    }
  }

  /// The packet goes on to another network.
  record Forwarded(int ttl, String device) implements Stage {
    @Override
    public String name() {
      return "forward";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "to dev ", device, "");
      out.number("ttl", " ttl ", ttl, "");
    }
  }

  /// The packet is for this namespace.
  public record Delivered(String protocol, String source, String destination) implements Stage {
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
  public record Fragmented(int mtu, int fragments) implements Stage {
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
  public record Reassembled(int fragments, int bytes) implements Stage {
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

  /// The way of an IPv4 packet.
  static Routed routed(Netns netns, Packet packet, Route route) {
    int destination = Ipv4.destination(packet.bytes(), packet.network());
    FibEntry entry = Fib.of(netns, Family.IPV4).entryOf(route, Ip.hi(destination), 0);
    return Routed.of(route, Ip.v4(destination), entry);
  }

  private IpStages() {}
}
