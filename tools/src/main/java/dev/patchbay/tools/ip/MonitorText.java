package dev.patchbay.tools.ip;

import dev.patchbay.core.Announcement;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NsidAnnouncement;
import dev.patchbay.core.OffloadStatisticsAnnouncement;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.FdbAnnouncement;
import dev.patchbay.device.bridge.PortAnnouncement;
import dev.patchbay.device.vxlan.MissAnnouncement;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressAnnouncement;
import dev.patchbay.stack.address.NetconfAnnouncement;
import dev.patchbay.stack.ip6.PrefixAnnouncement;
import dev.patchbay.stack.mpls.MplsAnnouncement;
import dev.patchbay.stack.mpls.MplsNetconf;
import dev.patchbay.stack.neighbour.NeighbourAnnouncement;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.route.NexthopAnnouncement;
import dev.patchbay.stack.route.RouteAnnouncement;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.RuleAnnouncement;
import dev.patchbay.stack.route.RuleText;
import dev.patchbay.tools.iproute.Monitor;
import dev.patchbay.tools.iproute.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lays out what is announced as `ip monitor` does: always as text.
///
/// A device keeps the name by which it was first met, whatever it is called later: iproute2
/// remembers names by index and forgets them only with the device.
final class MonitorText implements Monitor.Listener {
  private final Session session;
  private final Output out;
  private final Set<MonitorGroup> groups;
  private final boolean live;
  private final boolean labels;
  private final boolean namespaced;
  private final @Nullable NetDevice device;
  private final LinkText links;
  private final AddressText addresses;
  private final NeighbourText neighbours;
  private final RouteText routes;
  private final RuleText rules;
  private final NexthopText nexthops;
  private final Map<Integer, String> namespaces = new HashMap<>();

  /// @param groups what is told of, or nothing for all that a file has recorded, which no kernel
  ///   has chosen from
  /// @param labels whether each event says of what it tells
  /// @param namespaced whether each event says where it came about
  /// @param device the only one to tell of, or null
  MonitorText(
      Session session,
      Set<MonitorGroup> groups,
      boolean labels,
      boolean namespaced,
      @Nullable NetDevice device) {
    this.session = session;
    this.out = session.output();
    this.groups = groups;
    this.live = !groups.isEmpty();
    this.labels = labels;
    this.namespaced = namespaced;
    this.device = device;
    this.links = new LinkText(session, false);
    this.addresses = new AddressText(session);
    this.neighbours = new NeighbourText(session, device == null);
    RouteSelector selector = RouteSelector.everything(session);
    selector.device = device;
    this.routes = new RouteText(session, selector);
    this.rules = new RuleText(session.output(), new SessionRuleNames(session));
    this.nexthops = new NexthopText(session);
    session.rememberNames();
    for (int id : session.netns().knownNsids()) {
      nameOf(id);
    }
  }

  @Override
  public void show(Announcement announcement, int nsid) {
    MonitorGroup group = groupOf(announcement);
    session.elsewhere(nsid != Monitor.HERE);
    if (group != null && isHeard(announcement) && begins(group, nsid)) {
      tell(announcement);
    }
    if (announcement instanceof Links.LinkAnnouncement link
        && (!live || groups.contains(MonitorGroup.LINK))) {
      remember(link);
    }
  }

  /// The group that listens to it, or null when it is announced to somebody else.
  private static @Nullable MonitorGroup groupOf(Announcement announcement) {
    return switch (announcement) {
      case Links.LinkAnnouncement link -> MonitorGroup.LINK;
      case PortAnnouncement port -> MonitorGroup.LINK;
      case AddressAnnouncement address -> MonitorGroup.ADDRESS;
      case RouteAnnouncement route -> MonitorGroup.ROUTE;
      case MplsAnnouncement route -> MonitorGroup.ROUTE;
      case PrefixAnnouncement prefix -> MonitorGroup.PREFIX;
      case NeighbourAnnouncement neighbour -> MonitorGroup.NEIGH;
      case FdbAnnouncement entry -> MonitorGroup.NEIGH;
      case MissAnnouncement miss -> MonitorGroup.NEIGH;
      case RuleAnnouncement rule -> MonitorGroup.RULE;
      case NexthopAnnouncement nexthop -> MonitorGroup.NEXTHOP;
      case NetconfAnnouncement netconf -> MonitorGroup.NETCONF;
      case MplsNetconf netconf -> MonitorGroup.NETCONF;
      case NsidAnnouncement number -> MonitorGroup.NSID;
      case OffloadStatisticsAnnouncement wanted -> MonitorGroup.STATS;
      default -> null;
    };
  }

  /// Whether its family is listened to, so that not even the time is shown of another.
  private boolean isHeard(Announcement announcement) {
    return switch (announcement) {
      case AddressAnnouncement address -> isTold(address.address().family());
      case RouteAnnouncement route -> isFamily(route.route().family());
      case PrefixAnnouncement prefix -> isFamily(Family.IPV6);
      case RuleAnnouncement rule -> isFamily(rule.family());
      case NetconfAnnouncement netconf -> isTold(netconf.netconf().family());
      case MplsAnnouncement route -> isLabels();
      case MplsNetconf netconf -> isLabels();
      default -> true;
    };
  }

  private void tell(Announcement announcement) {
    switch (announcement) {
      case Links.LinkAnnouncement link -> show(link);
      case PortAnnouncement port -> show(port);
      case AddressAnnouncement address -> show(address);
      case RouteAnnouncement route -> show(route);
      case PrefixAnnouncement prefix -> show(prefix);
      case NeighbourAnnouncement neighbour -> show(neighbour);
      case FdbAnnouncement entry -> show(entry);
      case MissAnnouncement miss -> show(miss);
      case RuleAnnouncement rule -> {
        deleted(rule.gone());
        rules.show(rule.rule());
      }
      case NexthopAnnouncement nexthop -> {
        deleted(nexthop.gone());
        nexthops.show(null, nexthop.nexthop());
        out.text("\n");
      }
      case NetconfAnnouncement netconf -> show(netconf);
      case MplsAnnouncement route -> {
        deleted(route.gone());
        new MplsRouteText(session, new MplsSelector(session)).show(route.route());
      }
      case MplsNetconf netconf -> {
        deleted(netconf.isGone());
        NetconfText.show(session, netconf);
      }
      case NsidAnnouncement number -> show(number);
      case OffloadStatisticsAnnouncement wanted -> StatsText.show(out, wanted);
      default -> throw new AssertionError(announcement);
    }
  }

  // ---- what comes first

  private static String namespace(int nsid) {
    return nsid == Monitor.HERE ? "[nsid current]" : "[nsid " + nsid + "]";
  }

  /// Whether the group is listened to; then the time, the namespace and the label are shown, even
  /// of what is passed over afterwards.
  private boolean begins(MonitorGroup group, int nsid) {
    if (live && !groups.contains(group)) {
      return false;
    }
    Options options = session.options();
    if (options.timestamp) {
      long now = session.process().loop().now();
      out.text(options.shortTimestamp ? Timestamp.brief(now) : Timestamp.line(now, "us"));
    }
    if (namespaced) {
      out.text(namespace(nsid));
    }
    if (labels) {
      out.text(group.label());
    }
    return true;
  }

  private void deleted(boolean gone) {
    if (gone) {
      out.text("Deleted ");
    }
  }

  private boolean isFamily(Family family) {
    Family asked = session.family().addresses();
    return asked == null ? session.family() != ProtocolFamily.MPLS : asked == family;
  }

  private boolean isLabels() {
    return session.family() == ProtocolFamily.UNSPEC || session.family() == ProtocolFamily.MPLS;
  }

  /// Whether the kernel tells of this family.
  private boolean isTold(Family family) {
    return !live || isFamily(family);
  }

  private boolean isAsked(int index) {
    return device == null || device.index() == index;
  }

  // ---- each kind

  private void show(Links.LinkAnnouncement announcement) {
    LinkSnapshot link = announcement.link();
    if (!isAsked(link.index())) {
      return;
    }
    deleted(announcement.gone());
    if (session.options().brief) {
      links.brief(link, false);
    } else {
      links.showEvent(announcement);
    }
  }

  private void show(PortAnnouncement announcement) {
    if (isAsked(announcement.link().index())) {
      deleted(announcement.gone());
      links.showPort(announcement.link());
    }
  }

  private void remember(Links.LinkAnnouncement announcement) {
    LinkSnapshot link = announcement.link();
    if (announcement.gone()) {
      session.forgetName(link.index());
    } else {
      session.rememberName(link.index(), link.name());
    }
  }

  private void show(AddressAnnouncement announcement) {
    if (isAsked(announcement.address().deviceIndex())) {
      deleted(announcement.gone());
      if (session.options().brief) {
        addresses.brief(announcement.address());
      } else {
        addresses.show(announcement.address(), true);
      }
    }
  }

  private void show(RouteAnnouncement announcement) {
    RouteSnapshot route = announcement.route();
    RouteSnapshot.Hop hop = route.hop();
    if (device == null || (hop != null && isAsked(hop.deviceIndex()))) {
      deleted(announcement.gone());
      routes.show(route);
    }
  }

  /// The blank that is missing before `dev` is missing there too.
  private void show(PrefixAnnouncement announcement) {
    if (isAsked(announcement.deviceIndex())) {
      out.text("prefix " + announcement.prefix());
      out.text("dev " + announcement.deviceName() + " ");
      out.text("valid " + Integer.toUnsignedString(announcement.valid()) + " ");
      out.text("preferred " + Integer.toUnsignedString(announcement.preferred()) + " \n");
    }
  }

  private void show(NeighbourAnnouncement announcement) {
    NeighbourSnapshot neighbour = announcement.neighbour();
    if (isFamily(neighbour.ip().family()) && isAsked(neighbour.ifindex())) {
      deleted(announcement.gone());
      neighbours.show(neighbour);
    }
  }

  /// Of an entry of a bridge only what it has in common with a neighbour is known here.
  private void show(FdbAnnouncement announcement) {
    boolean anyFamily = session.family() == ProtocolFamily.UNSPEC;
    if (anyFamily && isAsked(announcement.entry().device().index())) {
      deleted(announcement.gone());
      neighbours.show(announcement.entry());
    }
  }

  private void show(MissAnnouncement miss) {
    Ip address = miss.address();
    if (isFamily(address == null ? Family.IPV4 : address.family())
        && isAsked(miss.device().index())) {
      out.text("miss ");
      neighbours.show(miss);
    }
  }

  private void show(NetconfAnnouncement announcement) {
    if (device == null || announcement.netconf().index() == device.index()) {
      deleted(announcement.gone());
      NetconfText.show(session, announcement.netconf());
    }
  }

  private void show(NsidAnnouncement announcement) {
    deleted(announcement.gone());
    out.text("nsid " + announcement.id() + " ");
    String name = nameOf(announcement.id());
    if (name != null) {
      out.text("(iproute2 netns name: " + name + ")");
    }
    out.text("\n");
    if (announcement.gone()) {
      namespaces.remove(announcement.id());
    }
  }

  /// What the namespace of this number is called, or was when it was first met.
  private @Nullable String nameOf(int nsid) {
    Netns peer = session.netns().byNsid(nsid);
    String name = peer == null ? null : LinkText.newestName(peer);
    if (name != null) {
      namespaces.putIfAbsent(nsid, name);
    }
    return namespaces.get(nsid);
  }
}
