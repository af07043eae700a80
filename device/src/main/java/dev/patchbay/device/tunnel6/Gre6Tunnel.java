package dev.patchbay.device.tunnel6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.Netns;
import dev.patchbay.device.tunnel.ErspanSettings;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ecn;
import dev.patchbay.packet.Erspan;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Gre;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.TunnelKey;
import org.jspecify.annotations.Nullable;

/// A device that sends through GRE above IPv6 (net/ipv6/ip6_gre.c): network packets, Ethernet
/// frames, or mirrored ones.
final class Gre6Tunnel extends Ipv6Tunnel {
  private static final int LEAST_ETHERNET_MTU = 68;

  private final boolean ethernet;
  private final boolean erspan;
  private int sent;
  private int expected;

  Gre6Tunnel(
      Netns netns, Gre6Kind kind, Tunnel6Parameters parameters, boolean ethernet, boolean erspan) {
    super(netns, kind, kind.table(netns), parameters);
    this.ethernet = ethernet;
    this.erspan = erspan;
    if (ethernet) {
      flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
      features((features() & ~Features.NO_QUEUE) | Features.LIVE_ADDRESS_CHANGE);
      mtuBounds(LEAST_ETHERNET_MTU, 0);
    }
    mtu(Ethernet.MTU - overhead());
  }

  @Override
  public boolean isEthernet() {
    return ethernet;
  }

  @Override
  boolean marksCongestion() {
    return false;
  }

  @Override
  public int hardwareType() {
    return ethernet ? ArpHardware.ETHER : ArpHardware.IP6GRE;
  }

  @Override
  protected int tunnelHeader() {
    return erspan
        ? Gre.length(Gre.SEQUENCE) + Erspan.length(parameters().erspan().known().version())
        : Gre.length(parameters().keys().outputFlags());
  }

  // ---- the way down

  /// `ip6gre_tunnel_xmit`, `ip6erspan_tunnel_xmit`
  @Override
  protected int transmit(Packet packet) {
    Checksum.resolve(packet);
    int head = packet.head();
    int etherType = ethernet ? Ethernet.type(packet.bytes(), head) : packet.protocol();
    if (packet.length() < headerLength() || !isSound(packet, etherType)) {
      return fail(packet, DropReason.TUNNEL_PROTOCOL);
    }
    TunnelKey key = parameters().external() ? outgoingKey(packet) : null;
    if (parameters().external() && (key == null || erspan)) {
      statistics().txDropped++;
      netns().world().drop(packet, DropReason.TUNNEL_NO_REMOTE);
      return 0;
    }
    int before = packet.length();
    push(packet, ethernet ? EtherType.TEB : etherType, key);
    int inner = packet.head() + packet.length() - before + headerLength();
    return key == null
        ? encapsulate(packet, inner, etherType, IpProtocol.GRE)
        : encapsulate(packet, inner, etherType, IpProtocol.GRE, key);
  }

  private void push(Packet packet, int carried, @Nullable TunnelKey key) {
    Tunnel6Parameters.Keys keys = parameters().keys();
    if (erspan) {
      pushErspan(packet, parameters().erspan().known(), keys.output());
      return;
    }
    int flags = key == null ? keys.outputFlags() : greFlags(key);
    int number = (flags & Gre.SEQUENCE) == 0 ? 0 : sent++;
    Gre.push(packet, flags, carried, key == null ? keys.output() : (int) key.id(), number);
  }

  private void pushErspan(Packet packet, ErspanSettings settings, int session) {
    boolean truncated = packet.length() > mtu() + headerLength();
    if (truncated) {
      packet.trim(mtu() + headerLength());
    }
    settings.push(packet, session, truncated, netns().world().loop().now());
    Gre.push(packet, Gre.SEQUENCE, settings.etherType(), 0, sent++);
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

  /// Whether what claims to be of IP has a header, and does not come from the other end.
  private boolean isSound(Packet packet, int etherType) {
    int inner = packet.head() + headerLength();
    boolean ip = etherType == EtherType.IPV4 || etherType == EtherType.IPV6;
    return !ip
        || (Ecn.hasField(packet.bytes(), inner, packet.tail(), etherType)
            && (etherType == EtherType.IPV4 || !isFromOtherEnd(packet)));
  }

  // ---- the way up

  /// Takes what has come for it; its head is the GRE header, and `length` bytes stand before what
  /// it carries (`ip6_tnl_rcv`).
  void accept(Packet packet, int key, int length) {
    byte[] bytes = packet.bytes();
    int at = packet.head();
    int flags = Gre.flags(bytes, at);
    int wanted = parameters().keys().inputFlags();
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
    int carried = Gre.protocol(bytes, at);
    packet.pull(length);
    if (ethernet && packet.length() < Ethernet.HEADER) {
      statistics().rxLengthErrors++;
      refuse(packet, DropReason.TUNNEL_HDR);
      return;
    }
    int etherType = ethernet ? Ethernet.type(packet.bytes(), packet.head()) : carried;
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
