package dev.patchbay.filter.match;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteType;
import java.util.List;

/// `-m rpfilter`: whether an answer to the packet would leave by the device it came by.
public final class Rpfilter implements MatchKind {
  private static final Option<Void> LOOSE = Option.flag("loose");
  private static final Option<Void> VALID_MARK = Option.flag("validmark");
  private static final Option<Void> ACCEPT_LOCAL = Option.flag("accept-local");
  private static final Option<Void> INVERT = Option.flag("invert");

  @Override
  public String name() {
    return "rpfilter";
  }

  @Override
  public String module(Family family) {
    return family == Family.IPV4 ? "ipt_rpfilter" : "ip6t_rpfilter";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LOOSE, VALID_MARK, ACCEPT_LOCAL, INVERT);
  }

  @Override
  public Match build(Chosen chosen) {
    return new WayBack(
        chosen.has(LOOSE),
        chosen.has(VALID_MARK),
        chosen.has(ACCEPT_LOCAL),
        chosen.has(INVERT),
        new Flow());
  }

  /// @param flow used again for each packet
  record WayBack(boolean loose, boolean validMark, boolean acceptLocal, boolean inverted, Flow flow)
      implements Match {
    @Override
    public String name() {
      return "rpfilter";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      place.onlyAt(HookPoint.PREROUTING);
      if (place.table() != TableKind.RAW && place.table() != TableKind.MANGLE) {
        String prefix = place.family() == Family.IPV4 ? "ipt" : "ip6t";
        throw place.refuseSaying(
            prefix
                + "_rpfilter: only valid in 'raw' or 'mangle' table, not '"
                + place.table().word()
                + "'");
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      NetDevice in = packet.in();
      if (in == null || in.isLoopback()) {
        return !inverted;
      }
      return leadsBack(packet, in) != inverted;
    }

    private boolean leadsBack(Inspection packet, NetDevice in) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      flow.clear();
      if (packet.family() == Family.IPV4) {
        int source = Ipv4.source(bytes, at);
        int destination = Ipv4.destination(bytes, at);
        if (Ipv4.isMulticast(source) || Ipv4.isZeroNet(source)) {
          return Ipv4.isZeroNet(source) && Ipv4.isLocalMulticast(destination);
        }
        flow.destinationHi = Ip.hi(source);
        flow.tos = Ipv4.tos(bytes, at);
      } else {
        flow.destinationHi = Ipv6.sourceHi(bytes, at);
        flow.destinationLo = Ipv6.sourceLo(bytes, at);
        flow.output = Ipv6.isLinkLocal(flow.destinationHi) ? in : null;
      }
      flow.mark = validMark ? packet.packet().mark() : 0;
      Route route = Fib.of(packet.netns(), packet.family()).output(flow);
      if (route == null) {
        return false;
      }
      if (route.type() == RouteType.LOCAL) {
        return acceptLocal;
      }
      return route.type() == RouteType.UNICAST && (loose || route.device() == in);
    }

    @Override
    public void save(StringBuilder out) {
      out.append(loose ? " --loose" : "").append(validMark ? " --validmark" : "");
      out.append(acceptLocal ? " --accept-local" : "").append(inverted ? " --invert" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" rpfilter").append(loose ? " loose" : "").append(validMark ? " validmark" : "");
      out.append(acceptLocal ? " accept-local" : "").append(inverted ? " invert" : "");
    }
  }
}
