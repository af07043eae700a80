package dev.patchbay.stack.route;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.SettingStage;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.Scope;
import org.jspecify.annotations.Nullable;

/// Could a packet have come from there by this device (`fib_validate_source`)? With `rp_filter` 1
/// the way back must be by the device, with 2 there must be one at all (RFC 3704).
public final class SourceValidation {
  private static final int STRICT = 1;

  private SourceValidation() {}

  /// 1 when the source is on the link, 0 when it is sound otherwise, -1 when it is not: then the
  /// flow says why. `out` is the device the packet leaves by, null when it stays here.
  static int validate(Ipv4Lookup lookup, InetDevice inet, Flow flow, @Nullable NetDevice out) {
    int filter = inet.rpFilter();
    boolean mayRedirect = out == inet.device() && inet.sendRedirects();
    if (filter != 0 || mayRedirect || lookup.fib.hasCustomLocalRoutes() || lookup.fib.hasRules()) {
      boolean quickly = filter == 0 && !mayRedirect && inet.acceptLocal();
      return quickly ? 0 : check(lookup, inet, flow, filter, out);
    }
    if (!inet.acceptLocal() && lookup.ownerOf(flow.sourceHi) != null) {
      return refuse(flow, Errno.EINVAL, DropReason.IP_INVALID_SOURCE);
    }
    return 0;
  }

  /// What a journey is told of a packet that the filter refuses.
  public static SettingStage refusal(NetDevice device, int source) {
    InetDevice inet = InetDevice.inet(device);
    int filter = inet == null ? 0 : inet.larger(Ipv4Setting.RP_FILTER);
    String name = "net.ipv4.conf." + device.name() + ".rp_filter";
    String meaning = "what answers " + Ip.format(source) + " would not leave by " + device.name();
    return new SettingStage(name, Integer.toString(filter), meaning);
  }

  private static int refuse(Flow flow, Errno error, DropReason reason) {
    flow.error = error.number();
    flow.refusal = reason;
    return -1;
  }

  private static int check(
      Ipv4Lookup lookup, InetDevice inet, Flow flow, int filter, @Nullable NetDevice out) {
    NetDevice device = inet.device();
    Flow back = MachineRoutes.of(device.netns().machine()).back().clear();
    back.destinationHi = flow.sourceHi;
    back.sourceHi = flow.destinationHi;
    back.input = out;
    back.tos = flow.tos;
    back.protocol = flow.protocol;
    back.sourcePort = flow.destinationPort;
    back.destinationPort = flow.sourcePort;
    back.domain = L3Master.of(device);
    back.mark = inet.either(Ipv4Setting.SRC_VALID_MARK) ? flow.mark : 0;
    boolean found = lookup.find(back) == 0;
    Way way = back.way;
    if (!found || way == null) {
      return lastResort(flow, filter);
    }
    boolean fromHere = way.type == RouteType.LOCAL;
    if (way.type != RouteType.UNICAST && !(fromHere && inet.acceptLocal())) {
      return refuse(flow, Errno.EINVAL, DropReason.IP_INVALID_SOURCE);
    }
    if (leadsBy(way, device) || (fromHere && device.isLoopback())) {
      return isOnLink(back.hop) ? 1 : 0;
    }
    if (inet.addressCount() == 0) {
      return lastResort(flow, filter);
    }
    if (filter == STRICT) {
      return refuse(flow, Errno.EXDEV, DropReason.IP_RPFILTER);
    }
    return isOnLinkBy(lookup, back, device) ? 1 : 0;
  }

  /// Whether the way leaves by the device, or by a port of it (`fib_info_nh_uses_dev`).
  private static boolean leadsBy(Way way, NetDevice device) {
    if (device instanceof L3Master) {
      for (NextHop hop : way.hops) {
        if (hop.device.master() == device) {
          return true;
        }
      }
    }
    return way.leadsBy(device);
  }

  private static int lastResort(Flow flow, int filter) {
    return filter == 0 ? 0 : refuse(flow, Errno.EXDEV, DropReason.IP_RPFILTER);
  }

  private static boolean isOnLink(@Nullable NextHop hop) {
    return hop != null && hop.scope >= Scope.HOST;
  }

  /// Whether a route by this very device, though not the best one, has the source on its link.
  private static boolean isOnLinkBy(Ipv4Lookup lookup, Flow back, NetDevice device) {
    back.clearResult();
    back.output = device;
    back.ignoresLinkstate = true;
    Way way = lookup.find(back) == 0 ? back.way : null;
    return way != null && way.type == RouteType.UNICAST && isOnLink(back.hop);
  }
}
