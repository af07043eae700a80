package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.device.vxlan.MissAnnouncement;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.tools.iproute.LinkHead;

/// Lays out a neighbour as `ip neighbour` does.
final class NeighbourText {
  private static final int ADDRESS_WIDTH = 39;
  private static final int DEVICE_WIDTH = 16;
  private static final int HUNDREDTHS = 100;

  private static final int[] STATES = {
    NeighbourState.INCOMPLETE,
    NeighbourState.REACHABLE,
    NeighbourState.STALE,
    NeighbourState.DELAY,
    NeighbourState.PROBE,
    NeighbourState.FAILED,
    NeighbourState.NOARP,
    NeighbourState.PERMANENT
  };

  private final Session session;
  private final Output out;
  private final boolean withDevice;

  /// `withDevice` when it is not known anyway on which device it is.
  NeighbourText(Session session, boolean withDevice) {
    this.session = session;
    this.out = session.output();
    this.withDevice = withDevice;
  }

  void show(NeighbourSnapshot neighbour) {
    out.openObject(null);
    if (session.options().brief) {
      brief(neighbour);
    } else {
      whole(neighbour);
    }
    out.text("\n");
    out.closeObject();
  }

  /// An entry of a bridge, of which only what it has in common with a neighbour is known.
  void show(FdbSnapshot entry) {
    FdbRemote remote = entry.remote();
    if (remote != null && remote.destination() != null) {
      destination(remote.destination());
    }
    device(entry.device());
    station(entry.mac());
    flag("router", entry.router());
    flag("extern_learn", entry.externLearn());
    states(state(entry));
    out.text("\n");
  }

  /// A question of a tunnel.
  void show(MissAnnouncement miss) {
    if (miss.address() != null) {
      destination(miss.address());
    }
    device(miss.device());
    if (miss.address() == null) {
      station(miss.station());
    }
    states(NeighbourState.STALE);
    out.text("\n");
  }

  private void destination(Ip address) {
    out.string(address.isV4() ? Color.INET : Color.INET6, "dst", "", address.text(), " ");
  }

  private void device(NetDevice device) {
    if (withDevice) {
      out.text("dev ");
      out.string(Color.IFNAME, "dev", "", session.deviceName(device.index(), device.name()), " ");
    }
  }

  private void station(long mac) {
    out.text("lladdr ");
    out.string(Color.MAC, "lladdr", "", Mac.format(mac), " ");
  }

  /// A device that knows an address itself says more about it than a bridge does.
  private static int state(FdbSnapshot entry) {
    boolean own = entry.master() == null;
    return switch (entry.state()) {
      case PERMANENT -> NeighbourState.PERMANENT | (own ? NeighbourState.NOARP : 0);
      case STATIC -> NeighbourState.NOARP | (own ? NeighbourState.REACHABLE : 0);
      case REACHABLE -> NeighbourState.REACHABLE;
      case STALE -> NeighbourState.STALE;
    };
  }

  private static Color color(NeighbourSnapshot neighbour) {
    return neighbour.ip().isV4() ? Color.INET : Color.INET6;
  }

  private String padded(String word, int width) {
    return LinkHead.padded(word, width, out);
  }

  private void brief(NeighbourSnapshot neighbour) {
    String ip = padded(neighbour.ip().text(), ADDRESS_WIDTH);
    out.string(color(neighbour), "dst", "", ip, " ");
    String device = neighbour.device();
    if (withDevice && device != null) {
      out.string(Color.IFNAME, "dev", "", padded(device, DEVICE_WIDTH), " ");
    }
    String address = neighbour.linkAddress();
    if (address != null) {
      out.string(Color.MAC, "lladdr", "", address, "");
    }
  }

  private void whole(NeighbourSnapshot neighbour) {
    out.string(color(neighbour), "dst", "", neighbour.ip().text(), " ");
    String device = neighbour.device();
    if (withDevice && device != null) {
      out.text("dev ");
      out.string(Color.IFNAME, "dev", "", session.deviceName(neighbour.ifindex(), device), " ");
    }
    String address = neighbour.linkAddress();
    if (address != null) {
      out.text("lladdr ");
      out.string(Color.MAC, "lladdr", "", address, " ");
    }
    flag("router", neighbour.router());
    flag("proxy", neighbour.proxy());
    flag("managed", neighbour.managed());
    flag("extern_learn", neighbour.external());
    if (session.options().statistics > 0 && !neighbour.proxy()) {
      ages(neighbour);
    }
    states(neighbour.state());
    if (neighbour.protocol() != 0) {
      out.string("protocol", "proto ", RouteNames.protocol(session, neighbour.protocol()), " ");
    }
  }

  private void flag(String word, boolean set) {
    if (set) {
      out.nul(word, word + " ");
    }
  }

  private void ages(NeighbourSnapshot neighbour) {
    if (neighbour.references() != 0) {
      out.number("refcnt", " ref ", neighbour.references(), "");
    }
    out.number("used", " used ", neighbour.used() / HUNDREDTHS, "");
    out.number("confirmed", "/", neighbour.confirmed() / HUNDREDTHS, "");
    out.number("updated", "/", neighbour.updated() / HUNDREDTHS, "");
    out.number("probes", "probes ", neighbour.probes(), " ");
  }

  private void states(int states) {
    if (states == NeighbourState.NONE) {
      return;
    }
    out.openArray("state");
    for (int state : STATES) {
      if ((states & state) != 0) {
        out.string(null, "", NeighbourState.word(state), " ");
      }
    }
    out.closeArray();
  }
}
