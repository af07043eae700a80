package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.FibEntry;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.Rules;
import org.jspecify.annotations.Nullable;

/// What IP tells a journey; what only one family says has its place with that.
public final class IpStages {
  /// A route has been found: of which table, by which entry, where it leads, as `ip route` shows
  /// it.
  ///
  /// @param rule the rule that chose the table, as `ip rule` shows it; null for one of the kernel's
  ///   own
  public record Routed(
      String destination,
      String type,
      @Nullable String entry,
      @Nullable String table,
      @Nullable String gateway,
      String device,
      @Nullable String rule)
      implements Stage {
    /// The way of the flow, by the entry of the table that says so, if one is known.
    public static Routed of(Netns netns, Route route, Flow flow) {
      Family family = route.family();
      Ip destination = new Ip(family, flow.destinationHi, flow.destinationLo);
      FibEntry entry = Fib.of(netns, family).entryOf(route, flow.destinationHi, flow.destinationLo);
      Ip gateway = route.hasGateway() ? new Ip(family, route.gatewayHi(), route.gatewayLo()) : null;
      return new Routed(
          destination.text(),
          route.type().word(),
          entry == null ? null : text(entry),
          entry == null ? null : RouteTable.word(entry.table()),
          gateway == null ? null : gateway.text(),
          route.device().name(),
          route.error() != 0 || entry != null
              ? Rules.of(netns, family).textOf(flow, entry == null ? 0 : entry.table())
              : null);
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
      if (isMissing()) {
        out.text(" there is none");
      } else {
        showWay(out);
      }
      if (rule != null) {
        out.string("rule", " (rule ", rule, ")");
      }
    }

    /// Whether no table had a route.
    public boolean isMissing() {
      return entry == null && type.equals("unreachable");
    }

    private void showWay(Output out) {
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

  /// The way of an IPv4 packet that came by `input`, or was made here.
  static Routed routed(Netns netns, Packet packet, Route route, @Nullable NetDevice input) {
    byte[] bytes = packet.bytes();
    int at = packet.network();
    Flow flow = new Flow();
    flow.destinationHi = Ip.hi(Ipv4.destination(bytes, at));
    flow.sourceHi = Ip.hi(Ipv4.source(bytes, at));
    flow.tos = Ipv4.tos(bytes, at);
    flow.transport(bytes, Ipv4.protocol(bytes, at), packet.transport(), packet.tail());
    return Routed.of(netns, route, complete(flow, packet, route, input));
  }

  /// What both families' flows have that no header tells.
  public static Flow complete(Flow flow, Packet packet, Route route, @Nullable NetDevice input) {
    flow.mark = packet.mark();
    flow.input = input;
    flow.output = input == null ? route.device() : null;
    return flow;
  }

  private IpStages() {}
}
