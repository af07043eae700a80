package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import java.util.List;

/// `-j TEE`: sends a copy to another host of this network. The copy is sent as from here, through
/// OUTPUT and POSTROUTING, is not tracked, and is not copied itself
/// (net/ipv4/netfilter/nf_dup_ipv4.c).
public final class Tee implements TargetKind {
  private static final Option<Ip> GATEWAY = Option.of("gateway", Values.host()).mandatory();
  private static final Option<String> DEVICE = Option.of("oif", Values.string(1, 15));

  private static final int DF = 0x4000;

  /// Whether a copy is on its way through the namespace's hooks (`nf_skb_duplicated`).
  private static final class Copying implements NetnsPart {
    static final Key<Copying> KEY = new Key<>(netns -> new Copying());

    private boolean isUnderWay;
  }

  @Override
  public String name() {
    return "TEE";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(GATEWAY, DEVICE);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Copy(chosen.required(GATEWAY), chosen.get(DEVICE, ""));
  }

  /// @param device the only one by which the copy may leave, or empty
  record Copy(Ip gateway, String device) implements Target {
    @Override
    public String name() {
      return "TEE";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      if (gateway.isUnspecified()) {
        throw new NetlinkException(Errno.EINVAL);
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      Copying copying = packet.netns().part(Copying.KEY);
      if (!copying.isUnderWay) {
        copying.isUnderWay = true;
        duplicate(packet);
        copying.isUnderWay = false;
      }
      return Verdict.CONTINUE;
    }

    private void duplicate(Inspection packet) {
      Netns netns = packet.netns();
      Flow flow = new Flow();
      flow.clear();
      flow.destinationHi = gateway.hi();
      flow.destinationLo = gateway.lo();
      flow.output = device.isEmpty() ? null : netns.device(device);
      boolean mayLeave = device.isEmpty() || flow.output != null;
      Route route = mayLeave ? Fib.of(netns, packet.family()).output(flow) : null;
      if (route != null) {
        send(packet, route);
      }
    }

    private void send(Inspection packet, Route route) {
      Netns netns = packet.netns();
      Packet copy = netns.world().clone(packet.packet());
      copy.connection(null, Connection.INFO_UNTRACKED);
      lowerHops(packet, copy);
      copy.destination(route.toHost(gateway));
      copy.device(route.device());
      copy.flags(0);
      if (packet.family() == Family.IPV4) {
        Ipv4.fragment(
            copy.edit(), copy.network(), Ipv4.fragment(copy.bytes(), copy.network()) | DF);
        IpStack.of(netns).output().localOut(copy);
      } else {
        Ip6.of(netns.machine()).output().sendCopy(copy);
      }
    }

    /// A copy of what has just come in has one hop less, so that copies cannot go round for ever.
    private static void lowerHops(Inspection packet, Packet copy) {
      if (packet.point() != HookPoint.PREROUTING && packet.point() != HookPoint.INPUT) {
        return;
      }
      byte[] own = copy.edit();
      int at = copy.network();
      if (packet.family() == Family.IPV4) {
        Ipv4.ttl(own, at, Math.max(Ipv4.ttl(own, at) - 1, 0));
        Ipv4.fillChecksum(own, at);
      } else {
        Ipv6.hopLimit(own, at, Math.max(Ipv6.hopLimit(own, at) - 1, 0));
      }
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --gateway ").append(gateway.text());
      out.append(device.isEmpty() ? "" : " --oif " + device);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      String name = listing.numeric() ? null : listing.names().nameOf(gateway);
      out.append(" TEE gw:").append(name == null ? gateway.text() : name);
      out.append(device.isEmpty() ? "" : " oif=" + device);
    }
  }
}
