package dev.patchbay.tools.ip;

import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.route.NexthopRequest;
import dev.patchbay.stack.route.NexthopSnapshot;
import dev.patchbay.stack.route.RouteProtocol;
import org.jspecify.annotations.Nullable;

/// Lays out a nexthop object as `ip nexthop` does.
final class NexthopText {
  private static final double SECOND = 1e9;

  private final Session session;
  private final Output out;

  NexthopText(Session session) {
    this.session = session;
    this.out = session.output();
  }

  /// Without the end of the line; `key` names it in JSON, or is null.
  void show(@Nullable String key, NexthopSnapshot nexthop) {
    boolean details = session.options().details;
    out.openObject(key);
    out.number("id", "id ", Integer.toUnsignedLong(nexthop.id()), " ");
    group(nexthop);
    EncapText.show(nexthop.encap(), out);
    Ip gateway = nexthop.gateway();
    if (gateway != null) {
      out.text("via ");
      Color color = gateway.isV4() ? Color.INET : Color.INET6;
      out.string(color, "gateway", "", gateway.text(), " ");
    }
    if (nexthop.device() != null) {
      out.text("dev ");
      out.string(Color.IFNAME, "dev", "", nexthop.device(), " ");
    }
    if (nexthop.scope() != Scope.GLOBAL || details) {
      out.string("scope", "scope ", Scopes.name(session, nexthop.scope()), " ");
    }
    if (nexthop.blackhole()) {
      out.nul("blackhole", "blackhole ");
    }
    if (nexthop.protocol() != RouteProtocol.UNSPEC || details) {
      out.string("protocol", "proto ", RouteText.protocol(session, nexthop.protocol()), " ");
    }
    RouteText.flags(out, nexthop.flags());
    if (nexthop.fdb()) {
      out.nul("fdb", "fdb");
    }
    out.closeObject();
  }

  private void group(NexthopSnapshot nexthop) {
    if (nexthop.members().isEmpty()) {
      return;
    }
    out.openArray("group");
    String before = "group ";
    for (NexthopRequest.Member member : nexthop.members()) {
      out.text(before);
      out.openObject(null);
      out.number("id", "", Integer.toUnsignedLong(member.id()), "");
      if (member.weight() > 1) {
        out.number("weight", ",", member.weight(), "");
      }
      out.closeObject();
      before = "/";
    }
    out.text(" ");
    out.closeArray();
    NexthopSnapshot.Resilient resilient = nexthop.resilient();
    if (resilient != null) {
      out.string("type", "type ", "resilient", " ");
      out.openObject("resilient_args");
      out.number("buckets", "buckets ", resilient.buckets().size(), " ");
      time("idle_timer", resilient.idleTimer());
      time("unbalanced_timer", resilient.unbalancedTimer());
      time("unbalanced_time", resilient.unbalanced());
      out.closeObject();
    }
  }

  /// Seconds with up to two decimals, as the kernel counts in hundredths.
  void time(String key, long nanos) {
    double seconds = Math.floor(nanos / SECOND * 100) / 100;
    if (seconds == Math.rint(seconds)) {
      out.number(key, key + " ", (long) seconds, " ");
    } else {
      out.text(key + " " + seconds + " ");
      out.jsonLiteral(key, Double.toString(seconds));
    }
  }
}
