package dev.patchbay.device.vxlan;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.bridge.FdbOwner;
import dev.patchbay.device.bridge.FdbRemote;
import dev.patchbay.device.bridge.FdbRequest;
import dev.patchbay.device.bridge.FdbSnapshot;
import dev.patchbay.device.tunnel.RecentKey;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Udp;
import dev.patchbay.packet.Vxlan;
import dev.patchbay.stack.socket.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device whose frames go in UDP to the ends behind which their stations are
/// (drivers/net/vxlan/vxlan_core.c). It listens while it is up.
final class VxlanDevice extends NetDevice implements FdbOwner {
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;
  private static final int HEADERS = Udp.HEADER + Vxlan.HEADER + Ethernet.HEADER;

  private final Netns underlay;
  private final VxlanFdb fdb = new VxlanFdb(this);
  private final VxlanSender sender;
  private final @Nullable VxlanNetworks networks;
  private final RecentKey keys = new RecentKey();
  private VxlanConfig config;
  private @Nullable NetDevice lower;
  private @Nullable VxlanSocket socket4;
  private @Nullable VxlanSocket socket6;

  VxlanDevice(Netns netns, DeviceKind kind, VxlanConfig config) {
    super(netns, kind);
    this.underlay = netns;
    this.config = config;
    this.sender = new VxlanSender(this);
    this.networks = config.is(VxlanFlag.VNIFILTER) ? new VxlanNetworks(this) : null;
    boolean raw = config.is(VxlanFlag.GPE);
    flags(
        raw
            ? DeviceFlags.POINTOPOINT | DeviceFlags.NOARP | DeviceFlags.MULTICAST
            : DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    mtuBounds(LEAST_MTU, MOST_MTU);
    features(
        Features.NO_QUEUE
            | Features.HW_CSUM
            | Features.GRO
            | Features.PROTO_DOWN
            | (raw ? 0 : Features.LIVE_ADDRESS_CHANGE));
  }

  VxlanConfig config() {
    return config;
  }

  /// The namespace that the outer packets belong to.
  Netns underlay() {
    return underlay;
  }

  VxlanFdb fdb() {
    return fdb;
  }

  /// Whether what comes of a network is its; `any` stands for one that it was made for without
  /// saying which.
  boolean serves(int network, int any) {
    return networks == null ? config.network() == any : networks.find(network) != null;
  }

  /// The networks that it serves of which it is told, or null when it serves but one, or any.
  @Nullable VxlanNetworks networks() {
    return networks;
  }

  /// What is counted of a network, or null where that is not asked for.
  @Nullable VxlanNetwork network(int id) {
    return networks == null ? null : networks.find(id);
  }

  /// The device below, if it is bound to one.
  @Nullable NetDevice lower() {
    return lower;
  }

  /// That of the device below.
  @Override
  public int speed() {
    NetDevice below = lower;
    return below == null ? super.speed() : below.speed();
  }

  @Override
  public int hardwareType() {
    return config.is(VxlanFlag.GPE) ? ArpHardware.NONE : super.hardwareType();
  }

  @Override
  public int addressLength() {
    return config.is(VxlanFlag.GPE) ? 0 : super.addressLength();
  }

  @Override
  public String addressText() {
    return config.is(VxlanFlag.GPE) ? "" : super.addressText();
  }

  @Override
  public String broadcastText() {
    return config.is(VxlanFlag.GPE) ? "" : super.broadcastText();
  }

  // ---- its life

  private int headroom() {
    return HEADERS + (config.isIpv6() ? Ipv6.HEADER : Ipv4.HEADER);
  }

  /// Takes what follows from the device below, before it is registered.
  void bind(@Nullable NetDevice below, @Nullable Integer askedMtu) {
    if (below == null) {
      return;
    }
    GsoLimits its = below.gso();
    GsoLimits own = gso();
    gso(
        new GsoLimits(
            own.gsoMaxSize(),
            own.gsoMaxSegments(),
            its.tsoMaxSize(),
            its.tsoMaxSegments(),
            own.groMaxSize()));
    if (askedMtu == null) {
      mtu(most(below));
    }
  }

  private int most(NetDevice below) {
    return Math.max(below.mtu() - headroom(), LEAST_MTU);
  }

  /// It is no larger than the device below can carry.
  void limitMtu(@Nullable NetDevice below) {
    if (below != null && mtu() > most(below)) {
      mtu(most(below));
    }
  }

  /// It stands above that device now, and knows the default destination.
  void attach(@Nullable NetDevice below) throws NetlinkException {
    if (below != null) {
      linkAbove(below, false);
    }
    lower = below;
    if (!config.remote().isUnspecified()) {
      fdb.addDefault(config.network(), config.remote(), config.link());
    }
    VxlanSockets.of(underlay).devices().add(this);
  }

  /// `vxlan_changelink`
  void change(VxlanConfig changed, @Nullable NetDevice below) throws NetlinkException {
    VxlanConfig before = config;
    if (below != null && below != lower) {
      linkAbove(below, false);
      if (lower != null) {
        unlinkAbove(lower);
      }
      lower = below;
    }
    if (!changed.remote().equals(before.remote())) {
      if (!changed.remote().isUnspecified()) {
        fdb.addDefault(before.network(), changed.remote(), changed.link());
      }
      if (!before.remote().isUnspecified()) {
        fdb.removeDefault(before.network(), before.remote(), before.link());
      }
    }
    config = changed;
    if (changed.ageing() != before.ageing()) {
      fdb.ageingChanged();
    }
    limitMtu(below);
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    if (networks != null) {
      networks.clear();
    }
    fdb.flush(true);
    VxlanSockets.of(underlay).devices().remove(this);
  }

  @Override
  protected void moved(Netns from) {
    sender.moved();
  }

  @Override
  public Netns linkNetns() {
    return underlay;
  }

  @Override
  protected void changeMtu(int bytes) throws NetlinkException {
    if (lower != null && bytes > lower.mtu() - headroom()) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  // ---- its sockets

  @Nullable VxlanSocket socket(Family family) {
    return family == Family.IPV4 ? socket4 : socket6;
  }

  @Override
  protected void open() throws NetlinkException {
    boolean both = config.is(VxlanFlag.COLLECT_METADATA);
    VxlanSockets sockets = VxlanSockets.of(underlay);
    try {
      if (both || config.isIpv6()) {
        socket6 = sockets.open(this, Family.IPV6);
      }
      if (both || !config.isIpv6()) {
        socket4 = sockets.open(this, Family.IPV4);
      }
      join();
    } catch (SocketException e) {
      close(sockets);
      throw new NetlinkException(e.errno());
    }
  }

  private void close(VxlanSockets sockets) {
    if (socket4 != null) {
      sockets.close(this, socket4);
      socket4 = null;
    }
    if (socket6 != null) {
      sockets.close(this, socket6);
      socket6 = null;
    }
  }

  @Override
  protected void stop() {
    leave();
    fdb.flush(false);
    close(VxlanSockets.of(underlay));
  }

  private void join() throws SocketException {
    VxlanSocket socket = socket(config.remote().family());
    if (!config.remote().isMulticast() || socket == null) {
      return;
    }
    try {
      socket.socket().memberships().join(config.remote(), lower);
    } catch (SocketException e) {
      if (e.errno() != Errno.EADDRINUSE) {
        throw e;
      }
    }
  }

  private void leave() {
    VxlanSocket socket = socket(config.remote().family());
    if (!config.remote().isMulticast() || socket == null || isGroupUsed()) {
      return;
    }
    try {
      socket.socket().memberships().leave(config.remote(), lower);
    } catch (SocketException e) {
      throw new IllegalStateException(this + " leaves a group that it has not joined", e);
    }
  }

  /// Whether another device listens to the group at the same socket.
  private boolean isGroupUsed() {
    for (VxlanDevice other : VxlanSockets.of(underlay).devices()) {
      if (other != this
          && other.isUp()
          && other.config.remote().equals(config.remote())
          && other.config.link() == config.link()
          && other.config.port() == config.port()) {
        return true;
      }
    }
    return false;
  }

  // ---- packets

  @Override
  protected int transmit(Packet packet) {
    return sender.transmit(packet);
  }

  /// Takes a packet for it; the VXLAN header stands at `at` (`vxlan_rcv`).
  void accept(Packet packet, int at, int network) {
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    boolean ipv6 = Ipv4.version(bytes, outer) == 6;
    int field = ipv6 ? Ipv6.trafficClass(bytes, outer) : Ipv4.tos(bytes, outer);
    long fromHi = ipv6 ? Ipv6.sourceHi(bytes, outer) : Ip.hi(Ipv4.source(bytes, outer));
    long fromLo = ipv6 ? Ipv6.sourceLo(bytes, outer) : 0;
    NetDevice by = of(packet);
    boolean more = config.is(VxlanFlag.GBP) || config.is(VxlanFlag.COLLECT_METADATA);
    Packet.TunnelMetadata key = more ? readMore(packet, at, network) : null;
    packet.pull(at + Vxlan.HEADER - packet.head());
    if (packet.length() < Ethernet.HEADER) {
      netns().world().drop(packet, DropReason.TUNNEL_HDR);
      return;
    }
    long station = Ethernet.source(bytes, packet.head());
    if (station == address().value() || !isStation(station)) {
      netns().world().drop(packet, DropReason.MAC_INVALID_SOURCE);
      return;
    }
    int link = ipv6 && Ipv6.isLinkLocal(fromHi) && by != null ? by.index() : 0;
    if (config.is(VxlanFlag.LEARNING) && !fdb.learn(station, network, ipv6, fromHi, fromLo, link)) {
      netns().world().drop(packet, DropReason.TUNNEL_MOVED);
      return;
    }
    int length = packet.length() - Ethernet.HEADER;
    if (take(packet, field, ipv6, fromHi, fromLo, key)) {
      countReceived(network, length);
    }
  }

  /// Reads the group, which becomes the packet's mark, or all that the header says of the tunnel.
  private Packet.@Nullable TunnelMetadata readMore(Packet packet, int at, int network) {
    byte[] bytes = packet.bytes();
    int group = 0;
    boolean hasGroup = config.is(VxlanFlag.GBP) && (Vxlan.flags(bytes, at) & Vxlan.HAS_GROUP) != 0;
    if (hasGroup) {
      group = Vxlan.group(bytes, at) | (Vxlan.flags(bytes, at) & GROUP_FLAGS);
    }
    if (config.is(VxlanFlag.COLLECT_METADATA)) {
      int flags = TunnelKey.KEY | (hasGroup ? TunnelKey.HAS_GROUP : 0);
      return keys.ofUdp(packet, at - Udp.HEADER, network, flags, group);
    }
    if (hasGroup) {
      packet.mark(group);
    }
    return null;
  }

  private static final int GROUP_FLAGS = Vxlan.DONT_LEARN | Vxlan.POLICY_APPLIED;

  private static boolean isStation(long mac) {
    return mac != 0 && !Mac.isMulticast(mac);
  }

  /// Counts what has come for a network.
  void countReceived(int network, int bytes) {
    if (networks != null) {
      networks.countReceived(network, bytes);
    }
  }

  void countSent(int network, int bytes) {
    if (networks != null) {
      networks.countSent(network, bytes);
    }
  }

  private boolean take(
      Packet packet,
      int field,
      boolean ipv6,
      long fromHi,
      long fromLo,
      Packet.@Nullable TunnelMetadata key) {
    int etherType = Ethernet.type(packet.bytes(), packet.head());
    if (Ecn.decapsulate(packet, packet.head() + Ethernet.HEADER, etherType, field)
        == Ecn.Arrival.BROKEN) {
      statistics().rxFrameErrors++;
      statistics().rxErrors++;
      netns().world().drop(packet, DropReason.IP_TUNNEL_ECN);
      return false;
    }
    if (!isUp()) {
      statistics().rxDropped++;
      netns().world().drop(packet, DropReason.DEV_DOWN);
      return false;
    }
    packet.scrub(underlay != netns());
    packet.checksum(Packet.ChecksumState.NONE);
    if (key != null) {
      packet.tunnel(key);
    }
    if (packet.trace() != null) {
      String from = ipv6 ? Ip.format(fromHi, fromLo) : Ip.format((int) (fromHi >>> 32));
      netns().world().note(packet, netns(), new TunnelStages.Decapsulated(name(), from));
    }
    loop(packet, packet.length() - Ethernet.HEADER);
    return true;
  }

  /// Receives a frame, whose link header is at its head, and counts it with `bytes`.
  void loop(Packet packet, int bytes) {
    packet.device(this);
    arrive(packet);
    statistics().rxPackets++;
    statistics().rxBytes += bytes;
    receiveFromTunnel(packet);
  }

  /// It has been counted when it left its wrapping.
  @Override
  protected void countReceived(Packet packet) {}

  // ---- its forwarding database

  @Override
  public void addEntry(FdbRequest request) throws NetlinkException {
    fdb.add(request);
  }

  @Override
  public void deleteEntry(FdbRequest request) throws NetlinkException {
    fdb.delete(request);
  }

  @Override
  public FdbSnapshot entry(long mac, FdbRemote remote) throws NetlinkException {
    return fdb.get(mac, remote);
  }

  @Override
  public List<FdbSnapshot> entries() {
    return fdb.all();
  }
}
