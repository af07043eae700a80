package dev.patchbay.device.geneve;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.device.tunnel.RecentKey;
import dev.patchbay.device.tunnel.TunnelStages;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Geneve;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A device whose frames go in Geneve to the other end. It listens while it is up.
final class GeneveDevice extends NetDevice {
  private static final int LEAST_MTU = 68;
  private static final int LARGEST = 65535;

  /// The MTU of the device that nowhere in particular is behind.
  private static final int LOOPBACK_MTU = 65536;

  private static final int HEADERS = Udp.HEADER + Geneve.HEADER + Ethernet.HEADER;

  private final Netns underlay;
  private final GeneveSender sender;
  private final RecentKey keys = new RecentKey();
  private GeneveConfig config;
  private @Nullable GeneveSocket socket4;
  private @Nullable GeneveSocket socket6;

  GeneveDevice(Netns netns, DeviceKind kind, GeneveConfig config) {
    super(netns, kind);
    this.underlay = netns;
    this.config = config;
    this.sender = new GeneveSender(this);
    boolean raw = config.inheritsProtocol();
    flags(raw ? DeviceFlags.NOARP : DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    mtuBounds(LEAST_MTU, LARGEST - headroom());
    features(Features.NO_QUEUE | Features.HW_CSUM | Features.GRO | Features.LIVE_ADDRESS_CHANGE);
  }

  GeneveConfig config() {
    return config;
  }

  /// The namespace that the outer packets belong to.
  Netns underlay() {
    return underlay;
  }

  /// Bytes of all headers before the packet inside.
  private int headroom() {
    boolean four = !config.external() && !config.isIpv6();
    return HEADERS + (four ? Ipv4.HEADER : Ipv6.HEADER);
  }

  // ---- addresses

  @Override
  public int hardwareType() {
    return config.inheritsProtocol() ? ArpHardware.NONE : super.hardwareType();
  }

  @Override
  public int addressLength() {
    return config.inheritsProtocol() ? 0 : super.addressLength();
  }

  @Override
  public String addressText() {
    return config.inheritsProtocol() ? "" : super.addressText();
  }

  @Override
  public String broadcastText() {
    return config.inheritsProtocol() ? "" : super.broadcastText();
  }

  @Override
  public int headerLength() {
    return config.inheritsProtocol() ? 0 : super.headerLength();
  }

  @Override
  public void pushHeader(Packet packet, long destination, int etherType) {
    if (!config.inheritsProtocol()) {
      super.pushHeader(packet, destination, etherType);
    }
  }

  // ---- its life

  /// Takes the MTU that was asked for, or else the one that its way leaves it
  /// (`geneve_link_config`).
  void bind(@Nullable Integer asked) {
    int wanted = asked == null ? wayMtu() : asked;
    if (wanted > 0) {
      mtu(Math.clamp(wanted, LEAST_MTU, maxMtu()));
    }
  }

  /// The MTU that its way leaves it, or 0 when there is none.
  private int wayMtu() {
    int headers = HEADERS + (config.isIpv6() ? Ipv6.HEADER : Ipv4.HEADER);
    if (config.remote().isUnspecified()) {
      return LOOPBACK_MTU - headers;
    }
    Flow flow = new Flow();
    flow.destinationHi = config.remote().hi();
    flow.destinationLo = config.remote().lo();
    Route route = Fib.of(underlay, config.remote().family()).output(flow);
    return route == null || route.error() != 0 ? 0 : route.device().mtu() - headers;
  }

  /// `geneve_changelink`
  void change(GeneveConfig changed, @Nullable Integer askedMtu) {
    boolean moves = !changed.remote().equals(config.remote());
    config = changed;
    if (moves) {
      bind(askedMtu);
    }
  }

  @Override
  protected void dismantle(List<NetDevice> alsoRemoved) {
    GeneveSockets.of(underlay).devices().remove(this);
  }

  @Override
  protected void open() throws NetlinkException {
    GeneveSockets sockets = GeneveSockets.of(underlay);
    try {
      if (config.external() || config.isIpv6()) {
        socket6 = sockets.open(this, Family.IPV6);
      }
      if (config.external() || !config.isIpv6()) {
        socket4 = sockets.open(this, Family.IPV4);
      }
    } catch (SocketException e) {
      stop();
      throw new NetlinkException(e.errno());
    }
  }

  @Override
  protected void stop() {
    GeneveSockets sockets = GeneveSockets.of(underlay);
    if (socket4 != null) {
      sockets.close(this, socket4);
      socket4 = null;
    }
    if (socket6 != null) {
      sockets.close(this, socket6);
      socket6 = null;
    }
  }

  // ---- packets

  @Override
  protected int transmit(Packet packet) {
    return sender.transmit(packet);
  }

  /// Takes a packet for it; the Geneve header stands at `at` (`geneve_rx`).
  void accept(Packet packet, int at) {
    byte[] bytes = packet.bytes();
    int carried = Geneve.protocol(bytes, at);
    if (!config.inheritsProtocol() && carried != EtherType.TEB) {
      statistics().rxDropped++;
      netns().world().drop(packet, DropReason.TUNNEL_PROTOCOL);
      return;
    }
    if (!config.external() && Geneve.isCritical(bytes, at)) {
      statistics().rxFrameErrors++;
      refuse(packet, DropReason.TUNNEL_HDR);
      return;
    }
    int outer = packet.network();
    boolean six = Ipv4.version(bytes, outer) == 6;
    int field = six ? Ipv6.trafficClass(bytes, outer) : Ipv4.tos(bytes, outer);
    Packet.TunnelMetadata key =
        config.external()
            ? keys.ofUdp(packet, at - Udp.HEADER, Geneve.network(bytes, at), TunnelKey.KEY, 0)
            : null;
    if (packet.trace() != null) {
      netns().world().note(packet, netns(), new TunnelStages.Decapsulated(name(), from(packet)));
    }
    packet.pull(at + Geneve.length(bytes, at) - packet.head());
    if (packet.length() < headerLength()) {
      statistics().rxDropped++;
      netns().world().drop(packet, DropReason.TUNNEL_HDR);
      return;
    }
    boolean frame = !config.inheritsProtocol();
    if (frame && Ethernet.source(bytes, packet.head()) == address().value()) {
      refuse(packet, DropReason.MAC_INVALID_SOURCE);
      return;
    }
    int etherType = frame ? Ethernet.type(bytes, packet.head()) : carried;
    int inner = packet.head() + headerLength();
    if (Ecn.decapsulate(packet, inner, etherType, field) == Ecn.Arrival.BROKEN) {
      statistics().rxFrameErrors++;
      refuse(packet, DropReason.IP_TUNNEL_ECN);
      return;
    }
    receive(packet, etherType, key);
  }

  private static String from(Packet packet) {
    byte[] bytes = packet.bytes();
    int outer = packet.network();
    return Ipv4.version(bytes, outer) == 6
        ? Ip.format(Ipv6.sourceHi(bytes, outer), Ipv6.sourceLo(bytes, outer))
        : Ip.format(Ipv4.source(bytes, outer));
  }

  private void receive(Packet packet, int etherType, Packet.@Nullable TunnelMetadata key) {
    packet.scrub(underlay != netns());
    packet.checksum(Packet.ChecksumState.NONE);
    if (key != null) {
      packet.tunnel(key);
    }
    packet.device(this);
    statistics().rxPackets++;
    statistics().rxBytes += packet.length() - headerLength();
    if (config.inheritsProtocol()) {
      packet.protocol(etherType);
      packet.link(packet.head());
      packet.network(packet.head());
      packet.type(Packet.Type.HOST);
    } else {
      arrive(packet);
    }
    receiveFromTunnel(packet);
  }

  private void refuse(Packet packet, DropReason reason) {
    statistics().rxErrors++;
    netns().world().drop(packet, reason);
  }

  /// It has been counted when it left its wrapping.
  @Override
  protected void countReceived(Packet packet) {}
}
