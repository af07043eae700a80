package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What a bridge knows of multicast groups and does about them (`net_bridge_mcast`,
/// net/bridge/br_multicast.c).
public abstract class Snooping {
  /// No station in particular.
  static final long ANY_STATION = 0xffff_ffff_ffffL;

  /// In [Packet#flags]: the frame goes to no port but those with a router behind them, unless its
  /// group is known (`mrouters_only`).
  private static final int ROUTERS_ONLY = 1 << 7;

  /// The host is a router of multicast whatever happens (`mcast_router`).
  private static final int HOST_ALWAYS = 2;

  private static final int HOST_WHILE_IT_ASKS = 1;

  private final NetDevice bridge;
  private final Mdb mdb;
  private final Queries queries;
  private final MessageInput input;
  private final Querier[] queriers = new Querier[Family.values().length];
  private final Routers[] routers = new Routers[Family.values().length];
  private @Nullable MulticastStatistics statistics;

  /// Whether the bridge had an address of IPv6 to ask from when it last wanted to.
  boolean hasIpv6Address = true;

  @SuppressWarnings("this-escape") // its parts keep it and ask it nothing yet
  protected Snooping(NetDevice bridge) {
    this.bridge = bridge;
    this.mdb = new Mdb(this);
    this.queries = new Queries(this);
    this.input = new MessageInput(this);
    for (Family family : Family.values()) {
      queriers[family.ordinal()] = new Querier(this, family);
      routers[family.ordinal()] = new Routers(this);
    }
  }

  // ---- what the bridge writes

  /// What is set.
  protected abstract SnoopingSettings settings();

  /// How many ports it has.
  protected abstract int portCount();

  /// The port number `i` of [#portCount], newest first.
  protected abstract SnoopedPort port(int i);

  // ---- what it is made of

  final NetDevice bridge() {
    return bridge;
  }

  final long now() {
    return bridge.netns().world().loop().now();
  }

  /// The groups.
  public final Mdb mdb() {
    return mdb;
  }

  final Queries queries() {
    return queries;
  }

  final Querier querier(Family family) {
    return queriers[family.ordinal()];
  }

  /// The ports with a router behind them.
  final Routers routers(Family family) {
    return routers[family.ordinal()];
  }

  /// The ports with a router behind them that take frames of this protocol.
  public final Routers routers(int protocol) {
    return routers(protocol == EtherType.IPV6 ? Family.IPV6 : Family.IPV4);
  }

  /// Whether what is heard by the port, or from the host when that is null, counts
  /// (`br_multicast_ctx_should_use`).
  final boolean isInUse(@Nullable SnoopedPort port) {
    return bridge.isUp() && (port == null || !Mdb.isDisabled(port));
  }

  // ---- life

  /// The bridge goes up, or begins to snoop (`br_multicast_open`).
  public final void open() {
    for (Querier querier : queriers) {
      querier.open();
    }
  }

  /// The bridge goes down (`br_multicast_stop`).
  public final void stop() {
    for (Family family : Family.values()) {
      routers(family).local.stop();
      querier(family).stop();
    }
  }

  /// The bridge begins to snoop while it is up (`br_multicast_toggle`).
  public final void begin() {
    open();
    for (int i = 0; i < portCount(); i++) {
      port(i).snooping().enable();
    }
  }

  /// The spanning tree has had its say about the ports.
  public final void statesSelected() {
    boolean queries = settings().queries();
    int ports = portCount();
    for (int i = 0; i < ports; i++) {
      SnoopedPort port = port(i);
      if (queries || port.snooping().router() == PortSnooping.ALWAYS) {
        if (PortSnooping.mayQuery(port)) {
          port.snooping().enable();
        }
      }
    }
  }

  /// The bridge goes away.
  public final void clear() {
    mdb.clear();
    stop();
  }

  /// Who is known to want groups of these VLANs is forgotten, but what a user has said.
  public final void forgetMembers(IntPredicate vlans) {
    for (int i = 0; i < portCount(); i++) {
      mdb.removeAll(
          port(i), member -> !member.isPermanent() && vlans.test(member.entry().group().vlan()));
    }
  }

  // ---- settings

  /// The bridge begins to ask (`br_multicast_set_querier`).
  public final void beginToQuery() {
    for (Querier querier : queriers) {
      querier.begin();
    }
  }

  /// Whether the host is a router is settled, or to be learned anew (`br_multicast_set_router`).
  public final void hostRouterChanged(long value) {
    if (value != HOST_WHILE_IT_ASKS) {
      for (Routers one : routers) {
        one.local.stop();
      }
    }
  }

  // ---- frames

  /// Reads a frame to a group that has come by the port, or from the host when that is null
  /// (`br_multicast_rcv`). The packet's head is its network header. Returns why it goes no further,
  /// or null.
  public final @Nullable DropReason receive(@Nullable SnoopedPort port, Packet packet, int vlan) {
    packet.flags(MulticastMessage.unmark(packet.flags()) & ~ROUTERS_ONLY);
    if (!settings().snoops() || !settings().snoopsIn(vlan)) {
      return null;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> input.receiveIpv4(port, packet, vlan);
      case EtherType.IPV6 -> input.receiveIpv6(port, packet, vlan);
      default -> null;
    };
  }

  static void toRoutersOnly(Packet packet) {
    packet.flags(packet.flags() | ROUTERS_ONLY);
  }

  /// The entry of the frame's group, or null (`br_mdb_get`).
  public final @Nullable MdbEntry find(Packet packet, int vlan) {
    boolean snoops = settings().snoops() && settings().snoopsIn(vlan);
    if (!snoops || MulticastMessage.of(packet.flags()) != null) {
      return null;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (packet.protocol() == EtherType.IPV4 && packet.length() >= Ipv4.HEADER) {
      long hi = Ip.hi(Ipv4.destination(bytes, at));
      return find(EtherType.IPV4, vlan, hi, 0, Ip.hi(Ipv4.source(bytes, at)), 0);
    }
    if (packet.protocol() == EtherType.IPV6 && packet.length() >= Ipv6.HEADER) {
      long hi = Ipv6.destinationHi(bytes, at);
      long lo = Ipv6.destinationLo(bytes, at);
      return find(EtherType.IPV6, vlan, hi, lo, Ipv6.sourceHi(bytes, at), Ipv6.sourceLo(bytes, at));
    }
    return mdb.find(Group.LINK, vlan, Ethernet.destination(bytes, packet.link()), 0, 0, 0);
  }

  private @Nullable MdbEntry find(
      int protocol, int vlan, long hi, long lo, long sourceHi, long sourceLo) {
    Family family = protocol == EtherType.IPV4 ? Family.IPV4 : Family.IPV6;
    MdbEntry entry = null;
    if (settings().knowsSources(family)) {
      entry = mdb.find(protocol, vlan, hi, lo, sourceHi, sourceLo);
    }
    return entry == null ? mdb.find(protocol, vlan, hi, lo, 0, 0) : entry;
  }

  /// Whether the frame goes only where its group is wanted, and to routers: not if it is of a group
  /// that everybody is in, or if nobody asks who wants what (`br_multicast_querier_exists`).
  public final boolean confines(Packet packet, @Nullable MdbEntry entry) {
    if (entry == null && (packet.flags() & ROUTERS_ONLY) == 0) {
      return false;
    }
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> querier(Family.IPV4).exists();
      case EtherType.IPV6 -> querier(Family.IPV6).exists();
      default -> entry != null && entry.group().isLink();
    };
  }

  /// Whether the bridge's own host takes such a frame (`br_multicast_is_router`).
  public final boolean hostWants(Packet packet, @Nullable MdbEntry entry) {
    if (entry != null && entry.hostJoined()) {
      return true;
    }
    long router = settings().router();
    return router == HOST_ALWAYS
        || (router == HOST_WHILE_IT_ASKS && routers(packet.protocol()).local.isArmed());
  }

  /// Whether the entry's ports that want certain sources have entries of their own for them.
  public final boolean isBySources(MdbEntry entry) {
    Group group = entry.group();
    return !group.isLink() && group.isStar() && settings().knowsSources(group.family());
  }

  /// A router was heard, or the host asked (`br_multicast_mark_router`).
  final void heardRouter(@Nullable SnoopedPort port, Family family) {
    if (port != null) {
      port.snooping().heardRouter(family);
    } else if (bridge.isUp() && settings().router() == HOST_WHILE_IT_ASKS) {
      routers(family).local.start(settings().querierInterval());
    }
  }

  // ---- questions

  /// Whether the bridge itself asks for groups of the family.
  final boolean asksOf(Family family) {
    return settings().queries() && (family == Family.IPV4 || hasIpv6Address);
  }

  /// Whether the bridge asks by the port, or the host when that is null, for all groups now.
  final boolean maySendQuery(Family family, @Nullable SnoopedPort port) {
    return isInUse(port)
        && settings().snoops()
        && settings().queries()
        && !querier(family).isOther();
  }

  /// Whether it is the bridge that asks what is still wanted.
  final boolean isQuerier(Family family) {
    return bridge.isUp()
        && settings().snoops()
        && settings().queries()
        && !querier(family).isOther();
  }

  /// What is between two questions for all groups.
  final long interval(long sent) {
    return sent < settings().startupQueryCount()
        ? settings().startupQueryInterval()
        : settings().queryInterval();
  }

  /// How long it takes until nobody is known to want a group any longer (`br_multicast_lmqt`).
  final long lastMemberTime() {
    return settings().lastMemberCount() * settings().lastMemberInterval();
  }

  // ---- shows

  /// How many messages the bridge's own host has sent and got.
  public final MulticastStatistics statistics() {
    return statistics == null ? MulticastStatistics.NONE : statistics;
  }

  final MulticastStatistics counted(@Nullable SnoopedPort port) {
    if (port != null) {
      return port.snooping().counted();
    }
    MulticastStatistics known = statistics;
    if (known == null) {
      known = new MulticastStatistics();
      statistics = known;
    }
    return known;
  }

  /// A frame leaves by the port, or to the host when that is null: a message is counted.
  public final void countSent(@Nullable SnoopedPort port, Packet packet) {
    MulticastMessage message = MulticastMessage.of(packet.flags());
    if (message != null && settings().counts()) {
      counted(port).sent(message);
    }
  }

  /// Who wants which group, newest first; nothing when the bridge does not snoop.
  public final List<MdbSnapshot> mdbSnapshot() {
    List<MdbSnapshot> all = new ArrayList<>();
    if (settings().snoops()) {
      for (MdbEntry entry : mdb.entries()) {
        if (entry.hostJoined()) {
          all.add(MdbSnapshot.of(this, entry, null));
        }
        for (PortGroup member : entry.ports()) {
          all.add(MdbSnapshot.of(this, entry, member));
        }
      }
    }
    return all;
  }

  /// The ports with a router behind them; none are told of when the host never is one.
  public final List<RouterSnapshot> routerSnapshot() {
    List<RouterSnapshot> all = new ArrayList<>();
    for (int i = 0; settings().router() != 0 && i < portCount(); i++) {
      RouterSnapshot router = port(i).snooping().routerSnapshot();
      if (router != null) {
        all.add(router);
      }
    }
    return all;
  }
}
