package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;

/// The objects of `ip`, in its order: the first one that the word is the beginning of is meant.
final class IpObjects {
  private static final Keywords NAMES =
      new Keywords(
          "address",
          "addrlabel",
          "maddress",
          "route",
          "rule",
          "neighbor",
          "neighbour",
          "ntable",
          "ntbl",
          "link",
          "l2tp",
          "fou",
          "ila",
          "macsec",
          "tunnel",
          "tunl",
          "tuntap",
          "tap",
          "token",
          "tcpmetrics",
          "tcp_metrics",
          "monitor",
          "xfrm",
          "mroute",
          "mrule",
          "netns",
          "netconf",
          "vrf",
          "sr",
          "nexthop",
          "mptcp",
          "ioam",
          "stats",
          "help");

  private IpObjects() {}

  /// Does what the words say; returns the status.
  static int run(Session session, Args args) throws FileException, NetlinkException {
    String word = args.next();
    String name = NAMES.find(word);
    if (name == null) {
      throw new Refusal("Object \"" + word + "\" is unknown, try \"ip help\".");
    }
    return switch (name) {
      case "address" -> AddressObject.run(session, args);
      case "addrlabel" -> AddressLabelObject.run(session, args);
      case "route" -> RouteObject.run(session, args);
      case "nexthop" -> NexthopObject.run(session, args);
      case "rule" -> RuleObject.run(session, args);
      case "neighbor", "neighbour" -> NeighbourObject.run(session, args);
      case "link" -> LinkObject.run(session, args);
      case "netns" -> NetnsObject.run(session, args);
      case "maddress" -> MaddressObject.run(session, args);
      case "ntable", "ntbl" -> NtableObject.run(session, args);
      case "netconf" -> NetconfObject.run(session, args);
      case "monitor" -> MonitorObject.run(session, args);
      case "tcpmetrics", "tcp_metrics" -> TcpMetricsObject.run(session, args);
      case "stats" -> StatsObject.run(session, args);
      case "mroute" -> MrouteObject.run(session, args);
      case "mrule" -> MrouteObject.rules(args);
      case "xfrm", "l2tp", "fou", "ila", "mptcp", "sr", "ioam", "macsec" ->
          ForeignObject.run(session, name, args);
      case "tunnel", "tunl" -> TunnelObject.run(session, args);
      case "tuntap", "tap" -> TuntapObject.run(session, args);
      case "vrf" -> VrfObject.run(session, args);
      case "token" -> TokenObject.run(session, args);
      case "help" -> throw Usage.of("ip");
      default -> throw new Refusal("ip: patchbay has no \"" + name + "\" yet.");
    };
  }
}
