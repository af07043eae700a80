package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.mpls.MplsSnapshot;
import dev.patchbay.stack.mpls.MplsVia;
import dev.patchbay.stack.route.RouteProtocol;
import dev.patchbay.stack.route.RouteTable;
import dev.patchbay.stack.route.RouteType;

/// Lays out a route of a label as `ip -f mpls route` does, without what was asked for.
final class MplsRouteText {
  private final Session session;
  private final Output out;
  private final MplsSelector selector;
  private final boolean details;

  MplsRouteText(Session session, MplsSelector selector) {
    this.session = session;
    this.out = session.output();
    this.selector = selector;
    this.details = session.options().details;
  }

  void show(MplsSnapshot route) {
    out.openObject(null);
    if (details) {
      RouteType type = RouteType.UNICAST;
      boolean numeric = session.options().numeric;
      out.string("type", "", numeric ? Integer.toString(type.number()) : type.word(), " ");
    }
    out.string("dst", "", Integer.toString(route.label()), " ");
    boolean only = route.hops().size() == 1;
    if (only) {
      hop(route.hops().getFirst(), selector.device == null);
    }
    origin(route);
    RouteText.flags(out, route.flags());
    Boolean propagates = route.propagatesTtl();
    if (propagates != null) {
      out.jsonBoolean("ttl-propogate", propagates);
      out.text("ttl-propogate " + (propagates ? "enabled" : "disabled"));
    }
    if (!only) {
      hops(route);
    }
    out.text("\n");
    out.closeObject();
  }

  private void hop(MplsSnapshot.Hop hop, boolean namesDevice) {
    if (hop.labels().size() > 0) {
      out.string("to", "as to ", hop.labels().toString(), " ");
    }
    if (hop.via() != null) {
      via(hop.via());
    }
    String device = hop.device();
    if (device != null && namesDevice) {
      out.text("dev ");
      out.string(Color.IFNAME, "dev", "", session.deviceName(hop.deviceIndex(), device), " ");
    }
  }

  private void via(MplsVia via) {
    out.text("via ");
    out.openObject("via");
    out.string("family", "", via.family(), " ");
    if (via instanceof MplsVia.Router(Ip address)) {
      out.string(address.isV4() ? Color.INET : Color.INET6, "host", "", via.text(), " ");
    } else {
      out.string("host", "", via.text(), " ");
    }
    out.closeObject();
  }

  private void origin(MplsSnapshot route) {
    if (details && !selector.isOfMain) {
      out.string("table", "table ", Names.TABLES.name(session, RouteTable.MAIN), " ");
    }
    if ((route.protocol() != RouteProtocol.BOOT || details) && selector.protocol == null) {
      out.string("protocol", "proto ", RouteText.protocol(session, route.protocol()), " ");
    }
    if (details && selector.scope == null) {
      out.string("scope", "scope ", Scopes.name(session, Scope.GLOBAL), " ");
    }
  }

  private void hops(MplsSnapshot route) {
    out.openArray("nexthops");
    for (MplsSnapshot.Hop hop : route.hops()) {
      out.openObject(null);
      out.newline();
      out.text("\tnexthop ");
      hop(hop, true);
      RouteText.flags(out, hop.flags());
      out.closeObject();
    }
    out.closeArray();
  }
}
