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
import org.jspecify.annotations.Nullable;

/// What a bridge knows of multicast groups and does about them (`net_bridge_mcast`,
/// net/bridge/br_multicast.c).
public abstract class Snooping {
  /// No station in particular.
  static final long ANY_STATION = 0xffff_ffff_ffffL;

  /// In [Packet#flags]: the frame goes to no port but those with a router behind them, unless its
  /// group is known (`mrouters_only`).
  private static final int ROUTERS_ONLY = 1 << 7;

  private static final @Nullable BridgeContext[] NO_VLANS = new BridgeContext[1];
  private static final int VLANS = 4096;

  private final NetDevice bridge;
  private final SnoopingSettings settings;
  private final Mdb mdb;
  private final Queries queries;
  private final MessageInput input;
  private final BridgeContext all;

  /// What is known of each VLAN, as far as that was ever asked; empty until VLANs are told apart.
  private @Nullable BridgeContext[] vlans = NO_VLANS;

  private @Nullable MulticastStatistics statistics;

  /// Whether the bridge had an address of IPv6 to ask from when it last wanted to.
  boolean hasIpv6Address = true;

  @SuppressWarnings("this-escape") // its parts keep it and ask it nothing yet
  protected Snooping(NetDevice bridge, SnoopingSettings settings) {
    this.bridge = bridge;
    this.settings = settings;
    this.mdb = new Mdb(this);
    this.queries = new Queries(this);
    this.input = new MessageInput(this);
    this.all = new BridgeContext(this, BridgeContext.ALL, settings.ofAll());
  }

  // ---- what the bridge writes

  /// How many ports it has.
  protected abstract int portCount();

  /// The port number `i` of [#portCount], newest first.
  protected abstract SnoopedPort port(int i);

  /// How the bridge itself is in a VLAN, or null when it is not in there.
  protected abstract @Nullable SnoopedVlan vlan(int id);

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

  final SnoopingSettings settings() {
    return settings;
  }

  // ---- VLANs

  /// What is known where VLANs are not told apart.
  public final BridgeContext all() {
    return all;
  }

  /// What is known of the VLAN, or of all where they are not told apart.
  public final BridgeContext context(int vlan) {
    return vlan != BridgeContext.ALL && settings.snoopsByVlan() ? ofVlan(vlan) : all;
  }

  /// What is known of the VLAN, made when that is first needed.
  public final BridgeContext ofVlan(int vlan) {
    if (vlans == NO_VLANS) {
      vlans = new BridgeContext[VLANS];
    }
    BridgeContext known = vlans[vlan];
    if (known == null) {
      known = new BridgeContext(this, vlan, settings.of(vlan));
      vlans[vlan] = known;
    }
    return known;
  }

  /// What is set for the VLAN of the group.
  final ContextSettings settingsOf(Group group) {
    return context(group.vlan()).settings();
  }

  /// What is known of the group's VLAN at a port; null when that is not in it
  /// (`br_multicast_pg_to_port_ctx`).
  final @Nullable PortContext contextOf(PortGroup member) {
    return context(member.entry().group().vlan()).of(member.port());
  }

  /// Whether what is heard of the group at the port counts.
  final boolean isInUse(PortGroup member) {
    PortContext context = contextOf(member);
    return context != null && context.isInUse();
  }

  /// The bridge's own host is in a VLAN now.
  public final void hostJoined(int vlan) {
    BridgeContext known = vlans == NO_VLANS ? null : vlans[vlan];
    if (known != null) {
      if (known.isCurrent()) {
        known.toggleHost(true);
      }
    }
  }

  /// Nobody is in the VLAN any more.
  public final void left(int vlan) {
    BridgeContext known = vlans == NO_VLANS ? null : vlans[vlan];
    if (known != null) {
      known.stop();
      vlans[vlan] = null;
    }
  }

  /// From now on VLANs are told apart, or no longer; these are all that somebody is in
  /// (`br_multicast_toggle_vlan_snooping`).
  public final void byVlan(boolean on, Iterable<Integer> there) {
    if (on) {
      all.stop();
    } else {
      all.open();
    }
    for (int i = 0; i < portCount(); i++) {
      PortContext port = port(i).snooping().all();
      if (on) {
        port.disable();
      } else {
        port.enable();
      }
    }
    there.forEach(vlan -> ofVlan(vlan).toggle(on));
  }

  // ---- life

  /// The bridge goes up, or down, or begins to snoop (`br_multicast_open`, `br_multicast_stop`).
  public final void running(boolean up) {
    if (!settings.snoopsByVlan()) {
      all.running(up);
      return;
    }
    for (BridgeContext vlan : vlans) {
      if (vlan != null) {
        vlan.running(up);
      }
    }
  }

  /// The bridge begins to snoop while it is up (`br_multicast_toggle`).
  public final void begin() {
    running(true);
    for (int i = 0; i < portCount(); i++) {
      port(i).snooping().all().enable();
    }
  }

  /// The spanning tree has had its say about the ports.
  public final void statesSelected() {
    boolean byVlan = settings.snoopsByVlan();
    boolean queries = all.settings().queries();
    int ports = portCount();
    for (int i = 0; i < ports; i++) {
      if (byVlan) {
        port(i).snooping().follow();
        continue;
      }
      PortContext port = port(i).snooping().all();
      if ((queries || port.router() == PortSnooping.ALWAYS) && port.mayQuery()) {
        port.enable();
      }
    }
  }

  /// The bridge goes away.
  public final void clear() {
    mdb.clear();
    all.stop();
    for (BridgeContext vlan : vlans) {
      if (vlan != null) {
        vlan.stop();
      }
    }
  }

  // ---- frames

  /// Reads a frame to a group that has come by the port, or from the host when that is null
  /// (`br_multicast_rcv`). The packet's head is its network header. Returns why it goes no further,
  /// or null.
  public final @Nullable DropReason receive(@Nullable SnoopedPort port, Packet packet, int vlan) {
    packet.flags(MulticastMessage.unmark(packet.flags()) & ~ROUTERS_ONLY);
    BridgeContext context = context(vlan);
    if (!context.snoops()) {
      return null;
    }
    Context at = port == null ? context : port.snooping().context(context);
    return switch (packet.protocol()) {
      case EtherType.IPV4 -> input.receiveIpv4(at, packet, vlan);
      case EtherType.IPV6 -> input.receiveIpv6(at, packet, vlan);
      default -> null;
    };
  }

  static void toRoutersOnly(Packet packet) {
    packet.flags(packet.flags() | ROUTERS_ONLY);
  }

  static boolean isToRoutersOnly(Packet packet) {
    return (packet.flags() & ROUTERS_ONLY) != 0;
  }

  /// The entry of the frame's group, or null (`br_mdb_get`).
  public final @Nullable MdbEntry find(BridgeContext context, Packet packet, int vlan) {
    if (!context.snoops() || MulticastMessage.of(packet.flags()) != null) {
      return null;
    }
    byte[] bytes = packet.bytes();
    int at = packet.head();
    if (packet.protocol() == EtherType.IPV4 && packet.length() >= Ipv4.HEADER) {
      long hi = Ip.hi(Ipv4.destination(bytes, at));
      return find(context, EtherType.IPV4, vlan, hi, 0, Ip.hi(Ipv4.source(bytes, at)), 0);
    }
    if (packet.protocol() == EtherType.IPV6 && packet.length() >= Ipv6.HEADER) {
      long hi = Ipv6.destinationHi(bytes, at);
      long lo = Ipv6.destinationLo(bytes, at);
      long sourceHi = Ipv6.sourceHi(bytes, at);
      return find(context, EtherType.IPV6, vlan, hi, lo, sourceHi, Ipv6.sourceLo(bytes, at));
    }
    return mdb.find(Group.LINK, vlan, Ethernet.destination(bytes, packet.link()), 0, 0, 0);
  }

  private @Nullable MdbEntry find(
      BridgeContext context,
      int protocol,
      int vlan,
      long hi,
      long lo,
      long sourceHi,
      long sourceLo) {
    Family family = protocol == EtherType.IPV4 ? Family.IPV4 : Family.IPV6;
    MdbEntry entry = null;
    if (context.settings().knowsSources(family)) {
      entry = mdb.find(protocol, vlan, hi, lo, sourceHi, sourceLo);
    }
    return entry == null ? mdb.find(protocol, vlan, hi, lo, 0, 0) : entry;
  }

  // ---- shows

  /// How many messages the bridge's own host has sent and got.
  public final MulticastStatistics statistics() {
    return statistics == null ? MulticastStatistics.NONE : statistics;
  }

  final MulticastStatistics counted() {
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
    if (message != null && settings.counts()) {
      (port == null ? counted() : port.snooping().counted()).sent(message);
    }
  }

  /// Who wants which group, newest first; nothing when the bridge does not snoop.
  public final List<MdbSnapshot> mdbSnapshot() {
    List<MdbSnapshot> all = new ArrayList<>();
    if (settings.snoops()) {
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
  public final List<RouterSnapshot> routerSnapshot(BridgeContext context) {
    List<RouterSnapshot> routers = new ArrayList<>();
    for (int i = 0; context.settings().router() != 0 && i < portCount(); i++) {
      PortContext port = context.of(port(i));
      RouterSnapshot router = port == null ? null : port.routerSnapshot();
      if (router != null) {
        routers.add(router);
      }
    }
    return routers;
  }
}
