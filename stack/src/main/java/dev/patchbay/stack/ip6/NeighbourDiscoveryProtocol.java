package dev.patchbay.stack.ip6;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.NeighbourDiscovery;
import dev.patchbay.packet.NeighbourOption;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.address.Scope;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourParameters;
import dev.patchbay.stack.neighbour.NeighbourProtocol;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import dev.patchbay.stack.neighbour.Neighbours;
import dev.patchbay.stack.neighbour.ProxyQueue;
import dev.patchbay.stack.neighbour.TableStatistics;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.RouteType;
import org.jspecify.annotations.Nullable;

/// How IPv6 finds neighbours on one machine (RFC 4861, net/ipv6/ndisc.c): asks, answers, learns,
/// and notices duplicates.
final class NeighbourDiscoveryProtocol implements NeighbourProtocol {
  private final NeighbourTable table;
  private final NeighbourSender sender;
  private final ProxyQueue proxyQueue;
  private final Icmp6 icmp;
  private final Flow flow = new Flow();
  private final Addrconf addrconf = new Addrconf(this);
  private final RouterAdvertisements advertisements;
  private final Redirection redirection;

  NeighbourDiscoveryProtocol(Machine machine, Ip6Output output, Icmp6 icmp) {
    this.table = NeighbourTable.of(machine, Family.IPV6);
    this.sender = new NeighbourSender(output);
    this.proxyQueue = new ProxyQueue(machine, this);
    this.icmp = icmp;
    this.advertisements = new RouterAdvertisements(table, addrconf);
    this.redirection = new Redirection(table, sender);
  }

  Redirection redirection() {
    return redirection;
  }

  Addrconf addrconf() {
    return addrconf;
  }

  @Override
  public Family family() {
    return Family.IPV6;
  }

  // ---- what the neighbour table asks

  @Override
  public boolean construct(Neighbour neighbour) {
    NetDevice device = neighbour.device();
    if (InetDevice.inet6(device) == null) {
      return false;
    }
    if (Ipv6.isMulticast(neighbour.hi())) {
      neighbour.fix(Ipv6.multicastMac(neighbour.lo()));
    } else if ((device.flags() & (DeviceFlags.NOARP | DeviceFlags.LOOPBACK)) != 0) {
      neighbour.fix(device.address().value());
    } else if ((device.flags() & DeviceFlags.POINTOPOINT) != 0) {
      neighbour.fix(device.broadcast().value());
    }
    return true;
  }

  @Override
  public void solicit(Neighbour neighbour, @Nullable Packet waiting) {
    NetDevice device = neighbour.device();
    InterfaceAddress source = source(device, waiting);
    if (source == null) {
      return;
    }
    long hi = neighbour.hi();
    long lo = neighbour.lo();
    int left = neighbour.probes() - neighbour.parameters().get(NeighbourSetting.UCAST_SOLICIT);
    if (left < 0) {
      solicit(device, hi, lo, hi, lo, source, 0);
    } else if (left >= neighbour.parameters().get(NeighbourSetting.APP_SOLICIT)) {
      solicit(device, hi, lo, Ipv6.LINK_MULTICAST_HI, Ipv6.solicitedNodeLo(lo), source, 0);
    }
  }

  /// The source of the packet that waits, if that is this node's on the device; else the link-local
  /// address.
  private static @Nullable InterfaceAddress source(NetDevice device, @Nullable Packet waiting) {
    InetDevice inet = InetDevice.inet6(device);
    if (inet == null) {
      return null;
    }
    if (waiting != null && waiting.network() != Packet.UNSET) {
      byte[] bytes = waiting.bytes();
      int ip = waiting.network();
      InterfaceAddress own = inet.find(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip));
      if (own != null && !own.isTentative()) {
        return own;
      }
    }
    return linkLocal(inet);
  }

  /// The device's link-local address that may be used, or null.
  static @Nullable InterfaceAddress linkLocal(InetDevice inet) {
    for (int i = 0; i < inet.addressCount(); i++) {
      InterfaceAddress address = inet.address(i);
      if (address.scope() == Scope.LINK && !address.isTentative()) {
        return address;
      }
    }
    return null;
  }

  /// Sends a solicitation; with no source the unspecified address is taken, and the nonce goes
  /// along.
  void solicit(
      NetDevice device,
      long targetHi,
      long targetLo,
      long destinationHi,
      long destinationLo,
      @Nullable InterfaceAddress source,
      long nonce) {
    long sourceHi = source == null ? 0 : source.localHi();
    long sourceLo = source == null ? 0 : source.localLo();
    sender.solicit(
        device, targetHi, targetLo, destinationHi, destinationLo, sourceHi, sourceLo, nonce);
  }

  /// Asks for routers (`ndisc_send_rs`); the link-layer address goes along where there is one.
  void solicitRouters(
      NetDevice device, InterfaceAddress source, long destinationHi, long destinationLo) {
    sender.solicitRouters(
        device,
        source.localHi(),
        source.localLo(),
        destinationHi,
        destinationLo,
        !device.isLoopback() && device.addressLength() != 0);
  }

  @Override
  public void reportFailure(Neighbour neighbour, Packet packet) {
    icmp.linkFailure(packet, neighbour.device());
  }

  @Override
  public void redo(Packet packet, NetDevice device) {
    answerForAnother(packet, device);
    device.netns().world().consume(packet);
  }

  @Override
  public void proxyAdded(NetDevice device, long hi, long lo) {
    InetDevice inet = InetDevice.inet6(device);
    if (inet != null) {
      inet.groups().join(Ipv6.LINK_MULTICAST_HI, Ipv6.solicitedNodeLo(lo));
    }
  }

  @Override
  public void proxyRemoved(NetDevice device, long hi, long lo) {
    InetDevice inet = InetDevice.inet6(device);
    if (inet != null) {
      inet.groups().leave(Ipv6.LINK_MULTICAST_HI, Ipv6.solicitedNodeLo(lo));
    }
  }

  @Override
  public int proxyQueueLength() {
    return proxyQueue.size();
  }

  @Override
  public void forget(NetDevice device) {
    proxyQueue.forget(device);
  }

  // ---- what comes in

  /// Who put the frame on the link.
  private static Mac sender(Packet packet) {
    boolean known = packet.link() != Packet.UNSET && packet.link() < packet.network();
    return known ? Mac.of(Ethernet.source(packet.bytes(), packet.link())) : Mac.ZERO;
  }

  /// Takes a message of neighbour discovery; the packet's head is the ICMPv6 header.
  void receive(Packet packet, NetDevice device) {
    World world = device.netns().world();
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int at = packet.transport();
    boolean sound =
        Ipv6.hopLimit(bytes, ip) == NeighbourDiscovery.HOP_LIMIT_REQUIRED
            && Icmpv6.code(bytes, at) == 0
            && NeighbourDiscovery.fits(bytes, at, packet.tail());
    if (!sound) {
      world.drop(packet, DropReason.ND_MALFORMED);
      return;
    }
    DropReason refusal =
        switch (Icmpv6.type(bytes, at)) {
          case Icmpv6.NEIGHBOUR_SOLICITATION -> solicitation(packet, bytes, ip, at, device);
          case Icmpv6.NEIGHBOUR_ADVERTISEMENT -> advertisement(packet, bytes, ip, at, device);
          case Icmpv6.ROUTER_ADVERTISEMENT -> advertisements.receive(packet, bytes, ip, at, device);
          case Icmpv6.ROUTER_SOLICITATION -> routerSolicitation(packet, bytes, ip, at, device);
          case Icmpv6.REDIRECT -> redirection.receive(packet, bytes, ip, at, device);
          default -> DropReason.ICMP_IGNORED;
        };
    if (refusal == null) {
      world.consume(packet);
    } else {
      world.drop(packet, refusal);
    }
  }

  /// `ndisc_recv_ns`; returns why the packet is refused, or null.
  private @Nullable DropReason solicitation(
      Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    long targetHi = NeighbourDiscovery.targetHi(bytes, at);
    long targetLo = NeighbourDiscovery.targetLo(bytes, at);
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    long sourceLo = Ipv6.sourceLo(bytes, ip);
    long destinationHi = Ipv6.destinationHi(bytes, ip);
    boolean multicast = Ipv6.isMulticast(destinationHi);
    boolean search = Ipv6.isUnspecified(sourceHi, sourceLo);
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.SOURCE_ADDRESS);
    boolean wrong =
        Ipv6.isMulticast(targetHi)
            || (search && option >= 0)
            || (search && !Ipv6.isSolicitedNode(destinationHi, Ipv6.destinationLo(bytes, ip)));
    InetDevice inet = InetDevice.inet6(device);
    if (wrong || inet == null) {
      return DropReason.ND_MALFORMED;
    }
    InterfaceAddress own = inet.find(targetHi, targetLo);
    if (own == null) {
      return forAnother(packet, device, inet, targetHi, targetLo);
    }
    if (own.has(AddressFlags.TENTATIVE)) {
      if (search && !isOwnNonce(packet, bytes, at, (Inet6Device) inet, own)) {
        addrconf.collided((Inet6Device) inet, own, sender(packet));
        return null;
      }
      return DropReason.ARP_NOT_FOR_US;
    }
    int router = inet.forwarding() ? NeighbourDiscovery.ROUTER : 0;
    if (search) {
      int flags = router | NeighbourDiscovery.OVERRIDE;
      advertise(device, own, Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_NODES_LO, flags, true);
      return null;
    }
    countProbe(multicast);
    if (!hear(device, sourceHi, sourceLo, bytes, option, !multicast || option >= 0)) {
      return DropReason.NEIGH_CREATEFAIL;
    }
    int flags = router | NeighbourDiscovery.SOLICITED;
    flags |= multicast ? NeighbourDiscovery.OVERRIDE : 0;
    advertise(device, own, sourceHi, sourceLo, flags, multicast);
    return null;
  }

  private void countProbe(boolean multicast) {
    TableStatistics statistics = table.statistics();
    if (multicast) {
      statistics.multicastProbes++;
    } else {
      statistics.unicastProbes++;
    }
  }

  /// A solicitation for an address that this node shares or stands in for (RFC 4861 section 7.2.8):
  /// it is answered later, so that the host itself may be quicker. Returns why not, or null.
  private @Nullable DropReason forAnother(
      Packet packet, NetDevice device, InetDevice inet, long targetHi, long targetLo) {
    boolean shared =
        Fib.of(device.netns(), Family.IPV6).addressType(targetHi, targetLo) == RouteType.ANYCAST;
    boolean proxied =
        inet.forwarding()
            && inet.either(Ipv6Setting.PROXY_NDP)
            && Neighbours.of(device.netns()).hasProxy(Family.IPV6, targetHi, targetLo, device);
    if (!shared && !proxied) {
      return DropReason.ARP_NOT_FOR_US;
    }
    NeighbourParameters parameters = table.parameters(device);
    if (packet.type() != Packet.Type.HOST && parameters.get(NeighbourSetting.PROXY_DELAY) != 0) {
      proxyQueue.add(device.netns().world().clone(packet), device, parameters);
    } else {
      answerForAnother(packet, device);
    }
    return null;
  }

  private void answerForAnother(Packet packet, NetDevice device) {
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int at = packet.transport();
    long sourceHi = Ipv6.sourceHi(bytes, ip);
    long sourceLo = Ipv6.sourceLo(bytes, ip);
    boolean search = Ipv6.isUnspecified(sourceHi, sourceLo);
    boolean multicast = Ipv6.isMulticast(Ipv6.destinationHi(bytes, ip));
    InetDevice inet = InetDevice.inet6(device);
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.SOURCE_ADDRESS);
    boolean create = !multicast || option >= 0;
    if (inet == null || (!search && !hear(device, sourceHi, sourceLo, bytes, option, create))) {
      return;
    }
    flow.clear();
    flow.destinationHi = search ? Ipv6.LINK_MULTICAST_HI : sourceHi;
    flow.destinationLo = search ? Ipv6.ALL_NODES_LO : sourceLo;
    if (!Ip6Sources.choose(device.netns(), device, flow)) {
      return;
    }
    int flags = isRouter(inet, bytes, at) ? NeighbourDiscovery.ROUTER : 0;
    sender.advertise(
        device,
        NeighbourDiscovery.targetHi(bytes, at),
        NeighbourDiscovery.targetLo(bytes, at),
        flow.sourceHi,
        flow.sourceLo,
        flow.destinationHi,
        flow.destinationLo,
        search ? flags : flags | NeighbourDiscovery.SOLICITED,
        multicast || search);
  }

  /// Whether the one that is answered for is a router: as the entry says, or for a shared address
  /// as this node is.
  private static boolean isRouter(InetDevice inet, byte[] bytes, int at) {
    Boolean said =
        Neighbours.of(inet.netns())
            .isRouterProxy(
                Family.IPV6,
                NeighbourDiscovery.targetHi(bytes, at),
                NeighbourDiscovery.targetLo(bytes, at),
                inet.device());
    return said == null ? inet.forwarding() : said;
  }

  private static boolean isOwnNonce(
      Packet packet, byte[] bytes, int at, Inet6Device inet, InterfaceAddress own) {
    int option = NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.NONCE_VALUE);
    DuplicateDetection search = inet.search(own);
    return option >= 0
        && search != null
        && search.nonce() != 0
        && NeighbourOption.nonce(bytes, option) == search.nonce();
  }

  private void advertise(
      NetDevice device,
      InterfaceAddress own,
      long destinationHi,
      long destinationLo,
      int flags,
      boolean withAddress) {
    sender.advertise(
        device,
        own.localHi(),
        own.localLo(),
        own.localHi(),
        own.localLo(),
        destinationHi,
        destinationLo,
        flags,
        withAddress || own.inetDevice().setting(Ipv6Setting.FORCE_TLLAO) != 0);
  }

  /// Tells all nodes of an address (RFC 4861 section 7.2.6).
  void advertise(InterfaceAddress own) {
    InetDevice inet = own.inetDevice();
    int flags = NeighbourDiscovery.OVERRIDE | (inet.forwarding() ? NeighbourDiscovery.ROUTER : 0);
    advertise(inet.device(), own, Ipv6.LINK_MULTICAST_HI, Ipv6.ALL_NODES_LO, flags, true);
  }

  /// Tells all nodes of every address of a device (`ndisc_send_unsol_na`).
  void advertiseAll(NetDevice device) {
    InetDevice inet = InetDevice.inet6(device);
    for (int i = 0; inet != null && i < inet.addressCount(); i++) {
      if (!inet.address(i).isTentative()) {
        advertise(inet.address(i));
      }
    }
  }

  /// A host looks for routers (`ndisc_recv_rs`): a router learns where it is, and answers by a
  /// program.
  private @Nullable DropReason routerSolicitation(
      Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    InetDevice inet = InetDevice.inet6(device);
    long hi = Ipv6.sourceHi(bytes, ip);
    long lo = Ipv6.sourceLo(bytes, ip);
    if (inet == null || !inet.forwarding() || Ipv6.isUnspecified(hi, lo)) {
      return DropReason.ICMP_IGNORED;
    }
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.SOURCE_ADDRESS);
    Neighbour neighbour = table.obtain(device, hi, lo);
    if (neighbour != null) {
      neighbour.hear(
          option >= 0 ? NeighbourOption.mac(bytes, option) : Neighbour.KNOWN_ADDRESS,
          NeighbourState.STALE,
          Neighbour.WEAK_OVERRIDE | Neighbour.OVERRIDE | Neighbour.OVERRIDE_ISROUTER);
    }
    return null;
  }

  /// Learns the sender of a solicitation; returns whether there is an entry for it.
  private boolean hear(
      NetDevice device, long hi, long lo, byte[] bytes, int option, boolean create) {
    Neighbour neighbour = create ? table.obtain(device, hi, lo) : table.find(device, hi, lo);
    if (neighbour == null) {
      return false;
    }
    long address = option >= 0 ? NeighbourOption.mac(bytes, option) : Neighbour.KNOWN_ADDRESS;
    neighbour.hear(address, NeighbourState.STALE, Neighbour.WEAK_OVERRIDE | Neighbour.OVERRIDE);
    return true;
  }

  /// Whether a router learns a neighbour that it has not asked for (RFC 9131,
  /// `accept_untracked_na`): 1 always, 2 from its own networks.
  private static boolean takesUntracked(InetDevice inet, byte[] bytes, int ip) {
    int accepts = inet.setting(Ipv6Setting.ACCEPT_UNTRACKED_NA);
    if (!inet.forwarding() || accepts == 0) {
      return false;
    }
    for (int i = 0; accepts == 2 && i < inet.addressCount(); i++) {
      if (inet.address(i).contains(Ipv6.sourceHi(bytes, ip), Ipv6.sourceLo(bytes, ip))) {
        return true;
      }
    }
    return accepts == 1;
  }

  /// `ndisc_recv_na`; returns why the packet is refused, or null.
  private @Nullable DropReason advertisement(
      Packet packet, byte[] bytes, int ip, int at, NetDevice device) {
    long targetHi = NeighbourDiscovery.targetHi(bytes, at);
    long targetLo = NeighbourDiscovery.targetLo(bytes, at);
    boolean solicited = NeighbourDiscovery.isSolicited(bytes, at);
    boolean wrong =
        Ipv6.isMulticast(targetHi)
            || (solicited && Ipv6.isMulticast(Ipv6.destinationHi(bytes, ip)));
    InetDevice inet = InetDevice.inet6(device);
    if (wrong || inet == null) {
      return DropReason.ND_MALFORMED;
    }
    InterfaceAddress own = inet.find(targetHi, targetLo);
    if (own != null) {
      if (own.isTentative() && packet.type() != Packet.Type.LOOPBACK) {
        addrconf.collided((Inet6Device) inet, own, sender(packet));
      }
      return null;
    }
    if (!solicited && inet.setting(Ipv6Setting.DROP_UNSOLICITED_NA) != 0) {
      return DropReason.ICMP_IGNORED;
    }
    int option =
        NeighbourDiscovery.option(bytes, at, packet.tail(), NeighbourOption.TARGET_ADDRESS);
    Neighbour neighbour = table.find(device, targetHi, targetLo);
    boolean untracked = neighbour == null;
    if (untracked && option >= 0 && takesUntracked(inet, bytes, ip)) {
      neighbour = table.obtain(device, targetHi, targetLo);
    }
    if (neighbour == null || neighbour.is(NeighbourState.FAILED)) {
      return DropReason.ARP_NOT_FOR_US;
    }
    int flags = Neighbour.WEAK_OVERRIDE | Neighbour.OVERRIDE_ISROUTER;
    flags |= NeighbourDiscovery.isOverride(bytes, at) ? Neighbour.OVERRIDE : 0;
    flags |= NeighbourDiscovery.isRouter(bytes, at) ? Neighbour.ISROUTER : 0;
    neighbour.hear(
        option >= 0 ? NeighbourOption.mac(bytes, option) : Neighbour.KNOWN_ADDRESS,
        solicited && !untracked ? NeighbourState.REACHABLE : NeighbourState.STALE,
        flags);
    return null;
  }
}
