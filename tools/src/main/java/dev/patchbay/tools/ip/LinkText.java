package dev.patchbay.tools.ip;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.Links.LinkAnnouncement;
import dev.patchbay.core.Links.NewPlace;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.OperState;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Color;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.LinkHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays out a link as `ip link` and `ip address` do.
final class LinkText {
  private static final int NAME_WIDTH = 16;
  private static final int STATE_WIDTH = 14;

  private final Session session;
  private final Output out;
  private final boolean details;

  /// Whether it is `ip link` that shows them, and not `ip address`.
  private final boolean forLink;

  /// What has happened to the link, and where it has gone: only monitors are told.
  private String event = "";

  private @Nullable NewPlace newPlace;

  /// Monitors say nothing of the queue's length.
  private boolean withQueue = true;

  LinkText(Session session, boolean forLink) {
    this.session = session;
    this.out = session.output();
    this.details = session.options().details;
    this.forLink = forLink;
  }

  // ---- the whole

  /// All that is shown of the link itself. `withLayer2` when the line with its addresses belongs to
  /// it.
  void show(LinkSnapshot link, @Nullable NetDevice device, boolean withLayer2) {
    out.number("ifindex", "", link.index(), ": ");
    boolean lowerIsDown = name(link, ": ", 0);
    LinkHead.flags(link.flags(), lowerIsDown, out);
    out.number("mtu", "mtu ", link.mtu(), " ");
    out.string("qdisc", "qdisc ", link.qdisc(), " ");
    if (link.master() != null) {
      out.string("master", "master ", link.master(), " ");
    }
    out.text("state ");
    state(link.state(), 0);
    if (forLink) {
      out.string("linkmode", "mode ", link.dormantMode() ? "DORMANT" : "DEFAULT", " ");
    }
    out.string("group", "group ", Names.GROUPS.name(session, link.group()), " ");
    queueLength(link);
    if (!event.isEmpty()) {
      out.string("event", "event ", event, " ");
    }
    if (withLayer2 || details) {
      layer2(link);
    }
    otherNamespace(link);
    newPlace();
    if (link.protoDown()) {
      protoDown();
    }
    if (details) {
      details(link, device);
    }
    String alias = link.alias();
    if (alias != null && (forLink || details)) {
      out.newline();
      out.string("ifalias", "    alias ", alias, "");
    }
    if (forLink && device != null && session.options().statistics > 0) {
      out.newline();
      LinkCounters.ofLink(session, device).show();
    }
    alternativeNames(link.altNames());
    out.text("\n");
  }

  /// What a monitor is told of the link.
  void showEvent(LinkAnnouncement announcement) {
    LinkSnapshot link = announcement.link();
    event = announcement.event();
    newPlace = announcement.newPlace();
    withQueue = false;
    show(link, null, true);
  }

  /// What a monitor is told of the link as a port of a bridge.
  void showPort(LinkSnapshot link) {
    LinkHead.showReduced(link, session.netns(), out);
    out.number("mtu", "mtu ", link.mtu(), " ");
    if (link.master() != null) {
      out.string("master", "master ", link.master(), " ");
    }
    out.text("state ");
    state(link.state(), 0);
    addressOnly(link);
    out.text("\n");
  }

  /// What the kernel tells of a link when it is asked for those of IPv6.
  void showReduced(LinkSnapshot link) {
    LinkHead.showReduced(link, session.netns(), out);
    out.number("mtu", "mtu ", link.mtu(), " ");
    out.text("state ");
    state(link.state(), 0);
    queueLength(link);
    if (details) {
      addressOnly(link);
    }
    out.text("\n");
  }

  /// The line of `-brief`, up to what the object itself adds; `reduced` as in [#showReduced].
  void brief(LinkSnapshot link, boolean reduced) {
    boolean lowerIsDown =
        reduced
            ? LinkHead.reducedName(link, session.netns(), out, " ", NAME_WIDTH)
            : name(link, " ", NAME_WIDTH);
    state(link.state(), STATE_WIDTH);
    if (forLink) {
      if (!link.address().isEmpty()) {
        out.string(Color.MAC, "address", "", link.address(), " ");
      }
      LinkHead.flags(link.flags(), lowerIsDown, out);
      out.text("\n");
    }
  }

  // ---- its parts

  /// Prints the name and, behind `@`, what the link hangs on; returns whether that is down.
  private boolean name(LinkSnapshot link, String after, int width) {
    String name = link.name();
    boolean lowerIsDown = false;
    if (link.linkIndex() == LinkSnapshot.UNPAIRED) {
      out.nul("link", "");
      name = out.isJson() ? name : name + "@NONE";
    } else if (link.linkNetnsid() != LinkSnapshot.SAME_NETNS && link.linkIndex() != 0) {
      out.jsonNumber("link_index", link.linkIndex());
      name = out.isJson() ? name : name + "@if" + link.linkIndex();
    } else if (link.linkName() != null) {
      out.jsonString("link", link.linkName());
      name = out.isJson() ? name : name + "@" + link.linkName();
      lowerIsDown = LinkHead.isDown(session.netns(), link.linkIndex());
    }
    out.string(Color.IFNAME, "ifname", "", LinkHead.padded(name, width, out), after);
    return lowerIsDown;
  }

  private void state(OperState state, int width) {
    String word = state.name();
    String shown = LinkHead.padded(word, width, out);
    switch (state) {
      case UP -> out.string(Color.OPERSTATE_UP, "operstate", "", shown, " ");
      case DOWN -> out.string(Color.OPERSTATE_DOWN, "operstate", "", shown, " ");
      default -> out.string("operstate", "", shown, " ");
    }
  }

  private void queueLength(LinkSnapshot link) {
    if (withQueue && link.txQueueLength() != 0) {
      out.number("txqlen", "qlen ", link.txQueueLength(), "");
    }
  }

  private void addressOnly(LinkSnapshot link) {
    out.newline();
    int type = link.hardwareType();
    String word = session.options().numeric ? "[" + type + "]" : ArpHardware.word(type);
    out.string("link_type", "    link/", word, " ");
    if (!link.address().isEmpty()) {
      out.string(Color.MAC, "address", "", link.address(), "");
    }
  }

  private void layer2(LinkSnapshot link) {
    addressOnly(link);
    if (!link.broadcast().isEmpty()) {
      broadcast(link);
    }
    String permanent = link.permanentAddress();
    if (!permanent.isEmpty() && !permanent.equals(link.address())) {
      out.text(" permaddr ");
      out.string(Color.MAC, "permaddr", "", permanent, "");
    }
  }

  private void broadcast(LinkSnapshot link) {
    boolean peer = (link.flags() & DeviceFlags.POINTOPOINT) != 0;
    out.text(peer ? " peer " : " brd ");
    if (peer) {
      out.jsonBoolean("link_pointtopoint", true);
    }
    out.string(Color.MAC, "broadcast", "", link.broadcast(), "");
  }

  private void otherNamespace(LinkSnapshot link) {
    int id = link.linkNetnsid();
    if (id == LinkSnapshot.SAME_NETNS) {
      return;
    }
    if (out.isJson()) {
      out.jsonNumber("link_netnsid", id);
      return;
    }
    Netns other = session.netns().byNsid(id);
    String name = other == null ? null : newestName(other);
    if (name != null) {
      out.string(null, " link-netns ", name, "");
    } else {
      out.number(null, " link-netnsid ", id, "");
    }
  }

  /// The name given last, as `ip` finds it.
  static @Nullable String newestName(Netns netns) {
    List<String> names = netns.names();
    return names.isEmpty() ? null : names.getLast();
  }

  private void newPlace() {
    NewPlace place = newPlace;
    if (place == null) {
      return;
    }
    Netns target = session.netns().byNsid(place.nsid());
    String name = target == null ? null : newestName(target);
    out.text(name == null ? " new-netnsid " + place.nsid() : " new-netns " + name);
    out.text(" new-ifindex " + place.index());
  }

  private void protoDown() {
    out.flag("proto_down", " protodown on ", true);
  }

  private void alternativeNames(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    out.openArray("altnames");
    for (String name : names) {
      out.newline();
      out.string(null, "    altname ", name, "");
    }
    out.closeArray();
  }

  // ---- details

  private void details(LinkSnapshot link, @Nullable NetDevice device) {
    out.number("promiscuity", " promiscuity ", link.promiscuity(), " ");
    out.number("allmulti", " allmulti ", link.allMulticast(), " ");
    out.number("min_mtu", "minmtu ", link.minMtu(), " ");
    out.number("max_mtu", "maxmtu ", link.maxMtu(), " ");
    kind(link);
    if (forLink && device != null) {
      LinkProtocols.show(device, out);
    }
    GsoLimits gso = link.gso();
    out.number("num_tx_queues", "numtxqueues ", link.numTxQueues(), " ");
    out.number("gso_max_size", "gso_max_size ", gso.gsoMaxSize(), " ");
    out.number("gso_max_segs", "gso_max_segs ", gso.gsoMaxSegments(), " ");
    out.number("tso_max_size", "tso_max_size ", gso.tsoMaxSize(), " ");
    out.number("tso_max_segs", "tso_max_segs ", gso.tsoMaxSegments(), " ");
    out.number("gro_max_size", "gro_max_size ", gso.groMaxSize(), " ");
  }

  private void kind(LinkSnapshot link) {
    DeviceKind kind = link.kind();
    PortKind port = link.portKind();
    if (kind == null && port == null) {
      return;
    }
    out.openObject("linkinfo");
    if (kind != null) {
      out.newline();
      out.string("info_kind", "    ", kind.name(), " ");
      DeviceKind.Snapshot snapshot = link.kindSnapshot();
      if (snapshot != null) {
        out.openObject("info_data");
        kind.show(snapshot, out, session.accounts());
        out.closeObject();
      }
    }
    PortKind.Snapshot portSnapshot = link.portSnapshot();
    if (port != null && portSnapshot != null) {
      port(port, portSnapshot);
    }
    out.closeObject();
  }

  private void port(PortKind port, PortKind.Snapshot snapshot) {
    out.newline();
    String name = port.name();
    String shown = out.isJson() ? name.substring(0, name.length() - "_slave".length()) : name;
    out.string("info_slave_kind", "    ", shown, " ");
    if (snapshot != PortKind.Snapshot.NONE) {
      out.openObject("info_slave_data");
      port.show(snapshot, out);
      out.closeObject();
    }
  }
}
