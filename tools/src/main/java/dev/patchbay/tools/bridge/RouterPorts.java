package dev.patchbay.tools.bridge;

import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.multicast.PortSnooping;
import dev.patchbay.device.bridge.multicast.RouterSnapshot;
import java.util.List;

/// Lays out the ports behind which there is a router of multicast (`br_print_router_ports`,
/// `print_vlan_router_ports`).
final class RouterPorts {
  private static final String TITLE = "router ports: ";

  private final Output out;
  private final boolean statistics;

  RouterPorts(Session session) {
    this.out = session.output();
    this.statistics = session.options().statistics;
  }

  /// Those of a bridge, each on a line of its own with statistics.
  void ofBridge(String bridge, List<RouterSnapshot> routers) {
    out.openArray(bridge);
    if (!statistics) {
      out.text("router ports on " + bridge + ": ");
    }
    for (RouterSnapshot router : routers) {
      out.openObject(null);
      if (statistics) {
        out.text("router ports on " + bridge + ": ");
      }
      show(router, statistics ? "" : " ", "\n");
      out.closeObject();
    }
    if (!statistics) {
      out.text("\n");
    }
    out.closeArray();
  }

  /// Those of a VLAN, in lines that begin with `indent`.
  void ofVlan(String indent, List<RouterSnapshot> routers) {
    out.text(indent + TITLE);
    out.openArray("router_ports");
    for (int i = 0; i < routers.size(); i++) {
      out.openObject(null);
      if (statistics && i > 0) {
        out.newline();
        out.text(indent + " ".repeat(TITLE.length()));
      }
      show(routers.get(i), " ", "");
      out.closeObject();
    }
    out.closeArray();
    out.newline();
  }

  private void show(RouterSnapshot router, String after, String afterStatistics) {
    out.string("port", "", router.port(), after);
    if (statistics) {
      out.string("timer", " ", Centiseconds.field(router.timer()), "");
      boolean always = router.router() == PortSnooping.ALWAYS;
      out.string("type", " ", always ? "permanent" : "temp", afterStatistics);
    }
  }
}
