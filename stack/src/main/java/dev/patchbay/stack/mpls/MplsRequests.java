package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.LabelStack;
import dev.patchbay.packet.Mpls;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.route.EncapChecks;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.route.RouteRequest.Mode;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// Adds and removes routes of labels, refused in the kernel's order (`mpls_rtm_newroute`,
/// `mpls_rtm_delroute`).
public final class MplsRequests {
  private static final int LABEL_BITS = 20;

  private final Netns netns;
  private final MplsTable table;

  private MplsRequests(Netns netns) {
    this.netns = netns;
    this.table = MplsTable.of(netns);
  }

  /// Adds or changes a route (`mpls_route_add`).
  public static void add(Netns netns, MplsRequest request, Mode mode) throws NetlinkException {
    checkSupport(netns);
    new MplsRequests(netns).add(request, mode);
  }

  /// Removes the route of a label, if it has one (`mpls_route_del`).
  public static void delete(Netns netns, MplsRequest request) throws NetlinkException {
    checkSupport(netns);
    MplsRequests requests = new MplsRequests(netns);
    requests.check(request);
    requests.table.put(request.label, null);
  }

  /// Without the module nobody knows the family.
  static void checkSupport(Netns netns) throws NetlinkException {
    if (!MplsTable.isServed(netns)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  private void add(MplsRequest request, Mode mode) throws NetlinkException {
    check(request);
    if (mode == Mode.APPEND) {
      throw new NetlinkException(Errno.EOPNOTSUPP, "MPLS does not support route append");
    }
    boolean exists = table.route(request.label) != null;
    boolean replaces = mode == Mode.REPLACE || mode == Mode.CHANGE;
    if (exists && !replaces) {
      throw new NetlinkException(Errno.EEXIST);
    }
    if (!exists && (mode == Mode.CHANGE || mode == Mode.TEST)) {
      throw new NetlinkException(Errno.ENOENT);
    }
    table.put(
        request.label,
        new MplsRoute(request.label, request.protocol, request.propagatesTtl, null, hops(request)));
  }

  // ---- what netlink refuses (rtm_to_route_config)

  private void check(MplsRequest request) throws NetlinkException {
    checkHeader(request);
    EncapChecks.checkLabels(LabelStack.of(request.label));
    checkLabel(table, request.label);
    if (request.stray == MplsRequest.Stray.GATEWAY) {
      throw invalid("MPLS does not support RTA_GATEWAY attribute");
    }
    if (request.stray == MplsRequest.Stray.OTHER) {
      throw invalid("Unknown attribute");
    }
    EncapChecks.checkLabels(request.labels);
    if (request.stray == MplsRequest.Stray.LATE) {
      throw invalid("Unknown attribute");
    }
  }

  private static void checkHeader(MplsRequest request) throws NetlinkException {
    if (request.length != LABEL_BITS) {
      throw invalid("rtm_dst_len must be 20 for MPLS");
    }
    if (request.sourceLength != 0) {
      throw invalid("rtm_src_len must be 0 for MPLS");
    }
    if (request.tos != 0) {
      throw invalid("rtm_tos must be 0 for MPLS");
    }
    if (request.table != RouteTable.MAIN) {
      throw invalid("MPLS only supports the main route table");
    }
    if (request.scope != Scope.GLOBAL) {
      throw invalid("Invalid route scope  - MPLS only supports UNIVERSE");
    }
    if (request.type != RouteType.UNICAST) {
      throw invalid("Invalid route type - MPLS only supports UNICAST");
    }
    if (request.flags != 0) {
      throw invalid("rtm_flags must be 0 for MPLS");
    }
  }

  static void checkLabel(MplsTable table, int label) throws NetlinkException {
    if (label < Mpls.FIRST_UNRESERVED) {
      throw invalid("Invalid label - must be MPLS_LABEL_FIRST_UNRESERVED or higher");
    }
    if (label >= table.platformLabels()) {
      throw invalid("Label >= configured maximum in platform_labels");
    }
  }

  private static NetlinkException invalid(String message) {
    return new NetlinkException(Errno.EINVAL, message);
  }

  // ---- next hops

  private MplsHop[] hops(MplsRequest request) throws NetlinkException {
    if (request.hops.isEmpty()) {
      return new MplsHop[] {hop(request.labels, request.via, request.device)};
    }
    MplsHop[] hops = new MplsHop[request.hops.size()];
    for (int i = 0; i < hops.length; i++) {
      MplsRequest.Hop asked = request.hops.get(i);
      if (asked.weighs || asked.hasGateway) {
        throw new NetlinkException(Errno.EINVAL);
      }
      EncapChecks.checkLabels(asked.labels);
      hops[i] = hop(asked.labels, asked.via, asked.device);
    }
    return hops;
  }

  /// `mpls_nh_assign_dev`
  private MplsHop hop(LabelStack labels, @Nullable MplsVia via, @Nullable NetDevice asked)
      throws NetlinkException {
    NetDevice device = asked == null ? deviceTo(via) : asked;
    boolean fits =
        !(via instanceof MplsVia.Station station) || station.length() == device.addressLength();
    if (MplsDevice.of(device) == null || !fits) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new MplsHop(labels, via, device);
  }

  /// The device by which the router is reached (`find_outdev`).
  private NetDevice deviceTo(@Nullable MplsVia via) throws NetlinkException {
    if (!(via instanceof MplsVia.Router(Ip address))) {
      throw new NetlinkException(Errno.ENODEV);
    }
    Flow flow = new Flow();
    flow.destinationHi = address.hi();
    flow.destinationLo = address.lo();
    Family family = address.family();
    Route route = Fib.of(netns, family).output(flow);
    if (route != null && route.error() == 0) {
      return route.device();
    }
    // A host without any address at all hears of that first (ip6_dst_lookup_tail).
    boolean sourceless =
        family == Family.IPV6 && !Ip6.of(netns.machine()).output().hasSource(netns, flow);
    throw new NetlinkException(sourceless ? Errno.EADDRNOTAVAIL : Errno.ENETUNREACH);
  }
}
