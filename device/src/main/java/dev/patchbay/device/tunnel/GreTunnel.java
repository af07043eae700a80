package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import dev.patchbay.stack.neighbour.Neighbour;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.stack.neighbour.NeighbourTable;
import java.util.HexFormat;

/// A device that sends through GRE (net/ipv4/ip_gre.c): network packets, or Ethernet frames.
class GreTunnel extends Ipv4Tunnel {
  private static final int LEAST_ETHERNET_MTU = 68;

  private final boolean ethernet;
  private final boolean erspan;
  private int sent;
  private int expected;

  GreTunnel(Netns netns, TunnelKind kind, TunnelParameters parameters, boolean ethernet) {
    this(netns, kind, parameters, ethernet, false);
  }

  GreTunnel(
      Netns netns, TunnelKind kind, TunnelParameters parameters, boolean ethernet, boolean erspan) {
    super(netns, kind, kind.table(netns), parameters);
    this.ethernet = ethernet;
    this.erspan = erspan;
    if (ethernet) {
      flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
      mtuBounds(LEAST_ETHERNET_MTU, 0);
      mtu(Ethernet.MTU);
      queued();
      features(features() | Features.LIVE_ADDRESS_CHANGE);
    } else {
      flags(parameters.isMulticast() ? DeviceFlags.BROADCAST : DeviceFlags.NOARP);
    }
  }

  @Override
  public boolean isEthernet() {
    return ethernet;
  }

  @Override
  protected int tunnelHeader() {
    if (!erspan) {
      return Gre.length(parameters().outputFlags());
    }
    int version = Erspan.version(parameters());
    return version == 0
        ? Gre.HEADER
        : Gre.length(Gre.SEQUENCE) + ErspanSettings.headerLength(version);
  }

  @Override
  int neighbour(Family family, long hi, long lo) {
    Neighbour known = NeighbourTable.of(netns().machine(), family).find(this, hi, lo);
    if (known == null || !known.is(NeighbourState.VALID & ~NeighbourState.NOARP)) {
      return 0;
    }
    return (int) (known.address() >>> 16);
  }

  /// One whose packets bring their addresses carries frames, too.
  @Override
  public int hardwareType() {
    if (ethernet) {
      return ArpHardware.ETHER;
    }
    return parameters().external() ? ArpHardware.NONE : ArpHardware.IPGRE;
  }

  @Override
  String endText(int address) {
    return hardwareType() == ArpHardware.NONE ? bytes(address) : super.endText(address);
  }

  /// What is shown of an address of which nobody knows that it is of IP.
  private static String bytes(int address) {
    return HexFormat.ofDelimiter(":")
        .formatHex(
            new byte[] {
              (byte) (address >>> 24),
              (byte) (address >>> 16),
              (byte) (address >>> 8),
              (byte) address
            });
  }

  /// What is sent first takes as many bytes less as the header has grown (`ipgre_link_update`).
  @Override
  void update(TunnelParameters changed) {
    int before = tunnelHeader();
    super.update(changed);
    if (erspan) {
      return;
    }
    mtu(Math.max(mtu() - (tunnelHeader() - before), LEAST_ETHERNET_MTU));
  }

  // ---- the way down

  /// `ipgre_xmit`, `gre_tap_xmit`
  @Override
  protected int transmit(Packet packet) {
    Checksum.resolve(packet);
    byte[] bytes = packet.bytes();
    int head = packet.head();
    int etherType = ethernet ? Ethernet.type(bytes, head) : packet.protocol();
    int inner = head + headerLength();
    boolean sound = packet.length() >= headerLength() && isSound(bytes, inner, packet, etherType);
    TunnelKey key = parameters().external() ? outgoingKey(packet) : null;
    if (!sound || (parameters().external() && key == null)) {
      statistics().txDropped++;
      netns().world().drop(packet, DropReason.TUNNEL_PROTOCOL);
      return 0;
    }
    if (erspan) {
      return transmitErspan(packet, etherType);
    }
    int counted = packet.tail() - inner;
    TunnelParameters parameters = parameters();
    int flags = key == null ? parameters.outputFlags() : greFlags(key);
    int number = (flags & Gre.SEQUENCE) == 0 ? 0 : sent++;
    int carried = ethernet ? EtherType.TEB : etherType;
    Gre.push(packet, flags, carried, key == null ? parameters.outputKey() : (int) key.id(), number);
    int length = Gre.length(flags);
    int at = packet.head() + length + headerLength();
    return key == null
        ? encapsulate(packet, at, etherType, IpProtocol.GRE, counted)
        : encapsulate(packet, at, etherType, IpProtocol.GRE, length, counted, key);
  }

  /// `erspan_xmit`. The key is the session, in a header of its own.
  private int transmitErspan(Packet packet, int etherType) {
    if (parameters().external()) {
      statistics().txDropped++;
      netns().world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
      return 0;
    }
    boolean truncated = packet.length() > mtu() + Ethernet.HEADER;
    if (truncated) {
      packet.trim(mtu() + Ethernet.HEADER);
    }
    int before = packet.length();
    int counted = before - Ethernet.HEADER;
    int version = Erspan.version(parameters());
    ErspanSettings settings = parameters().erspan().withVersion(version);
    settings.push(packet, parameters().outputKey(), truncated, netns().world().loop().now());
    int flags = version == 0 ? 0 : parameters().outputFlags() & ~Gre.KEY;
    int number = (flags & Gre.SEQUENCE) == 0 ? 0 : sent++;
    Gre.push(packet, flags, settings.etherType(), 0, number);
    int at = packet.tail() - before + Ethernet.HEADER;
    return encapsulate(packet, at, etherType, IpProtocol.GRE, counted);
  }

  private static int greFlags(TunnelKey key) {
    return (key.has(TunnelKey.CHECKSUM) ? Gre.CHECKSUM : 0)
        | (key.has(TunnelKey.KEY) ? Gre.KEY : 0)
        | (key.has(TunnelKey.SEQUENCE) ? Gre.SEQUENCE : 0);
  }

  private static int keyFlags(int flags) {
    return ((flags & Gre.CHECKSUM) == 0 ? 0 : TunnelKey.CHECKSUM)
        | ((flags & Gre.KEY) == 0 ? 0 : TunnelKey.KEY);
  }

  /// Whether what claims to be of IP has a header.
  private static boolean isSound(byte[] bytes, int inner, Packet packet, int etherType) {
    boolean ip = etherType == EtherType.IPV4 || etherType == EtherType.IPV6;
    return !ip || Ecn.hasField(bytes, inner, packet.tail(), etherType);
  }

  // ---- the way up

  /// Takes what has come for it; its head is the GRE header, and `length` bytes stand before what
  /// it carries.
  void accept(Packet packet, int key, int length) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int flags = Gre.flags(bytes, at);
    int wanted = parameters().inputFlags();
    if (((flags ^ wanted) & Gre.CHECKSUM) != 0 || !Gre.checksumHolds(bytes, at, packet.tail())) {
      statistics().rxCrcErrors++;
      refuse(packet, DropReason.TUNNEL_CSUM);
      return;
    }
    if ((wanted & Gre.SEQUENCE) != 0 && !isInSequence(flags, Gre.sequence(bytes, at))) {
      statistics().rxFifoErrors++;
      refuse(packet, DropReason.TUNNEL_SEQUENCE);
      return;
    }
    int etherType = Gre.protocol(bytes, at);
    packet.pull(length);
    if (ethernet && packet.length() < Ethernet.HEADER) {
      statistics().rxLengthErrors++;
      refuse(packet, DropReason.TUNNEL_HDR);
      return;
    }
    decapsulate(packet, etherType, key, keyFlags(flags));
  }

  private boolean isInSequence(int flags, int number) {
    if ((flags & Gre.SEQUENCE) == 0 || (expected != 0 && number - expected < 0)) {
      return false;
    }
    expected = number + 1;
    return true;
  }
}
